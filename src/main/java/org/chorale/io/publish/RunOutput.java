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
 * is there.
 */
public final class RunOutput {
  private final Configuration conf;
  private final String named;
  private final Path path;
  private final Overwrite overwrite;
  private final FileSystem files;
  private final String there;

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
    Staging.recover(path, files);
    boolean exists = files.exists(path);
    boolean again = overwrite == Overwrite.ALWAYS;
    this.there = exists && !again ? RunRecord.completeRun(conf, path) : null;
    if (exists && there == null && overwrite == Overwrite.NEVER) {
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

  /** Whether a finished run's output is there that may stay: the id of this one matters. */
  public boolean holdsRun() {
    return there != null;
  }

  /**
   * Whether this very run is complete.
   *
   * @throws InvalidInputException if another one's output is there and may not be replaced
   */
  public boolean isComplete(String run) {
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

  /** Opens the directory in which the output is made. */
  public Staging stage() throws IOException {
    return Staging.beside(path, conf, overwrite != Overwrite.NEVER);
  }

  /** Its name. */
  @Override
  public String toString() {
    return named;
  }
}
