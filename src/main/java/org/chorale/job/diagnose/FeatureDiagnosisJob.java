package org.chorale.job.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.storage.TextParts;
import org.chorale.job.fit.BlockNames;
import org.chorale.job.task.TaskAttempt;
import org.chorale.job.values.BlockValues;
import org.chorale.model.Blocks;
import org.chorale.stats.diagnosis.People;
import org.chorale.stats.diagnosis.Projection;
import org.chorale.stats.scans.ScansBySite;
import scala.Tuple2;

/**
 * Tests every feature, before and after.
 *
 * <p>A task takes some of the features, reads the values of a unit of them in all scans, makes
 * harmonised ones beside, and writes a row of every feature. Scans by site are broadcast. What is
 * shuffled are projections of all scans, one set for each of at most some dozen tasks; the driver
 * ends with one, a few columns per scan.
 */
final class FeatureDiagnosisJob {
  /** More features than that are left to Parquet. */
  static final int MOST_TEXT_ROWS = 200_000;

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;
  private final Broadcast<ScansBySite> scans;
  private final Blocks blocks;
  private final BlockNames names;
  private final List<String> designColumns;

  FeatureDiagnosisJob(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      Broadcast<ScansBySite> scans,
      Blocks blocks,
      BlockNames names,
      List<String> designColumns) {
    this.spark = spark;
    this.configuration = configuration;
    this.scans = scans;
    this.blocks = blocks;
    this.names = names;
    this.designColumns = new ArrayList<>(designColumns);
  }

  /**
   * Tests and writes.
   *
   * @param values before
   * @param harmonised after; null without
   * @param people who scans are of; null if nobody is named
   * @param directory of the diagnosis
   */
  ProjectedScans run(
      BlockValues values,
      HarmonisedValues harmonised,
      People people,
      Projection projection,
      Path directory)
      throws IOException {
    FeatureTable table = new FeatureTable(people, harmonised != null);
    int n = scans.value().count();
    List<Tuple2<Integer, List<FeatureUnit>>> tasks = new ArrayList<>();
    for (List<FeatureUnit> units : FeatureUnit.tasks(blocks, n, projection.columns())) {
      tasks.add(new Tuple2<>(tasks.size(), units));
    }
    boolean featuresText = blocks.featureCount() <= MOST_TEXT_ROWS;
    boolean covariatesText = (long) blocks.featureCount() * designColumns.size() <= MOST_TEXT_ROWS;
    UnitDiagnosis.Setting setting =
        new UnitDiagnosis.Setting(
            configuration,
            scans,
            blocks,
            names,
            designColumns,
            values,
            harmonised,
            people,
            projection,
            table,
            directory.toString(),
            featuresText,
            covariatesText);
    int numbers = n * projection.columns();
    List<ProjectedScans> slices =
        spark
            .parallelize(tasks, tasks.size())
            .flatMapToPair(
                task -> {
                  try (UnitDiagnosis diagnosis =
                      new UnitDiagnosis(setting, task._1(), TaskAttempt.label())) {
                    List<Tuple2<Integer, ProjectedScans>> parts = new ArrayList<>();
                    for (ProjectedScans slice : diagnosis.run(task._2()).slices()) {
                      parts.add(new Tuple2<>(slice.slice(), slice));
                    }
                    return parts.iterator();
                  }
                })
            .groupByKey(ProjectedScans.sliceCount(numbers))
            .map(parts -> ProjectedScans.sum(parts._2()))
            .collect();
    join(directory, FeatureTable.FEATURES, tasks.size(), featuresText);
    join(directory, FeatureTable.COVARIATES, tasks.size(), covariatesText && hasCovariates());
    return ProjectedScans.join(slices, numbers);
  }

  private boolean hasCovariates() {
    return !designColumns.isEmpty();
  }

  private void join(Path directory, String table, int parts, boolean withText) throws IOException {
    if (withText) {
      TextParts.join(
          spark.hadoopConfiguration(),
          FeatureFiles.textParts(directory, table),
          parts,
          "csv",
          new Path(directory, table + ".csv"));
    }
  }
}
