package org.chorale.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.harmonised.OutputFormat;
import org.chorale.io.matrix.FeatureIndex;
import org.chorale.io.matrix.FeatureKind;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.io.storage.NewFile;
import org.chorale.io.table.PhysicalFile;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.domain.DomainNamesJob;
import org.chorale.job.fit.BlockNames;
import org.chorale.job.fit.BlockScales;
import org.chorale.job.fit.MomentsKey;
import org.chorale.job.input.ImportJob;
import org.chorale.job.input.InputReading;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.ScanTableJob;
import org.chorale.job.input.TableRows;
import org.chorale.job.matrix.MatrixApplyJob;
import org.chorale.job.matrix.MatrixMomentsJob;
import org.chorale.job.matrix.MatrixOutsideJob;
import org.chorale.job.matrix.MatrixValues;
import org.chorale.job.run.Program;
import org.chorale.job.run.RunInput;
import org.chorale.job.values.BlockValues;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.model.Domains;
import org.chorale.model.FeatureSelection;
import org.chorale.model.InvalidInputException;
import org.chorale.model.ScanTable;
import org.chorale.model.Sequence;
import org.chorale.stats.domain.OutsideCounts;
import org.chorale.stats.moments.BlockMoments;

/**
 * A feature matrix. Its values are read twice, more often for robust estimates, and written once;
 * its scan table is small.
 */
final class MatrixSource implements Source {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;
  private final FeatureMatrix matrix;
  private final InputReading scans;
  private final ImportJob job;
  private final Domains domains;
  private boolean domainsChecked;

  MatrixSource(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      FeatureMatrix matrix,
      HarmonisationRequest request) {
    this.spark = spark;
    this.configuration = configuration;
    this.matrix = matrix;
    if (!request.features().isByDefault() || !request.features().exclude().isEmpty()) {
      throw new InvalidInputException(
          "%s is a feature matrix: all its features take part; choose them when it is imported, --features and --exclude are for tables"
              .formatted(matrix.directory()));
    }
    if (request.format() == OutputFormat.DELTA) {
      throw new InvalidInputException(
          "%s is a feature matrix, and what is harmonised of it is one too: --format delta is for tables"
              .formatted(matrix.directory()));
    }
    if (!request.idColumn().equals(matrix.idColumn())) {
      throw new InvalidInputException(
          "the scans of %s are named by column '%s', not '%s'; leave --id out"
              .formatted(matrix.directory(), matrix.idColumn(), request.idColumn()));
    }
    this.scans =
        new InputReading(
            request.input(
                List.of(FeatureMatrix.scans(matrix.directory()).toString()),
                FeatureSelection.none()),
            spark.hadoopConfiguration());
    this.job = new ImportJob(spark, configuration);
    this.domains = request.specification().domains();
  }

  @Override
  public FeatureMatrix matrix() {
    return matrix;
  }

  @Override
  public List<PhysicalFile> files() {
    // The scan table of the matrix is as old as the matrix; one apart is a file of its own.
    return scans.tables().stream().skip(1).flatMap(table -> table.files().stream()).toList();
  }

  @Override
  public List<RunInput> inputs(List<String> hashes) {
    List<RunInput> inputs = new ArrayList<>();
    inputs.add(new RunInput(matrix.directory().toString(), -1, matrix.run()));
    List<PhysicalFile> files = files();
    for (int f = 0; f < files.size(); f++) {
      inputs.add(new RunInput(files.get(f).path(), files.get(f).bytes(), hashes.get(f)));
    }
    return inputs;
  }

  @Override
  public Optional<ScanTable> scansAlone() {
    return Optional.of(readScans());
  }

  @Override
  public ScanTable readScans() {
    refuseUnmatchedDomains();
    return scans.readScans(job);
  }

  @Override
  public ScanTable readAll(Path aside) {
    refuseUnmatchedDomains();
    return scans.readAll(
        job, aside == null ? null : reading -> new Path(aside, "reading-" + reading));
  }

  private void refuseUnmatchedDomains() {
    if (!domainsChecked && !domains.isEmpty()) {
      new DomainNamesJob(spark, configuration)
          .run(domains, matrix.blocks(), names(), features().shown());
    }
    domainsChecked = true;
  }

  @Override
  public Features features() {
    try {
      int blocks = matrix.blocks().count();
      String[] first = matrix.index().names(hadoop(), 0);
      String[] last = blocks == 1 ? first : matrix.index().names(hadoop(), blocks - 1);
      List<String> shown =
          matrix.featureCount() <= 2
              ? List.of(first)
              : List.of(first[0], matrix.blockSize() > 1 ? first[1] : "", last[last.length - 1]);
      return new Features(
          matrix.featureCount(),
          matrix.kind() == FeatureKind.VOXEL ? "voxels" : "features of the matrix",
          shown.stream().filter(name -> !name.isEmpty()).toList());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public Blocks blocks(int groups, int covariates) {
    return matrix.blocks();
  }

  @Override
  public Blocks blocksOf(Blocks model) {
    Blocks own = matrix.blocks();
    boolean same = own.count() == model.count();
    for (int b = 0; same && b < own.count(); b++) {
      same = own.size(b) == model.size(b);
    }
    if (!same) {
      throw new InvalidInputException(
          "%s is cut into blocks of %,d features, the model otherwise (%,d blocks, the first of %,d); import it with the model's block size"
              .formatted(matrix.directory(), matrix.blockSize(), model.count(), model.size(0)));
    }
    return model;
  }

  @Override
  public BlockNames names() {
    FeatureIndex index = matrix.index();
    return (conf, blocks, block) -> index.names(conf, block);
  }

  @Override
  public List<String> notFeatures() {
    return List.of();
  }

  @Override
  public List<String> warnings() {
    return List.of();
  }

  @Override
  public Forecast forecast(Sequence sequence, Blocks blocks) {
    int tasks = matrix.parts().size();
    long perScan = (long) matrix.featureCount() * matrix.element().bytes();
    return Forecast.of(
        sequence,
        blocks,
        perScan * matrix.scanCount(),
        "values read %s and written once".formatted(Forecast.readings(sequence.first())),
        tasks,
        tasks,
        1,
        (long) matrix.blockSize() * Double.BYTES * (3 + sequence.coded().covariateCount()),
        perScan * sequence.coded().size());
  }

  @Override
  public JavaPairRDD<MomentsKey, BlockMoments> moments(CodedScans coded, Blocks blocks) {
    return new MatrixMomentsJob(spark, configuration).run(matrix, coded, blocks, scales(blocks));
  }

  @Override
  public JavaPairRDD<MomentsKey, BlockMoments> momentsOnOwnScale(CodedScans coded, Blocks blocks) {
    return new MatrixMomentsJob(spark, configuration)
        .run(matrix, coded, blocks, scales(blocks).untransformed());
  }

  @Override
  public void refuseOutside(CodedScans coded, Blocks blocks) {
    if (!domains.isEmpty()) {
      moments(coded, blocks).count();
    }
  }

  @Override
  public BlockScales scales(Blocks blocks) {
    return new BlockScales(domains, blocks, names());
  }

  @Override
  public JavaPairRDD<Integer, OutsideCounts> outside(
      CodedScans coded, Blocks blocks, ModelSlices slices) {
    return new MatrixOutsideJob(spark, configuration).run(matrix, coded, slices, scales(blocks));
  }

  @Override
  public BlockValues values(CodedScans coded, Blocks blocks) {
    return MatrixValues.of(spark, matrix, coded, blocks);
  }

  @Override
  public void apply(CodedScans coded, Blocks blocks, ModelSlices slices, Path directory, String run)
      throws IOException {
    Path target = new Path(directory, MatrixJson.OF_RUN);
    List<MatrixPart> parts =
        new MatrixApplyJob(spark, configuration)
            .run(matrix, coded, blocks, slices, scales(blocks), target);
    TableRows rows = new TableRows(scans.inputs());
    new ScanTableJob(spark, configuration)
        .run(rows, ScanAssignment.of(coded, rows), FeatureMatrix.scans(target));
    copy(FeatureMatrix.features(matrix.directory()), FeatureMatrix.features(target));
    copy(FeatureMatrix.images(matrix.directory()), FeatureMatrix.images(target));
    copy(FeatureMatrix.mask(matrix.directory()), FeatureMatrix.mask(target));
    MatrixJson.write(hadoop(), matrix.derived(target, run, parts), Program.VERSION);
  }

  private void copy(Path from, Path to) throws IOException {
    FileSystem files = NewFile.fileSystem(hadoop(), from);
    if (!files.exists(from)) {
      return;
    }
    try (InputStream in = files.open(from);
        OutputStream out = NewFile.create(hadoop(), to)) {
      in.transferTo(out);
    }
  }

  private Configuration hadoop() {
    return spark.hadoopConfiguration();
  }
}
