package org.chorale.job.simulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.harmonised.HarmonisedWriter;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.matrix.Element;
import org.chorale.io.matrix.FeatureIndex;
import org.chorale.io.matrix.FeatureKind;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixCut;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.io.matrix.MatrixPartWriter;
import org.chorale.io.parquet.CellType;
import org.chorale.io.storage.NewFile;
import org.chorale.io.storage.TextParts;
import org.chorale.job.run.Program;
import org.chorale.job.task.TaskAttempt;
import org.chorale.stats.simulate.FeatureTruth;
import org.chorale.stats.simulate.Simulation;

/** Writes the values of a simulation as a feature matrix: a task draws one file of it. */
final class SimulateMatrixJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  SimulateMatrixJob(JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /**
   * Writes a matrix.
   *
   * @param run what makes it the same matrix
   */
  void run(Simulation simulation, Element element, Path target, String run) throws IOException {
    int size = Simulation.STREAM_FEATURES;
    int blocks = (simulation.features() + size - 1) / size;
    int[] scans = new int[simulation.sites()];
    for (int s = 0; s < simulation.scans(); s++) {
      scans[simulation.site(s)]++;
    }
    List<MatrixPart> parts = new ArrayList<>();
    for (int i = 0; i < scans.length; i++) {
      parts.addAll(
          MatrixCut.site(
              i,
              SimulatedStudy.site(i),
              scans[i],
              blocks,
              (long) Math.min(size, simulation.features()) * element.bytes(),
              MatrixCut.FILE_BYTES));
    }
    FeatureMatrix matrix =
        FeatureMatrix.builder()
            .directory(target)
            .run(run)
            .element(element)
            .kind(FeatureKind.COLUMN)
            .features(simulation.features(), size)
            .columns(SimulatedStudy.ID, List.of(SimulatedStudy.SITE))
            .parts(parts)
            .build();
    writeIndex(simulation, target);
    writeScans(simulation, target);
    writeValues(simulation, matrix);
    MatrixJson.write(spark.hadoopConfiguration(), matrix, Program.VERSION);
  }

  private void writeIndex(Simulation simulation, Path target) throws IOException {
    int features = simulation.features();
    try (FeatureIndex.Writer index =
        new FeatureIndex.Writer(
            spark.hadoopConfiguration(), FeatureMatrix.features(target), FeatureKind.COLUMN)) {
      for (int first = 0; first < features; first += Simulation.STREAM_FEATURES) {
        int from = first;
        String[] names = new String[Math.min(Simulation.STREAM_FEATURES, features - first)];
        Arrays.setAll(names, v -> SimulatedStudy.feature(from + v, features));
        index.add(names);
      }
    }
  }

  private void writeScans(Simulation simulation, Path target) throws IOException {
    List<OutputColumn> columns = new ArrayList<>();
    for (String name : SimulatedStudy.SCAN_COLUMNS) {
      columns.add(OutputColumn.carried(name, columns.size(), CellType.TEXT));
    }
    Path file = new Path(FeatureMatrix.scans(target), TextParts.name(0, "parquet"));
    try (HarmonisedWriter out =
        HarmonisedWriter.open(
            spark.hadoopConfiguration(), file, columns, TableFormat.PARQUET, false)) {
      for (int scan = 0; scan < simulation.scans(); scan++) {
        byte[][] cells =
            Arrays.stream(SimulatedStudy.cells(simulation, scan))
                .map(cell -> cell.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        out.write(new double[0], cells);
      }
    }
  }

  private void writeValues(Simulation simulation, FeatureMatrix matrix) {
    Broadcast<Simulation> drawn = spark.broadcast(simulation);
    Broadcast<SerializableConfiguration> conf = configuration;
    List<MatrixPart> parts = matrix.parts();
    spark
        .parallelize(parts, parts.size())
        .foreach(
            part -> {
              Configuration hadoop = conf.value().value();
              Path path = part.path(matrix.directory());
              Path attempt = NewFile.attempt(path, TaskAttempt.label());
              try (MatrixPartWriter out =
                  MatrixPartWriter.create(hadoop, attempt, matrix.element(), part.siteLabel())) {
                write(drawn.value(), part, out);
                out.finish();
              }
              NewFile.publish(hadoop, attempt, path);
            });
  }

  private static void write(Simulation study, MatrixPart part, MatrixPartWriter out)
      throws IOException {
    int site =
        IntStream.range(0, study.sites())
            .filter(i -> SimulatedStudy.site(i).equals(part.siteLabel()))
            .findFirst()
            .orElseThrow();
    double[] values = new double[Simulation.STREAM_FEATURES];
    for (int block = part.firstBlock(); block < part.endBlock(); block++) {
      int first = block * Simulation.STREAM_FEATURES;
      int end = Math.min(study.features(), first + Simulation.STREAM_FEATURES);
      FeatureTruth[] truths =
          IntStream.range(first, end)
              .mapToObj(v -> study.truth(v, site))
              .toArray(FeatureTruth[]::new);
      for (int scan = 0; scan < study.scans(); scan++) {
        if (study.site(scan) == site) {
          study.values(scan, truths, first, values, 0);
          out.write(SimulatedStudy.scan(scan), block, values, 0, truths.length);
        }
      }
    }
  }
}
