package org.chorale.job;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.job.apply.FeatureMatch;

/** Inputs as a model wants them: its roles, its features by name. */
final class OpenedInput {
  private OpenedInput() {}

  /**
   * Opens tables or a matrix.
   *
   * @param idColumn column that names a scan; null: the model's
   * @throws org.chorale.model.InvalidInputException if a column or feature of the model isn't there
   */
  static Source of(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      StoredModel model,
      List<String> inputs,
      String scans,
      String idColumn,
      boolean dropIncomplete)
      throws IOException {
    return of(
        spark,
        configuration,
        model,
        HarmonisationRequest.builder(model.specification().forNewScans(dropIncomplete))
            .inputs(inputs)
            .scans(scans)
            .id(idColumn == null ? model.first().idColumn() : idColumn));
  }

  /** The same with a request that has more to say. */
  static Source of(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      StoredModel model,
      HarmonisationRequest.Builder asRead)
      throws IOException {
    return open(spark, configuration, model, request(spark, model, asRead));
  }

  /** A request for the features of a model. */
  static HarmonisationRequest request(
      JavaSparkContext spark, StoredModel model, HarmonisationRequest.Builder asRead)
      throws IOException {
    if (!isMatrix(spark, asRead.named())) {
      asRead.featuresOfModel(model.names());
    }
    return asRead.build();
  }

  private static boolean isMatrix(JavaSparkContext spark, List<String> inputs) {
    return inputs.stream()
        .anyMatch(in -> MatrixJson.find(spark.hadoopConfiguration(), new Path(in)) != null);
  }

  /** What such a request names. */
  static Source open(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      StoredModel model,
      HarmonisationRequest request)
      throws IOException {
    Source source = Source.open(spark, configuration, request);
    if (isMatrix(spark, request.inputs())) {
      FeatureMatch.refuseOthers(
          spark,
          configuration,
          source.names(),
          source.blocks(1, 0),
          model.steps().get(0),
          model.first().blocksPerFile(),
          model.blocks());
    }
    return source;
  }
}
