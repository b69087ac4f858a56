package org.chorale.job.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
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
import org.chorale.io.parquet.CellType;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.publish.Staging;
import org.chorale.io.storage.NewFile;
import org.chorale.io.storage.TextParts;
import org.chorale.job.run.Program;
import org.chorale.job.task.TaskAttempt;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Word;
import org.chorale.stats.simulate.FeatureTruth;
import org.chorale.stats.simulate.Phantom;
import org.chorale.stats.simulate.Simulation;

/**
 * Writes a simulated study with its truth. What is drawn is a function of seed, scan and feature,
 * so tasks draw any part of it; the truth of all features is kept once per executor for wide
 * tables.
 */
public final class SimulateJob {
  private static final int VALUES_PER_TASK = 4 << 20;

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
   * @return what was drawn from
   * @throws InvalidInputException if a number is out of range or the output exists
   */
  public Simulation run(SimulateRequest request) {
    Simulation simulation;
    Phantom phantom;
    try {
      phantom =
          request.layout() == SimulateRequest.Layout.NIFTI
              ? new Phantom(request.grid().stream().mapToInt(length -> length).toArray())
              : null;
      simulation = simulation(request, phantom);
    } catch (IllegalArgumentException outOfRange) {
      throw new InvalidInputException(outOfRange.getMessage(), outOfRange);
    }
    Path output = new Path(request.output());
    try {
      if (NewFile.fileSystem(hadoop(), output).exists(output)) {
        throw new InvalidInputException(output + " exists; name a new --output");
      }
      try (Staging staging = Staging.beside(output, hadoop(), false)) {
        write(request, simulation, phantom, staging.directory());
        staging.publish();
      }
      return simulation;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Simulation simulation(SimulateRequest request, Phantom phantom) {
    return phantom == null
        ? new Simulation(
            request.seed(), request.scans(), request.sites(), request.features(), request.missing())
        : Simulation.ofImages(
            request.seed(), request.scans(), request.sites(), phantom, request.missing());
  }

  private void write(
      SimulateRequest request, Simulation simulation, Phantom phantom, Path directory)
      throws IOException {
    Broadcast<Simulation> drawn = spark.broadcast(simulation);
    spark.setJobGroup("chorale", "simulating", false);
    writeTruth(simulation, drawn, phantom, directory);
    if (request.layout() == SimulateRequest.Layout.BLOCKS) {
      writeScans(simulation, new Path(directory, "participants.tsv"));
      String run =
          "simulation-%d-%d-%d-%d-%s-%s"
              .formatted(
                  request.seed(),
                  request.scans(),
                  request.sites(),
                  request.features(),
                  request.missing(),
                  Word.of(request.element()));
      new SimulateMatrixJob(spark, configuration)
          .run(simulation, request.element(), new Path(directory, "matrix"), run);
    } else if (phantom != null) {
      writeScans(simulation, new Path(directory, "participants.tsv"));
      new SimulateImagesJob(spark, configuration).run(simulation, phantom, directory);
    } else {
      Path table = new Path(directory, "scans." + request.format().ending());
      writeWide(simulation, drawn, table, request.format());
    }
    ObjectNode record = RunRecord.create();
    record.put("program", "chorale " + Program.VERSION);
    record.put("seed", request.seed());
    record.put("scans", request.scans());
    record.put("sites", request.sites());
    record.put("features", simulation.features());
    if (phantom != null) {
      Arrays.stream(phantom.shape()).forEach(record.putArray("grid")::add);
    }
    record.put("missing", request.missing());
    try (OutputStream out = NewFile.create(hadoop(), new Path(directory, "simulation.json"))) {
      out.write((record.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private void writeWide(
      Simulation simulation, Broadcast<Simulation> drawn, Path target, TableFormat format)
      throws IOException {
    List<OutputColumn> columns = new ArrayList<>();
    for (int c = 0; c < SimulatedStudy.SCAN_COLUMNS.size(); c++) {
      columns.add(OutputColumn.carried(SimulatedStudy.SCAN_COLUMNS.get(c), c, CellType.TEXT));
    }
    for (int v = 0; v < simulation.features(); v++) {
      columns.add(OutputColumn.feature(SimulatedStudy.feature(v, simulation.features()), v));
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
            out.write(values, utf8(SimulatedStudy.cells(study, scan)));
          }
        });
  }

  private void writeTruth(
      Simulation simulation, Broadcast<Simulation> drawn, Phantom phantom, Path directory)
      throws IOException {
    List<OutputColumn> columns = new ArrayList<>();
    columns.add(OutputColumn.carried("feature", 0, CellType.TEXT));
    for (String name : List.of("alpha", "sigma", "beta_age", "beta_sex")) {
      columns.add(OutputColumn.feature(name, columns.size() - 1));
    }
    for (String effect : List.of("gamma", "delta")) {
      for (int i = 0; i < simulation.sites(); i++) {
        columns.add(
            OutputColumn.feature(effect + "[" + SimulatedStudy.site(i) + "]", columns.size() - 1));
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
            String name =
                phantom == null
                    ? SimulatedStudy.feature(v, study.features())
                    : SimulatedStudy.voxel(phantom.place(v));
            out.write(numbers, utf8(name));
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
    StringBuilder text =
        new StringBuilder(String.join("\t", SimulatedStudy.SCAN_COLUMNS)).append('\n');
    for (int scan = 0; scan < simulation.scans(); scan++) {
      text.append(String.join("\t", SimulatedStudy.cells(simulation, scan))).append('\n');
    }
    try (OutputStream out = NewFile.create(hadoop(), file)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private Configuration hadoop() {
    return spark.hadoopConfiguration();
  }
}
