package org.chorale.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.publish.RunOutput;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.publish.Staging;
import org.chorale.io.storage.NewFile;
import org.chorale.io.table.PhysicalFile;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.domain.OutsideValues;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.job.input.FileHashJob;
import org.chorale.job.run.RunIdentity;
import org.chorale.job.run.RunInput;
import org.chorale.model.Blocks;
import org.chorale.model.Cohort;
import org.chorale.model.InvalidInputException;
import org.chorale.model.ScanTable;
import org.chorale.model.Sequence;
import org.chorale.model.Site;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.stats.bayes.SiteTreatment.Effects;

/**
 * Harmonises tables or a feature matrix: reads them, fits the model, applies it and publishes
 * values, model, status and run record together.
 *
 * <pre>{@code
 * Specification specification =
 *     Specification.builder().site("site").continuous("age").categorical("sex").build();
 * HarmonisationRequest request =
 *     HarmonisationRequest.builder(specification).id("sub_id").output("out").build();
 * HarmonisationOutcome outcome = Harmonisation.of(dataset, request).run();
 * }</pre>
 *
 * <p>The driver holds the scan table. Values are read twice, more often for robust estimates, and
 * written once.
 */
public final class Harmonisation {
  private final JavaSparkContext spark;
  private final HarmonisationRequest request;
  private final Dataset<Row> dataset;
  private final Continuation continuation;
  private final Broadcast<SerializableConfiguration> configuration;
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private ReportPage page;

  private Harmonisation(
      JavaSparkContext spark,
      HarmonisationRequest request,
      Dataset<Row> dataset,
      Continuation continuation) {
    this.spark = spark;
    this.request = request;
    this.dataset = dataset;
    this.continuation = continuation;
    this.configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /**
   * Of the tables that the request names.
   *
   * @throws InvalidInputException if it names none
   */
  public static Harmonisation of(JavaSparkContext spark, HarmonisationRequest request) {
    if (request.inputs().isEmpty()) {
      throw new InvalidInputException("no input table is named; give one with --input");
    }
    return new Harmonisation(spark, request, null, null);
  }

  /** The same, a fit that continues a model. */
  static Harmonisation continuing(
      JavaSparkContext spark, HarmonisationRequest request, Continuation continuation) {
    return new Harmonisation(spark, request, null, continuation);
  }

  /**
   * Of a dataset with a row per scan and a column per feature; the request names no input.
   *
   * @throws InvalidInputException if it does
   */
  public static Harmonisation of(Dataset<Row> dataset, HarmonisationRequest request) {
    if (!request.inputs().isEmpty()) {
      throw new InvalidInputException("the input is a dataset: name no input tables");
    }
    JavaSparkContext spark =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
    return new Harmonisation(spark, request, dataset, null);
  }

  /**
   * What {@link #run} would do; leaves nothing behind. A dataset is put aside beside the output for
   * the time being.
   *
   * @param readValues whether feature values are read and checked too
   * @throws InvalidInputException if the input can't be used
   */
  public HarmonisationPlan plan(boolean readValues) {
    try {
      if (dataset == null) {
        return plan(request, readValues);
      }
      requireOutput();
      try (Staging aside = aside()) {
        return plan(request.ofDataset(write(dataset, aside)), readValues);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private HarmonisationPlan plan(HarmonisationRequest resolved, boolean readValues)
      throws IOException {
    Source source = source(resolved);
    LambdaFiles lambdas = new LambdaFiles(hadoop(), resolved.specification());
    describe("reading the tables");
    return plan(resolved, source, lambdas, readValues ? source.readAll(null) : source.readScans());
  }

  private Source source(HarmonisationRequest resolved) throws IOException {
    return continuation == null
        ? Source.open(spark, configuration, resolved)
        : continuation.open(resolved);
  }

  /** Shows what a diagnosis found as a page; returns this. */
  public Harmonisation reporting(ReportPage choice) {
    page = choice;
    return this;
  }

  /** Harmonises. */
  public HarmonisationOutcome run() {
    return run(plan -> {});
  }

  /**
   * Harmonises.
   *
   * @param planned told the plan before anything is estimated
   * @throws InvalidInputException if input or options can't be used; nothing was written then
   */
  public HarmonisationOutcome run(Consumer<HarmonisationPlan> planned) {
    try {
      RunOutput output = new RunOutput(hadoop(), request.output(), request.overwrite());
      if (dataset == null) {
        return run(request, output, planned);
      }
      try (Staging aside = aside()) {
        return run(request.ofDataset(write(dataset, aside)), output, planned);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void requireOutput() {
    if (request.output() == null) {
      throw new InvalidInputException("no output directory is named; give one with --output");
    }
  }

  private Staging aside() throws IOException {
    return Staging.beside(new Path(request.output()).suffix("-input"), hadoop(), false);
  }

  private static String write(Dataset<Row> dataset, Staging aside) {
    String table = new Path(aside.directory(), "dataset").toString();
    dataset.write().parquet(table);
    return table;
  }

  private HarmonisationOutcome run(
      HarmonisationRequest resolved, RunOutput output, Consumer<HarmonisationPlan> planned)
      throws IOException {
    Source source = source(resolved);
    for (RunInput input : source.inputs(Collections.nCopies(source.files().size(), ""))) {
      output.refuseWithin(input.path());
    }
    if (continuation != null) {
      continuation.refuseWithin(output);
    }
    LambdaFiles lambdas = new LambdaFiles(hadoop(), resolved.specification());
    ElsewhereSource elsewhere = ElsewhereSource.of(spark, configuration, resolved);
    if (elsewhere != null) {
      for (RunInput input : elsewhere.inputs(Collections.nCopies(elsewhere.files().size(), ""))) {
        output.refuseWithin(input.path());
      }
    }
    List<PhysicalFile> files = new ArrayList<>(source.files());
    files.addAll(lambdas.files());
    if (elsewhere != null) {
      files.addAll(elsewhere.files());
    }
    JavaFutureAction<List<String>> hashes = FileHashJob.start(spark, configuration, files);
    try {
      return run(resolved, source, lambdas, elsewhere, hashes, output, planned);
    } finally {
      // Of a run that was refused; nothing happens to one that is done.
      hashes.cancel(true);
    }
  }

  private HarmonisationOutcome run(
      HarmonisationRequest resolved,
      Source source,
      LambdaFiles lambdas,
      ElsewhereSource elsewhere,
      JavaFutureAction<List<String>> hashes,
      RunOutput output,
      Consumer<HarmonisationPlan> planned)
      throws IOException {
    if (output.holdsRun()) {
      RunIdentity identity =
          identity(resolved, source, lambdas, elsewhere, FileHashJob.await(hashes));
      if (output.isComplete(identity.id())) {
        return new HarmonisationOutcome(
            identity.id(),
            output.directory(),
            true,
            null,
            null,
            null,
            null,
            List.of(),
            Collections.unmodifiableMap(new LinkedHashMap<>(seconds)));
      }
    }
    try (Staging staging = output.stage()) {
      return run(
          resolved, source, lambdas, elsewhere, hashes, staging, output.directory(), planned);
    }
  }

  private RunIdentity identity(
      HarmonisationRequest resolved,
      Source source,
      LambdaFiles lambdas,
      ElsewhereSource elsewhere,
      List<String> hashes)
      throws IOException {
    int own = source.files().size();
    ObjectNode options = HarmonisationOptions.of(resolved);
    List<RunInput> inputs = new ArrayList<>();
    if (continuation != null) {
      continuation.describe(options);
      inputs.addAll(continuation.inputs());
    }
    inputs.addAll(source.inputs(hashes.subList(0, own)));
    int further = own + lambdas.files().size();
    inputs.addAll(lambdas.inputs(hashes.subList(own, further)));
    if (elsewhere != null) {
      inputs.addAll(elsewhere.inputs(hashes.subList(further, hashes.size())));
    }
    return new RunIdentity(options, inputs);
  }

  private HarmonisationOutcome run(
      HarmonisationRequest resolved,
      Source source,
      LambdaFiles lambdas,
      ElsewhereSource elsewhere,
      JavaFutureAction<List<String>> hashes,
      Staging staging,
      String directory,
      Consumer<HarmonisationPlan> planned)
      throws IOException {
    long start = System.nanoTime();
    describe("reading the tables");
    // What can be refused before features are read is.
    source.scansAlone().ifPresent(scans -> sequence(resolved, scans));
    ScanTable scans = source.readAll(new Path(staging.directory(), "_rows"));
    HarmonisationPlan plan = plan(resolved, source, lambdas, scans);
    if (elsewhere != null) {
      elsewhere.read(source, plan.study(), plan.blocks(), new Path(staging.directory(), "_other"));
    }
    start = lap("read", start);
    planned.accept(plan);

    describe("fitting the model");
    RunIdentity identity =
        identity(resolved, source, lambdas, elsewhere, FileHashJob.await(hashes));
    List<SolveOutcome> solved =
        new ModelFit(spark, configuration, resolved, source, plan, parent())
            .write(staging.directory(), identity.id());
    start = lap("fit", start);

    OutsideValues outside = null;
    ModelSlices slices =
        slices(plan.sequence(), plan.blocks(), new Path(staging.directory(), ModelFit.MODEL));
    if (!resolved.fitOnly()) {
      describe("adjusting scans");
      source.apply(
          plan.sequence().coded(), plan.blocks(), slices, staging.directory(), identity.id());
      start = lap("apply", start);
      outside = outside(source, plan, slices, staging);
    }
    if (outside != null) {
      start = lap("domains", start);
    }
    Diagnosis diagnosis = null;
    if (resolved.diagnosis() != null) {
      diagnosis =
          new RunDiagnosis(spark, configuration, resolved, source, plan)
              .run(identity, solved, slices, elsewhere, page, staging.directory());
      lap("diagnose", start);
    }
    List<List<SiteDrift>> drifts = drifts(plan, staging.directory());
    NewFile.sweep(hadoop(), staging.directory());
    source.conclude(staging.directory(), identity.id());

    HarmonisationOutcome outcome =
        new HarmonisationOutcome(
            identity.id(),
            directory,
            false,
            plan,
            solved,
            outside,
            diagnosis,
            drifts,
            Collections.unmodifiableMap(new LinkedHashMap<>(seconds)));
    ObjectNode record = RunFacts.record(identity, outcome, spark.version());
    if (continuation != null) {
      record.put("model_run", parent());
    }
    RunRecord.write(hadoop(), staging.directory(), record);
    staging.publish();
    return outcome;
  }

  private String parent() {
    return continuation == null ? null : continuation.parent();
  }

  private List<List<SiteDrift>> drifts(HarmonisationPlan plan, Path directory) throws IOException {
    if (continuation == null) {
      return List.of();
    }
    long start = System.nanoTime();
    describe("comparing with the model before");
    List<List<SiteDrift>> drifts =
        continuation.drift(
            plan, new Path(directory, ModelFit.MODEL), new Path(directory, ModelFit.STATUS));
    lap("compare", start);
    return drifts;
  }

  private OutsideValues outside(
      Source source, HarmonisationPlan plan, ModelSlices slices, Staging staging)
      throws IOException {
    // With folds there is no model of all scans whose values could be counted.
    if (plan.study().specification().domains().isEmpty() || plan.sequence().hasFolds()) {
      return null;
    }
    describe("counting values outside their domains");
    return new DomainCheck(spark, configuration, source, plan).run(slices, staging.directory());
  }

  private static Sequence sequence(HarmonisationRequest resolved, ScanTable scans) {
    Sequence sequence = Sequence.of(scans, resolved.specification());
    Cohort cohort = sequence.first().cohort();
    resolved.leftOutLimit().check(cohort.leftOut(), cohort.size());
    return sequence;
  }

  private HarmonisationPlan plan(
      HarmonisationRequest resolved, Source source, LambdaFiles lambdas, ScanTable scans) {
    Sequence sequence = sequence(resolved, scans);
    List<String> warnings = new ArrayList<>(sequence.warnings());
    warnings.addAll(source.warnings());
    Blocks blocks =
        continuation == null
            ? source.blocks(sequence.scansOfCells().length, sequence.coded().covariateCount())
            : continuation.blocks(source);
    return new HarmonisationPlan(
        sequence,
        source.features(),
        blocks,
        lambdas.penalty(sequence.first(), blocks, source),
        source.notFeatures(),
        warnings,
        source.forecast(sequence, blocks));
  }

  static ModelSlices slices(Sequence sequence, Blocks blocks, Path model) {
    List<ModelSlices.Step> steps = new ArrayList<>();
    for (int k = 0; k < sequence.fitCount(); k++) {
      List<Site> sites = sequence.facts(k).sites();
      int[] siteOf = sequence.harmonisedSiteOfCells(k);
      for (int c = 0; c < siteOf.length; c++) {
        boolean copied = siteOf[c] < 0 || sites.get(siteOf[c]).effects() == Effects.NONE;
        siteOf[c] = copied ? ModelSlices.Step.COPIED : siteOf[c];
      }
      steps.add(new ModelSlices.Step(ModelFit.of(model, sequence, k), blocks.perFile(), siteOf));
    }
    return new ModelSlices(blocks, steps);
  }

  private long lap(String phase, long since) {
    long now = System.nanoTime();
    seconds.put(phase, Math.rint((now - since) / 1e6) / 1e3);
    return now;
  }

  private void describe(String stage) {
    spark.setJobGroup("chorale", stage, false);
  }

  private Configuration hadoop() {
    return spark.hadoopConfiguration();
  }
}
