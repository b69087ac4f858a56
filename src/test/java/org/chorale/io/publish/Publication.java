package org.chorale.io.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;

/** A run that publishes two small files: as a process that may be killed, and as readers see it. */
final class Publication {
  private static final List<String> FILES = List.of("values", "model/model.json");

  private Publication() {}

  /** Publishes: choice, output, run id. */
  public static void main(String[] args) throws IOException {
    publish(new Configuration(), Overwrite.valueOf(args[0]), args[1], args[2]);
  }

  static void publish(Configuration conf, Overwrite choice, String named, String run)
      throws IOException {
    RunOutput output = new RunOutput(conf, named, choice);
    if (output.holdsRun() && output.isComplete(run)) {
      return;
    }
    try (Staging staging = output.stage()) {
      for (String file : FILES) {
        try (OutputStream out = NewFile.create(conf, new Path(staging.directory(), file))) {
          out.write(run.getBytes(StandardCharsets.UTF_8));
        }
      }
      ObjectNode record = RunRecord.create();
      record.put("run", run);
      RunRecord.write(conf, staging.directory(), record);
      staging.publish();
    }
  }

  /**
   * The run that a reader finds, all of it, or null if nothing is there to be read.
   *
   * @throws AssertionError if what is there is not of one run
   */
  static String seen(Configuration conf, java.nio.file.Path folder, Path named) throws IOException {
    Path found = Lake.resolve(conf, named);
    String run = RunRecord.completeRun(conf, found);
    if (run != null) {
      java.nio.file.Path local = folder.resolve(folder.getRoot().resolve(found.toUri().getPath()));
      for (String file : FILES) {
        if (!Files.readString(local.resolve(file)).equals(run)) {
          throw new AssertionError(file + " is not of run " + run);
        }
      }
    }
    return run;
  }
}
