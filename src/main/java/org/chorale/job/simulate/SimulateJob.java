package org.chorale.job.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.harmonised.HarmonisedWriter;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.matrix.FeatureMatrixWriter;
import org.chorale.io.parquet.CellType;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.publish.Staging;
import org.chorale.io.storage.NewFile;
import org.chorale.io.storage.TextParts;
import org.chorale.job.Program;
import org.chorale.job.task.TaskAttempt;
import org.chorale.model.InvalidInputException;
import org.chorale.stats.simulate.FeatureTruth;
import org.chorale.stats.simulate.Simulation;

/**
 * Writes a simulated study with its truth. What is drawn is a function of seed, scan and feature,
 * so tasks draw any part of it; the truth of all features is kept once per executor for wide
 * tables.
 */
public final class SimulateJob {
  private static final int VALUES_PER_TASK = 4 << 20;
  private static final List<String> SCAN_COLUMNS = List.of("sub_id", "site", "age", "sex");

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public SimulateJob(JavaSparkContext spark) {
    this.spark = spark;
    this.configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /**
   * Simulates and writes.
   *
   * @throws InvalidInputException if a number is out of range or the output exists
   */
  public void run(SimulateRequest request) {
    Simulation simulation;
    try {
      simulation =
          new Simulation(
              request.seed(),
              request.scans(),
              request.sites(),
              request.features(),
              request.missing());
    } catch (IllegalArgumentException outOfRange) {
      throw new InvalidInputException(outOfRange.getMessage(), outOfRange);
    }
    Path output = new Path(request.output());
    try {
      if (NewFile.fileSystem(hadoop(), output).exists(output)) {
        throw new InvalidInputException(output + " exists; name a new --output");
      }
      try (Staging staging = Staging.beside(output, hadoop(), false)) {
        write(request, simulation, staging.directory());
        staging.publish();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void write(SimulateRequest request, Simulation simulation, Path directory)
      throws IOException {
    Broadcast<Simulation> drawn = spark.broadcast(simulation);
    spark.setJobGroup("chorale", "simulating", false);
    writeTruth(simulation, drawn, directory);
    if (request.layout() == SimulateRequest.Layout.BLOCKS) {
      writeScans(simulation, new Path(directory, "participants.tsv"));
      writeBlocks(simulation, drawn, new Path(directory, "features"));
    } else {
      Path table = new Path(directory, "scans." + request.format().ending());
      writeWide(simulation, drawn, table, request.format());
    }
    ObjectNode record = RunRecord.create();
    record.put("program", "chorale " + Program.VERSION);
    record.put("seed", request.seed());
    record.put("scans", request.scans());
    record.put("sites", request.sites());
    record.put("features", request.features());
    record.put("missing", request.missing());
    try (OutputStream out = NewFile.create(hadoop(), new Path(directory, "simulation.json"))) {
      out.write((record.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Name of a feature: half of them on either side, as in tables of regions. */
  static String featureName(int feature, int features) {
    int left = (features + 1) / 2;
    return feature < left
        ? String.format(Locale.ROOT, "lh_%04d", feature + 1)
        : String.format(Locale.ROOT, "rh_%04d", feature - left + 1);
  }

  private static String scanName(int scan) {
    return String.format(Locale.ROOT, "sub-%06d", scan + 1);
  }

  private static String siteName(int site) {
    return String.format(Locale.ROOT, "S%03d", site + 1);
  }

  private static String[] scanCells(Simulation simulation, int scan) {
    return new String[] {
      scanName(scan),
      siteName(simulation.site(scan)),
      Double.toString(simulation.age(scan)),
      simulation.male(scan) ? "M" : "F"
    };
  }

  private void writeWide(
      Simulation simulation, Broadcast<Simulation> drawn, Path target, TableFormat format)
      throws IOException {
    List<OutputColumn> columns = new ArrayList<>();
    for (int c = 0; c < SCAN_COLUMNS.size(); c++) {
      columns.add(OutputColumn.carried(SCAN_COLUMNS.get(c), c, CellType.TEXT));
    }
    for (int v = 0; v < simulation.features(); v++) {
      columns.add(OutputColumn.feature(featureName(v, simulation.features()), v));
    }
    Broadcast<List<OutputColumn>> layout = spark.broadcast(columns);
    int rowsPerPart = Math.max(1, VALUES_PER_TASK / simulation.features());
    writeParts(
        simulation.scans(),
        rowsPerPart,
        target,
        format,
        layout,
        (from, to, out) -> {
          Simulation study = drawn.value();
          double[] values = new double[study.features()];
          for (int scan = from; scan < to; scan++) {
            study.values(scan, study.truths(), 0, values, 0);
            out.write(values, utf8(scanCells(study, scan)));
          }
        });
  }

  private void writeTruth(Simulation simulation, Broadcast<Simulation> drawn, Path directory)
      throws IOException {
    List<OutputColumn> columns = new ArrayList<>();
    columns.add(OutputColumn.carried("feature", 0, CellType.TEXT));
    for (String name : List.of("alpha", "sigma", "beta_age", "beta_sex")) {
      columns.add(OutputColumn.feature(name, columns.size() - 1));
    }
    for (String effect : List.of("gamma", "delta")) {
      for (int i = 0; i < simulation.sites(); i++) {
        columns.add(OutputColumn.feature(effect + "[" + siteName(i) + "]", columns.size() - 1));
      }
    }
    writeParts(
        simulation.features(),
        Simulation.STREAM_FEATURES,
        new Path(directory, "truth.csv"),
        TableFormat.CSV,
        spark.broadcast(columns),
        (from, to, out) -> {
          Simulation study = drawn.value();
          int sites = study.sites();
          double[] numbers = new double[4 + 2 * sites];
          for (int v = from; v < to; v++) {
            FeatureTruth truth = study.truth(v);
            numbers[0] = truth.alpha();
            numbers[1] = truth.sigma();
            numbers[2] = truth.betaAge();
            numbers[3] = truth.betaSex();
            System.arraycopy(truth.gamma(), 0, numbers, 4, sites);
            System.arraycopy(truth.delta(), 0, numbers, 4 + sites, sites);
            out.write(numbers, utf8(featureName(v, study.features())));
          }
        });
  }

  /** Writes rows {@code from} to {@code to}. */
  private interface RowRange extends Serializable {
    void write(int from, int to, HarmonisedWriter out) throws IOException;
  }

  private void writeParts(
      int rows,
      int rowsPerPart,
      Path target,
      TableFormat format,
      Broadcast<List<OutputColumn>> columns,
      RowRange range)
      throws IOException {
    int parts = (rows + rowsPerPart - 1) / rowsPerPart;
    boolean csv = format == TableFormat.CSV;
    String directory = (csv ? target.suffix("-parts") : target).toString();
    Broadcast<SerializableConfiguration> conf = configuration;
    spark
        .parallelize(IntStream.range(0, parts).boxed().toList(), parts)
        .foreach(
            part -> {
              Configuration hadoop = conf.value().value();
              Path path = new Path(directory, TextParts.name(part, format.ending()));
              Path attempt = NewFile.attempt(path, TaskAttempt.label());
              try (HarmonisedWriter out =
                  HarmonisedWriter.open(hadoop, attempt, columns.value(), format, part == 0)) {
                range.write(part * rowsPerPart, Math.min(rows, (part + 1) * rowsPerPart), out);
              }
              NewFile.publish(hadoop, attempt, path);
            });
    if (csv) {
      TextParts.join(hadoop(), new Path(directory), parts, format.ending(), target);
    }
  }

  private static byte[][] utf8(String... texts) {
    byte[][] cells = new byte[texts.length][];
    for (int c = 0; c < texts.length; c++) {
      cells[c] = texts[c].getBytes(StandardCharsets.UTF_8);
    }
    return cells;
  }

  private void writeScans(Simulation simulation, Path file) throws IOException {
    StringBuilder text = new StringBuilder(String.join("\t", SCAN_COLUMNS)).append('\n');
    for (int scan = 0; scan < simulation.scans(); scan++) {
      text.append(String.join("\t", scanCells(simulation, scan))).append('\n');
    }
    try (OutputStream out = NewFile.create(hadoop(), file)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  /** One file for each site, its rows by block, then scan. */
  private void writeBlocks(Simulation simulation, Broadcast<Simulation> drawn, Path matrix) {
    Broadcast<SerializableConfiguration> conf = configuration;
    String directory = matrix.toString();
    spark
        .parallelize(IntStream.range(0, simulation.sites()).boxed().toList(), simulation.sites())
        .foreach(
            site -> {
              Configuration hadoop = conf.value().value();
              Path path = FeatureMatrixWriter.file(new Path(directory), site, 0);
              Path attempt = NewFile.attempt(path, TaskAttempt.label());
              try (FeatureMatrixWriter out = new FeatureMatrixWriter(hadoop, attempt)) {
                writeSite(drawn.value(), site, out);
              }
              NewFile.publish(hadoop, attempt, path);
            });
  }

  private static void writeSite(Simulation study, int site, FeatureMatrixWriter out)
      throws IOException {
    double[] values = new double[Simulation.STREAM_FEATURES];
    for (int first = 0; first < study.features(); first += Simulation.STREAM_FEATURES) {
      int from = first;
      FeatureTruth[] truths =
          IntStream.range(first, Math.min(study.features(), first + Simulation.STREAM_FEATURES))
              .mapToObj(v -> study.truth(v))
              .toArray(FeatureTruth[]::new);
      for (int scan = 0; scan < study.scans(); scan++) {
        if (study.site(scan) == site) {
          study.values(scan, truths, from, values, 0);
          out.write(
              scanName(scan),
              siteName(site),
              from / Simulation.STREAM_FEATURES,
              values,
              truths.length);
        }
      }
    }
  }

  private Configuration hadoop() {
    return spark.hadoopConfiguration();
  }
}
