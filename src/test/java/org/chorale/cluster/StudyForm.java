package org.chorale.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.chorale.cli.Main;
import org.chorale.io.harmonised.HarmonisedWriter;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.parquet.CellType;
import org.chorale.stats.simulate.Simulation;

/**
 * A simulated study in one of the forms that are read, and the command that harmonises it. A new
 * constant is one more case of every test of the cluster that takes it.
 */
enum StudyForm {
  /** A text of two splits, which are cut at a byte. */
  CSV_TABLE {
    @Override
    List<String> inputs() {
      return List.of("scans.csv");
    }

    @Override
    void write(Path folder) {
      run(
          "simulate",
          "--scans=2000",
          "--features=1000",
          "--sites=12",
          "--seed=5",
          "--missing=0.001",
          "--output=" + folder,
          "--",
          "--master",
          "local[2]");
    }
  },

  /** Tables side by side, each of many small files: many tasks in every phase, a block for each. */
  JOINED_TABLES {
    @Override
    List<String> inputs() {
      return List.of("table-0.parquet", "table-1.parquet", "table-2.parquet", "table-3.parquet");
    }

    @Override
    void write(Path folder) throws IOException {
      int ofTable = 500;
      Simulation study = new Simulation(5, 8 * SCANS_OF_PART, 20, inputs().size() * ofTable, 0.001);
      double[] all = new double[study.features()];
      for (int table = 0; table < inputs().size(); table++) {
        int first = table * ofTable;
        List<OutputColumn> columns = columns(table, first, ofTable);
        for (int part = 0; part * SCANS_OF_PART < study.scans(); part++) {
          String name = String.format(Locale.ROOT, "part-%05d.parquet", part);
          Path file = folder.resolve(inputs().get(table)).resolve(name);
          try (HarmonisedWriter out =
              HarmonisedWriter.open(
                  new Configuration(),
                  new org.apache.hadoop.fs.Path(file.toString()),
                  columns,
                  TableFormat.PARQUET,
                  false)) {
            for (int k = 0; k < SCANS_OF_PART; k++) {
              int scan = part * SCANS_OF_PART + k;
              study.values(scan, study.truths(), 0, all, 0);
              out.write(Arrays.copyOfRange(all, first, first + ofTable), cells(study, scan));
            }
          }
        }
      }
    }

    /** Only the first table has more than the id. */
    private List<OutputColumn> columns(int table, int first, int count) {
      List<OutputColumn> columns = new ArrayList<>();
      for (String name : table == 0 ? List.of("sub_id", "site", "age", "sex") : List.of("sub_id")) {
        columns.add(OutputColumn.carried(name, columns.size(), CellType.TEXT));
      }
      for (int v = 0; v < count; v++) {
        columns.add(OutputColumn.feature("v" + (first + v), v));
      }
      return columns;
    }

    private byte[][] cells(Simulation study, int scan) {
      return new byte[][] {
        ("sub-" + scan).getBytes(UTF_8),
        ("S" + study.site(scan)).getBytes(UTF_8),
        Double.toString(study.age(scan)).getBytes(UTF_8),
        (study.male(scan) ? "M" : "F").getBytes(UTF_8)
      };
    }
  },

  /** A feature matrix of several blocks and a file for every site. */
  FEATURE_MATRIX {
    @Override
    List<String> inputs() {
      return List.of("matrix");
    }

    @Override
    void write(Path folder) {
      run(
          "simulate",
          "--layout=blocks",
          "--scans=180",
          "--features=14000",
          "--sites=12",
          "--seed=5",
          "--missing=0.001",
          "--output=" + folder,
          "--",
          "--master",
          "local[2]");
    }
  };

  private static final int SCANS_OF_PART = 15;

  /** Names of its tables in the study's folder. */
  abstract List<String> inputs();

  /** Writes the study into a folder, which may be there or not. */
  abstract void write(Path folder) throws IOException;

  /** The command, for a study that lies in a folder or at a URI. */
  List<String> command(Object study, Object output) {
    List<String> command = new ArrayList<>(List.of("harmonise"));
    inputs().forEach(input -> command.add("--input=" + study + "/" + input));
    command.addAll(
        List.of(
            "--id=sub_id",
            "--site=site",
            "--continuous=age",
            "--categorical=sex",
            "--output=" + output));
    return command;
  }

  /** What every other run must give: the output of two cores of this JVM, in a new folder. */
  Map<String, String> harmoniseHere(Path study, Path output) {
    List<String> command = new ArrayList<>(command(study, output));
    command.addAll(List.of("--", "--master", "local[2]"));
    run(command.toArray(new String[0]));
    return OutputFiles.hashes(output);
  }

  private static void run(String... arguments) {
    PrintStream quiet = new PrintStream(PrintStream.nullOutputStream(), false, UTF_8);
    assertThat(Main.run(quiet, System.err, arguments)).isEqualTo(Main.DONE);
  }
}
