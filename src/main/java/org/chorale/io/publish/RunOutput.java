package org.chorale.io.publish;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;

/**
 * The directory that a run is to make: what is there already, and whether that is in the way.
 *
 * <p>Nothing there: the run makes it. The complete output of the same run: there is nothing to do.
 * Anything else is refused, unless it is to be replaced. {@link Overwrite#ALWAYS} replaces whatever
 * is there, but for a lake: that keeps its runs.
 */
public final class RunOutput {
  private final Configuration conf;
  private final String named;
  private final Path path;
  private final Overwrite overwrite;
  private final FileSystem files;
  private final String there;
  private final Lake lake;
  private String ofLake;
  private String directory;

  /**
   * Looks what is there, and puts back what a run that was killed had moved away.
   *
   * @param named directory as the user named it
   * @param overwrite what becomes of what is in the way
   * @throws InvalidInputException if it is not named, or something is in the way that is no
   *     finished run's
   */
  public RunOutput(Configuration conf, String named, Overwrite overwrite) throws IOException {
    if (named == null) {
      throw new InvalidInputException("no output directory is named; give one with --output");
    }
    this.conf = conf;
    this.named = named;
    this.path = new Path(named);
    this.overwrite = overwrite;
    this.files = NewFile.fileSystem(conf, path);
    this.directory = named;
    Lake asLake = new Lake(conf, path);
    if (overwrite == Overwrite.LAKE) {
      this.lake = asLake;
      this.there = null;
      if (lake.isTaken()) {
        throw new InvalidInputException(
            "%s is in the way: it exists and keeps no runs; name a new --output for --lake"
                .formatted(named));
      }
      Staging.recover(lake);
      return;
    }
    this.lake = null;
    if (asLake.isThere()) {
      throw new InvalidInputException(
          "%s keeps runs of --lake; say --lake too, or name another --output".formatted(named));
    }
    Staging.recover(path, files);
    boolean exists = files.exists(path);
    boolean again = overwrite == Overwrite.ALWAYS;
    this.there = exists && !again ? RunRecord.completeRun(conf, path) : null;
    if (exists && there == null && !again) {
      throw new InvalidInputException(
          "%s is in the way: it exists and is not the output of a finished run%s; name a new --output, or %s"
              .formatted(
                  named,
                  Staging.swaps(files) ? "" : ", but maybe of one that was killed",
                  remedy()));
    }
  }

  private String remedy() {
    return Staging.swaps(files) ? "replace it with --overwrite" : "delete it";
  }

  /** Whether a finished run's output may be there that may stay: the id of this one matters. */
  public boolean holdsRun() {
    return there != null || lake != null;
  }

  /**
   * Whether this very run is complete. In a lake it is the one that counts from then on.
   *
   * @throws InvalidInputException if another one's output is there and may not be replaced
   */
  public boolean isComplete(String run) throws IOException {
    if (lake != null) {
      return isInLake(run);
    }
    if (there == null || there.equals(run)) {
      return there != null;
    }
    if (overwrite == Overwrite.NEVER) {
      throw new InvalidInputException(
          "%s holds another run (%s, this one is %s): other inputs or options made it; name a new --output, or %s"
              .formatted(named, there, run, remedy()));
    }
    return false;
  }

  private boolean isInLake(String run) throws IOException {
    ofLake = run;
    Path found = lake.find(run);
    if (found == null) {
      return false;
    }
    if (!lake.pointsTo(found)) {
      try (Staging aside = Staging.in(lake, run)) {
        lake.point(run, found, aside.pointer());
      }
    }
    directory = within(found);
    return true;
  }

  private String within(Path output) {
    return new Path(new Path(path, Lake.RUNS), output.getName()).toString();
  }

  /**
   * Refuses an input that replacing the output would delete, and one that the output would become a
   * part of.
   *
   * @throws InvalidInputException if one lies in the other
   */
  public void refuseWithin(String input) throws IOException {
    String in = place(new Path(input)) + "/";
    String out = place(path) + "/";
    if (in.startsWith(out)) {
      throw new InvalidInputException(
          "the input %s lies in the output %s; name another --output".formatted(input, named));
    }
    if (out.startsWith(in)) {
      throw new InvalidInputException(
          "the output %s lies in the input %s; name another --output".formatted(named, input));
    }
  }

  /** One name for one place, whichever name of its file system the user gave. */
  private String place(Path any) throws IOException {
    FileSystem its = NewFile.fileSystem(conf, any);
    String service = its.getCanonicalServiceName();
    return (service == null ? its.getUri().toString() : service)
        + its.makeQualified(any).toUri().getPath();
  }

  /**
   * Opens the directory in which the output is made.
   *
   * @throws IllegalStateException in a lake, if it was not asked yet whether the run is complete
   */
  public Staging stage() throws IOException {
    if (lake == null) {
      return Staging.beside(path, conf, overwrite != Overwrite.NEVER);
    }
    if (ofLake == null) {
      throw new IllegalStateException("the run is not known");
    }
    Staging staging = Staging.in(lake, ofLake);
    directory = within(staging.output());
    return staging;
  }

  /** Where the output of the run is, or will be, as the user would name it. */
  public String directory() {
    return directory;
  }

  /** Its name. */
  @Override
  public String toString() {
    return named;
  }
}
