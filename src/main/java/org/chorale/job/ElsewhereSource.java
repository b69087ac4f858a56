package org.chorale.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.io.table.PhysicalFile;
import org.chorale.io.table.TableFile;
import org.chorale.job.diagnose.DiagnosedRun.ElsewhereHarmonised;
import org.chorale.job.fit.BlockNames;
import org.chorale.job.fit.ScaledValues;
import org.chorale.job.run.RunInput;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.model.Cohort;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Nearest;
import org.chorale.model.ScanTable;
import org.chorale.model.Study;

/**
 * The scans of a run with values that were harmonised elsewhere: the same ids, in any order, and
 * the same features. Sites and covariates are those of the run's own input.
 */
final class ElsewhereSource {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;
  private final HarmonisationRequest request;
  private final List<String> inputs;
  private final List<PhysicalFile> files = new ArrayList<>();
  private final List<RunInput> matrices = new ArrayList<>();
  private Source source;
  private CodedScans coded;

  private ElsewhereSource(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      HarmonisationRequest request) {
    this.spark = spark;
    this.configuration = configuration;
    this.request = request;
    this.inputs = request.diagnosis().harmonised();
    for (String input : inputs) {
      FeatureMatrix matrix = MatrixJson.find(spark.hadoopConfiguration(), new Path(input));
      if (matrix == null) {
        files.addAll(TableFile.open(spark.hadoopConfiguration(), input).files());
      } else {
        matrices.add(new RunInput(matrix.directory().toString(), -1, matrix.run()));
      }
    }
  }

  /** Those a request names; null if it names none. */
  static ElsewhereSource of(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      HarmonisationRequest request) {
    return request.diagnosis() == null || request.diagnosis().harmonised().isEmpty()
        ? null
        : new ElsewhereSource(spark, configuration, request);
  }

  /**
   * Opens and reads the scans.
   *
   * @param own source of the run, its scans read
   * @param aside where values may be put aside
   * @throws InvalidInputException if scans or features of the run are not there
   */
  void read(Source own, Study study, Blocks blocks, Path aside) {
    source = Source.open(spark, configuration, request(own, blocks));
    ScanTable table = source.readAll(aside);
    refuseMissing(study, table);
    refuseOtherFeatures(own.names(), blocks);
    int[] groups = new int[table.size()];
    int covariates = study.design().columnCount();
    coded = new CodedScans(table, groups, new double[groups.length * covariates], covariates);
  }

  private HarmonisationRequest request(Source own, Blocks blocks) {
    boolean matrix =
        inputs.stream()
            .anyMatch(in -> MatrixJson.find(spark.hadoopConfiguration(), new Path(in)) != null);
    HarmonisationRequest.Builder builder =
        HarmonisationRequest.builder(request.specification())
            .inputs(inputs)
            .id(request.idColumn())
            .idsAlone();
    return (matrix ? builder : builder.featuresOfModel(names(own.names(), blocks))).build();
  }

  private List<String> names(BlockNames of, Blocks blocks) {
    List<String> names = new ArrayList<>();
    try {
      for (int b = 0; b < blocks.count(); b++) {
        names.addAll(List.of(of.of(spark.hadoopConfiguration(), blocks, b)));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return names;
  }

  private void refuseMissing(Study study, ScanTable table) {
    Set<String> ids = new HashSet<>();
    IntStream.range(0, table.size()).mapToObj(table::id).forEach(ids::add);
    List<String> missing =
        IntStream.range(0, study.scans().size())
            .filter(s -> study.cohort().site(s) != Cohort.OUT)
            .mapToObj(study.scans()::id)
            .filter(id -> !ids.contains(id))
            .toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "%s lacks %,d of the scans: %s; give harmonised values of all of them"
              .formatted(String.join(", ", inputs), missing.size(), Nearest.listed(missing)));
    }
  }

  private void refuseOtherFeatures(BlockNames own, Blocks blocks) {
    List<String> before = names(own, blocks);
    List<String> after = names(source.names(), source.blocksOf(blocks));
    if (!before.equals(after)) {
      throw new InvalidInputException(
          "%s has other features, or in another order, than the input"
              .formatted(String.join(", ", inputs)));
    }
  }

  /** What identifies the values. */
  List<PhysicalFile> files() {
    return files;
  }

  /** Values by block, cut as those of the run. */
  ElsewhereHarmonised values(Blocks blocks) {
    Blocks own = source.blocksOf(blocks);
    return new ElsewhereHarmonised(
        new ScaledValues(source.values(coded, own), source.scales(own)), coded);
  }

  /**
   * The inputs as the run record names them.
   *
   * @param hashes SHA-256 of {@link #files}
   */
  List<RunInput> inputs(List<String> hashes) {
    List<RunInput> named = new ArrayList<>(matrices);
    for (int f = 0; f < files.size(); f++) {
      named.add(new RunInput(files.get(f).path(), files.get(f).bytes(), hashes.get(f)));
    }
    return named;
  }
}
