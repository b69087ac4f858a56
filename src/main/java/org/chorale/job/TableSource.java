package org.chorale.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.harmonised.OutputFormat;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.parquet.CellType;
import org.chorale.io.table.PhysicalFile;
import org.chorale.job.apply.ApplyJob;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.apply.OutsideJob;
import org.chorale.job.fit.BlockNames;
import org.chorale.job.fit.BlockScales;
import org.chorale.job.fit.MomentsJob;
import org.chorale.job.fit.MomentsKey;
import org.chorale.job.fit.PartialMoments;
import org.chorale.job.input.ImportJob;
import org.chorale.job.input.InputReading;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.TableRows;
import org.chorale.job.run.RunInput;
import org.chorale.job.values.BlockValues;
import org.chorale.job.values.RunReader;
import org.chorale.job.values.TableValues;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.model.Domains;
import org.chorale.model.FeatureSelection;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Nearest;
import org.chorale.model.ScanTable;
import org.chorale.model.Sequence;
import org.chorale.stats.domain.OutsideCounts;
import org.chorale.stats.moments.BlockMoments;

/**
 * Tables, put side by side. Text is parsed once; its values are read twice from our binary form,
 * aside, and written once.
 */
final class TableSource implements Source {
  private static final String TABLE = "harmonised";

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;
  private final HarmonisationRequest request;
  private final InputReading input;
  private final ImportJob job;
  private final DeltaTable delta;

  TableSource(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      HarmonisationRequest request) {
    this.spark = spark;
    this.configuration = configuration;
    this.request = request;
    this.input = new InputReading(request.input(), spark.hadoopConfiguration());
    this.job = new ImportJob(spark, configuration);
    this.delta = request.format() == OutputFormat.DELTA ? DeltaTable.on(spark) : null;
  }

  @Override
  public List<PhysicalFile> files() {
    return input.tables().stream().flatMap(table -> table.files().stream()).toList();
  }

  @Override
  public List<RunInput> inputs(List<String> hashes) {
    List<RunInput> inputs = new ArrayList<>();
    for (PhysicalFile file : files()) {
      inputs.add(new RunInput(named(file), file.bytes(), hashes.get(inputs.size())));
    }
    return inputs;
  }

  /** A dataset lies aside for the time of the run only: its files have names, no place. */
  private String named(PhysicalFile file) {
    return request.isDataset() ? "dataset/" + new Path(file.path()).getName() : file.path();
  }

  @Override
  public Optional<ScanTable> scansAlone() {
    return input.scansAlone(job);
  }

  @Override
  public ScanTable readScans() {
    return input.readScans(job);
  }

  @Override
  public ScanTable readAll(Path aside) {
    return input.readAll(
        job, aside == null ? null : reading -> new Path(aside, "reading-" + reading));
  }

  @Override
  public Features features() {
    return Features.columns(input.roles().features());
  }

  @Override
  public Blocks blocks(int groups, int covariates) {
    return Blocks.cut(input.roles().featuresOfInputs(), Blocks.sizeFor(groups, covariates));
  }

  @Override
  public Blocks blocksOf(Blocks model) {
    return model
        .ofSources(input.roles().featuresOfInputs())
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "the features are spread over the tables otherwise than in the fit of the model; put the tables into one"));
  }

  @Override
  public BlockNames names() {
    Broadcast<String[]> all = spark.broadcast(input.roles().features().toArray(new String[0]));
    return new ColumnNames(all);
  }

  @Override
  public List<String> notFeatures() {
    return input.notFeatures();
  }

  @Override
  public List<String> warnings() {
    if (request.format().files() == TableFormat.PARQUET) {
      OutputColumn.refuseAmbiguousNames(
          columns().map(name -> OutputColumn.carried(name, 0, CellType.TEXT)).toList());
    }
    if (delta != null) {
      DeltaTable.refuseNames(columns().toList());
    }
    List<String> likely =
        request.features().isByDefault()
            ? FeatureSelection.likelyCovariates(input.roles().features())
            : List.of();
    return likely.isEmpty()
        ? List.of()
        : List.of(
            "taken for features, although the names are those of covariates: %s; declare them, or leave them out with --exclude"
                .formatted(Nearest.listed(likely)));
  }

  /** Of the harmonised table. */
  private Stream<String> columns() {
    int inputs = input.roles().featuresOfInputs().length;
    return input.tables().subList(0, inputs).stream()
        .flatMap(table -> table.columns().stream())
        .distinct();
  }

  @Override
  public Forecast forecast(Sequence sequence, Blocks blocks) {
    int tasks = input.inputs().stream().mapToInt(table -> table.partCount()).sum();
    long values = (long) sequence.coded().size() * blocks.featureCount();
    long bytes = files().stream().mapToLong(PhysicalFile::bytes).sum();
    return Forecast.of(
        sequence,
        blocks,
        bytes,
        "tables parsed once, values read %s from a binary copy%s and written once"
            .formatted(Forecast.readings(sequence.first()), repeats(sequence, blocks)),
        tasks,
        input.inputs().get(0).partCount(),
        Math.max(1, input.inputs().get(0).partCount()),
        PartialMoments.BUDGET_BYTES,
        values * Double.BYTES);
  }

  /** Rows have no columns that could be read alone: a run of features takes a reading of all. */
  private static String repeats(Sequence sequence, Blocks blocks) {
    int runs = blocks.count() * RunReader.runs(sequence.coded().size(), blocks.size(0));
    return sequence.first().specification().robust() && runs > 1
        ? " (whole rows for each of %,d runs of features)".formatted(runs)
        : "";
  }

  private TableRows rows() {
    return new TableRows(input.inputs());
  }

  @Override
  public JavaPairRDD<MomentsKey, BlockMoments> moments(CodedScans coded, Blocks blocks) {
    return new MomentsJob(spark, configuration).run(rows(), coded, blocks, scales(blocks));
  }

  @Override
  public JavaPairRDD<MomentsKey, BlockMoments> momentsOnOwnScale(CodedScans coded, Blocks blocks) {
    return new MomentsJob(spark, configuration)
        .run(rows(), coded, blocks, scales(blocks).untransformed());
  }

  @Override
  public BlockScales scales(Blocks blocks) {
    Domains domains = request.specification().domains();
    return new BlockScales(domains, blocks, domains.isEmpty() ? null : names());
  }

  @Override
  public JavaPairRDD<Integer, OutsideCounts> outside(
      CodedScans coded, Blocks blocks, ModelSlices slices) {
    return new OutsideJob(spark, configuration).run(rows(), coded, slices, scales(blocks));
  }

  @Override
  public BlockValues values(CodedScans coded, Blocks blocks) {
    return new TableValues(
        spark.broadcast(rows()), spark.broadcast(ScanAssignment.of(coded, rows())), blocks);
  }

  @Override
  public void apply(CodedScans coded, Blocks blocks, ModelSlices slices, Path directory, String run)
      throws IOException {
    TableFormat format = request.format().files();
    Path target = new Path(directory, format == TableFormat.CSV ? TABLE + ".csv" : TABLE);
    new ApplyJob(spark, configuration).run(rows(), coded, slices, scales(blocks), format, target);
  }

  @Override
  public void conclude(Path directory, String run) {
    if (delta != null && !request.fitOnly()) {
      spark.setJobGroup("chorale", "writing the log of the Delta table", false);
      delta.of(new Path(directory, TABLE), run);
    }
  }

  /** Names of columns, broadcast whole. */
  private static final class ColumnNames implements BlockNames {
    private static final long serialVersionUID = 1L;

    private final Broadcast<String[]> all;

    ColumnNames(Broadcast<String[]> all) {
      this.all = all;
    }

    @Override
    public String[] of(Configuration conf, Blocks blocks, int block) {
      int first = blocks.first(block);
      return Arrays.copyOfRange(all.value(), first, first + blocks.size(block));
    }
  }
}
