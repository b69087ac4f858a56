package org.chorale.job.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.publish.Overwrite;
import org.chorale.io.publish.RunOutput;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.publish.Staging;
import org.chorale.io.storage.NewFile;

/** What all exports have in common: what identifies one, whether it was done, how it ends. */
public final class ExportRun {
  private final Configuration conf;
  private final RunOutput place;
  private final RunIdentity identity;

  /** Writes what is exported. */
  public interface Work {
    /**
     * Writes it.
     *
     * @param counts receives what is told of it in the run record
     */
    void write(Path directory, ObjectNode counts) throws IOException;
  }

  private ExportRun(Configuration conf, RunOutput place, RunIdentity identity) {
    this.conf = conf;
    this.place = place;
    this.identity = identity;
  }

  /**
   * An export.
   *
   * @param from what is exported, as named; the output may not lie in it, nor it in the output
   * @param matrix its matrix
   * @param options that matter to the result
   * @throws org.chorale.model.InvalidInputException if something is in the way
   */
  public static ExportRun of(
      Configuration conf,
      String from,
      RunInput matrix,
      ObjectNode options,
      String output,
      Overwrite overwrite)
      throws IOException {
    RunOutput place = new RunOutput(conf, output, overwrite);
    place.refuseWithin(from);
    return new ExportRun(conf, place, new RunIdentity(options, List.of(matrix)));
  }

  /** The run id. */
  public String id() {
    return identity.id();
  }

  /**
   * Whether the same export is complete.
   *
   * @throws org.chorale.model.InvalidInputException if another one's output is there
   */
  public boolean isDone() throws IOException {
    return place.holdsRun() && place.isComplete(id());
  }

  /** Refuses a file that replacing the output would delete. */
  public void refuseWithin(String file) throws IOException {
    place.refuseWithin(file);
  }

  /** Does the work aside, adds the run record and publishes. */
  public void run(Work work) throws IOException {
    try (Staging staging = place.stage()) {
      ObjectNode counts = RunRecord.create();
      work.write(staging.directory(), counts);
      NewFile.sweep(conf, staging.directory());
      ObjectNode record = RunRecord.create();
      record.put("run", id());
      record.put("program", "chorale " + Program.VERSION);
      record.set("inputs", identity.inputs());
      record.set("options", identity.options());
      if (!counts.isEmpty()) {
        record.set("counts", counts);
      }
      RunRecord.write(conf, staging.directory(), record);
      staging.publish();
    }
  }
}
