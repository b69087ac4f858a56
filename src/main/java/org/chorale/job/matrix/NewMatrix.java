package org.chorale.job.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.publish.Staging;
import org.chorale.io.storage.NewFile;
import org.chorale.job.run.Program;
import org.chorale.job.run.RunIdentity;

/** The last steps of an import: what there is, what made it, made visible. */
public final class NewMatrix {
  private final JavaSparkContext spark;
  private final Staging staging;

  /** In a staging directory. */
  public NewMatrix(JavaSparkContext spark, Staging staging) {
    this.spark = spark;
    this.staging = staging;
  }

  /**
   * Writes {@code matrix.json} and {@code run.json} and publishes the directory.
   *
   * @param output as the user named it
   * @param notes sentences for the user
   */
  public ImportOutcome publish(
      FeatureMatrix matrix, RunIdentity identity, String output, List<String> notes)
      throws IOException {
    Configuration conf = spark.hadoopConfiguration();
    NewFile.sweep(conf, staging.directory());
    MatrixJson.write(conf, matrix, Program.VERSION);
    ObjectNode record = RunRecord.create();
    record.put("run", identity.id());
    record.put("program", "chorale " + Program.VERSION);
    record.put("spark", spark.version());
    record.put("java", Runtime.version().toString());
    record.set("inputs", identity.inputs());
    record.set("options", identity.options());
    ObjectNode counts = record.putObject("counts");
    counts.put("scans", matrix.scanCount());
    counts.put("sites", matrix.scansBySite().size());
    counts.put("features", matrix.featureCount());
    counts.put("files", matrix.parts().size());
    notes.forEach(record.putArray("warnings")::add);
    RunRecord.write(conf, staging.directory(), record);
    staging.publish();
    return new ImportOutcome(
        identity.id(),
        output,
        false,
        matrix.scanCount(),
        matrix.scansBySite().size(),
        matrix.featureCount(),
        matrix.parts().size(),
        notes);
  }
}
