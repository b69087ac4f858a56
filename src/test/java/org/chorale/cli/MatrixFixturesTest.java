package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.Fixture;
import org.chorale.fixtures.FixtureTable;
import org.chorale.io.matrix.Element;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.io.publish.Overwrite;
import org.chorale.job.matrix.MatrixSettings;
import org.chorale.job.matrix.TableImport;
import org.chorale.job.matrix.TableImportRequest;
import org.chorale.model.FeatureSelection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table that goes through a feature matrix, however that is cut, gives the reference programs'
 * numbers: tables and voxels are one path.
 */
class MatrixFixturesTest extends OnSpark {
  /** No file is cut. */
  private static final long WHOLE = 128L << 20;

  /** A few blocks of the small fixtures. */
  private static final long CUT = 2_000;

  /**
   * Rounding of float32, 2^-24 of the value, on the way in and on the way out, the first enlarged
   * by the scale that is removed.
   */
  private static final double FLOAT32 = 16 * Math.scalb(1.0, -24);

  /** Every case with its features cut in the usual way, or into many blocks and files. */
  static Stream<Arguments> layouts() {
    return ReferenceFixturesTest.cases().stream()
        .flatMap(name -> Stream.of(Arguments.of(name, 0, WHOLE), Arguments.of(name, 13, CUT)));
  }

  static Stream<Arguments> someLayouts() {
    return Stream.of(
        Arguments.of("sva_par_cov_sim6sites", 1, WHOLE),
        Arguments.of("nc_par_cov_missing_sim", 0, WHOLE),
        Arguments.of("nc_noeb_ref_cov_sim", 7, CUT));
  }

  @ParameterizedTest(name = "{0}, blocks of {1}, files of {2} bytes")
  @MethodSource({"layouts", "someLayouts"})
  void doubleValuesGiveTheReferencesNumbers(String name, int blockSize, long fileBytes) {
    Fixture fixture = ReferenceFixturesTest.present(name);
    FixtureTable expected = fixture.table("expected").orElseThrow();
    FixtureTable table = harmonise(fixture, Element.FLOAT64, blockSize, fileBytes, model(fixture));
    double tolerance =
        fixture
            .tolerance("expected_if_joint_stop_is_emulated")
            .orElseGet(() -> fixture.tolerance("expected").orElseThrow());
    assertThat(table.keys()).containsExactlyInAnyOrderElementsOf(expected.keys());
    near(Distance.between(expected, table, fixture.features(), expected::sd), tolerance);
    if (fileBytes == CUT && fixture.features().size() > 2 * blockSize) {
      FeatureMatrix matrix = matrix("matrix");
      assertThat(matrix.parts().size()).isGreaterThan(matrix.scansBySite().size());
    }
  }

  @ParameterizedTest(name = "{0}, blocks of {1}, files of {2} bytes")
  @MethodSource("someLayouts")
  void singleValuesAgreeToFloatPrecision(String name, int blockSize, long fileBytes) {
    Fixture fixture = ReferenceFixturesTest.present(name);
    FixtureTable expected = fixture.table("expected").orElseThrow();
    FixtureTable table = harmonise(fixture, Element.FLOAT32, blockSize, fileBytes, model(fixture));
    near(
        Distance.between(
            expected, table, fixture.features(), feature -> largest(expected, feature)),
        FLOAT32);
  }

  private static double largest(FixtureTable table, String feature) {
    return table.keys().stream()
        .mapToDouble(key -> Math.abs(table.number(key, feature)))
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(1);
  }

  private static void near(Distance distance, double tolerance) {
    assertThat(distance.max()).as("at %s", distance.where()).isLessThanOrEqualTo(tolerance);
  }

  private FeatureMatrix matrix(String name) {
    return MatrixJson.find(
        new Configuration(), new org.apache.hadoop.fs.Path(folder.resolve(name).toUri()));
  }

  private static List<String> model(Fixture fixture) {
    return ReferenceFixturesTest.model(fixture, "reference");
  }

  static Stream<Arguments> baselines() {
    return ReferenceFixturesTest.baselines();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("baselines")
  void baselinesAndSequencesGiveTheReferencesNumbers(
      String name, String values, double tolerance, List<String> options) {
    Fixture fixture = ReferenceFixturesTest.present(name);
    FixtureTable expected = fixture.table(values).orElseThrow();
    FixtureTable table = harmonise(fixture, Element.FLOAT64, 7, CUT, options);
    near(Distance.between(expected, table, fixture.features(), expected::sd), tolerance);
  }

  private FixtureTable harmonise(
      Fixture fixture, Element element, int blockSize, long fileBytes, List<String> model) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark().sparkContext());
    new TableImport(
            context,
            new TableImportRequest(
                List.of(fixture.file("input.csv").toString()),
                null,
                fixture.idColumn(),
                List.of(fixture.siteColumn()),
                new FeatureSelection(fixture.features(), List.of()),
                null,
                new MatrixSettings(element, blockSize, fileBytes),
                folder.resolve("matrix").toString(),
                Overwrite.NEVER))
        .run();
    List<String> arguments = new ArrayList<>(List.of("harmonise", "--input"));
    arguments.add(folder.resolve("matrix").toString());
    arguments.addAll(model);
    arguments.addAll(List.of("--output", folder.resolve("run").toString()));
    Cli.run(arguments).succeeds();
    Cli.run(
            "export",
            "table",
            folder.resolve("run").toString(),
            "--format",
            "csv",
            "--output",
            folder.resolve("table").toString())
        .succeeds();
    return FixtureTable.read(folder.resolve("table/table.csv"), 1);
  }
}
