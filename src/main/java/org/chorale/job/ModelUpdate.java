package org.chorale.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.io.modeldir.ScanIds;
import org.chorale.io.publish.RunOutput;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.publish.Staging;
import org.chorale.io.status.LedgerFiles;
import org.chorale.io.storage.NewFile;
import org.chorale.job.fit.DriftJob;
import org.chorale.job.fit.FitJob;
import org.chorale.job.fit.MomentsKey;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.job.fit.SolvedBlockWriter;
import org.chorale.job.fit.StoredMoments;
import org.chorale.job.input.FileHashJob;
import org.chorale.job.run.Program;
import org.chorale.job.run.RunIdentity;
import org.chorale.job.run.RunInput;
import org.chorale.model.Blocks;
import org.chorale.model.IncomingScans;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Lambda;
import org.chorale.model.Model;
import org.chorale.model.Nearest;
import org.chorale.model.Refit;
import org.chorale.model.ScanTable;
import org.chorale.model.StudyFacts;
import org.chorale.model.Term;
import org.chorale.stats.adjust.Drift;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.penalty.Penalty;
import org.chorale.stats.regression.BlockSolver;
import org.chorale.stats.regression.FeatureStatus;

/**
 * Makes a new version of a model with further scans, or without some: their moments are added to
 * those the model keeps, or taken out of them, and everything after the moments is solved again.
 * Reads the scans that come or leave, the model, and nothing else. Levels, centres, knots and
 * bounds stay the model's.
 */
public final class ModelUpdate {
  private final JavaSparkContext spark;
  private final UpdateRequest request;
  private final Broadcast<SerializableConfiguration> configuration;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** Prepares the update. */
  public ModelUpdate(JavaSparkContext spark, UpdateRequest request) {
    this.spark = spark;
    this.request = request;
    this.configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /**
   * Updates.
   *
   * @throws InvalidInputException if model or input can't be used; nothing was written then
   */
  public UpdateOutcome run() {
    try {
      RunOutput output = new RunOutput(hadoop(), request.output(), request.overwrite());
      StoredModel model = new StoredModel(hadoop(), request.model());
      refuseModels(model);
      Source source =
          OpenedInput.of(
              spark,
              configuration,
              model,
              request.inputs(),
              request.scans(),
              null,
              request.dropIncomplete());
      output.refuseWithin(request.model());
      for (RunInput input : source.inputs(Collections.nCopies(source.files().size(), ""))) {
        output.refuseWithin(input.path());
      }
      if (request.withdraw() != null) {
        output.refuseWithin(request.withdraw());
      }
      JavaFutureAction<List<String>> hashes =
          FileHashJob.start(spark, configuration, source.files());
      try {
        return run(model, source, hashes, output);
      } finally {
        // Of a run that was refused; nothing happens to one that is done.
        hashes.cancel(true);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void refuseModels(StoredModel model) {
    if (model.steps().size() > 1) {
      throw new InvalidInputException(
          "%s has a model for each of %d batch variables, whose moments are of values that changed from one to the next: give all scans in --input, those of the model too, and --redesign"
              .formatted(request.model(), model.steps().size()));
    }
    if (model.first().specification().robust()) {
      throw new InvalidInputException(
          "%s is robust: its estimates come from values, not from moments that it could keep: give all scans in --input, those of the model too, and --redesign"
              .formatted(request.model()));
    }
  }

  private RunIdentity identity(
      StoredModel model, Source source, JavaFutureAction<List<String>> hashes) throws IOException {
    List<RunInput> all = new ArrayList<>(model.inputs());
    all.addAll(source.inputs(FileHashJob.await(hashes)));
    if (request.withdraw() != null) {
      all.add(WithdrawnIds.input(hadoop(), request.withdraw()));
    }
    return new RunIdentity(UpdateFacts.options(request), all);
  }

  private UpdateOutcome run(
      StoredModel model, Source source, JavaFutureAction<List<String>> hashes, RunOutput output)
      throws IOException {
    Set<String> withdrawn =
        request.withdraw() == null ? Set.of() : WithdrawnIds.read(hadoop(), request.withdraw());
    if (output.holdsRun()) {
      String id = identity(model, source, hashes).id();
      if (output.isComplete(id)) {
        return new UpdateOutcome(
            id, output.directory(), true, null, 0, 0, false, null, List.of(), List.of(), Map.of());
      }
    }
    try (Staging staging = output.stage()) {
      long start = System.nanoTime();
      describe("reading the tables");
      ScanTable table = source.readAll(new Path(staging.directory(), "_rows"));
      ScanIds known = ScanIds.read(hadoop(), model.steps().get(0));
      Refit refit;
      IncomingScans scans;
      if (request.withdraw() == null) {
        scans = IncomingScans.of(table, model.first(), request.dropIncomplete(), s -> true, true);
        refuseKnown(known.known(scans.ids()));
        request.leftOutLimit().check(scans.leftOut(), scans.ids().size());
        refit = Refit.adding(scans, model.first());
      } else {
        refuseUnknown(table, withdrawn, known);
        // Whoever asked to be taken out is, or the run is refused.
        scans =
            IncomingScans.of(
                table, model.first(), false, s -> withdrawn.contains(table.id(s)), false);
        refit = Refit.withdrawing(scans, staying(table, model, withdrawn, known), model.first());
      }
      start = lap("read", start);
      RunIdentity identity = identity(model, source, hashes);
      SolveOutcome solved = fit(model, source, refit, staging.directory(), identity.id());
      Path status = new Path(staging.directory(), ModelFit.STATUS);
      LedgerFiles.write(hadoop(), status, refit.facts().sites(), List.of(), scans.leftOut());
      LedgerFiles.writeCovariates(hadoop(), status, scans.oddCovariates());
      ScanIds now =
          request.withdraw() == null
              ? known.with(identity.id(), scans.ids())
              : known.without(scans.ids());
      if (!known.isEmpty()) {
        now.write(hadoop(), new Path(staging.directory(), ModelFit.MODEL));
      }
      start = lap("fit", start);
      List<SiteDrift> drift = drift(model, staging.directory());
      lap("compare", start);
      NewFile.sweep(hadoop(), staging.directory());
      UpdateOutcome outcome =
          new UpdateOutcome(
              identity.id(),
              output.directory(),
              false,
              refit,
              scans.ids().size(),
              scans.leftOut().size(),
              request.withdraw() != null,
              solved,
              drift,
              warnings(scans, solved),
              Collections.unmodifiableMap(new LinkedHashMap<>(seconds)));
      RunRecord.write(
          hadoop(),
          staging.directory(),
          UpdateFacts.record(identity, model.first(), outcome, spark.version()));
      staging.publish();
      return outcome;
    }
  }

  /** Scans of the model at the sites that lose some, as far as they are in the input. */
  private static IncomingScans staying(
      ScanTable table, StoredModel model, Set<String> withdrawn, ScanIds known) {
    Set<String> sites = new HashSet<>();
    List<String> others = new ArrayList<>();
    for (int s = 0; s < table.size(); s++) {
      if (withdrawn.contains(table.id(s))) {
        sites.add(IncomingScans.site(table, model.first(), s));
      } else {
        others.add(table.id(s));
      }
    }
    Set<String> stay = new HashSet<>(known.isEmpty() ? others : known.known(others));
    IntPredicate taken =
        s ->
            stay.contains(table.id(s))
                && sites.contains(IncomingScans.site(table, model.first(), s));
    return IntStream.range(0, table.size()).anyMatch(taken)
        ? IncomingScans.ofComplete(table, model.first(), taken)
        : null;
  }

  private static void refuseKnown(List<String> twice) {
    if (!twice.isEmpty()) {
      throw new InvalidInputException(
          "the model was made from %d of these scans already: %s; each counts once, leave them out"
              .formatted(twice.size(), Nearest.listed(twice)));
    }
  }

  private static void refuseUnknown(ScanTable table, Set<String> withdrawn, ScanIds known) {
    Set<String> absent = new LinkedHashSet<>(withdrawn);
    for (int s = 0; s < table.size(); s++) {
      absent.remove(table.id(s));
    }
    if (!absent.isEmpty()) {
      throw new InvalidInputException(
          "to be withdrawn, but not in the input: %s; their values are needed once more"
              .formatted(Nearest.listed(absent)));
    }
    WithdrawnIds.refuseUnknown(withdrawn, known);
  }

  private static List<String> warnings(IncomingScans scans, SolveOutcome solved) {
    List<String> warnings = new ArrayList<>(solved.warnings());
    if (!scans.leftOut().isEmpty()) {
      warnings.add("%,d scans left out: see status/scans.csv".formatted(scans.leftOut().size()));
    }
    if (!scans.oddCovariates().isEmpty()) {
      warnings.add(
          "%,d covariates outside the values of the fit before: see status/covariates.csv"
              .formatted(scans.oddCovariates().size()));
    }
    for (FeatureStatus why : FeatureStatus.values()) {
      long pairs = solved.summaries().stream().mapToLong(site -> site.count(why)).sum();
      if (pairs > 0 && why != FeatureStatus.AS_SITE) {
        warnings.add(
            "%,d (feature, site) pairs: %s; see status/features.csv"
                .formatted(pairs, why.reasonCode()));
      }
    }
    return List.copyOf(warnings);
  }

  private SolveOutcome fit(
      StoredModel model, Source source, Refit refit, Path directory, String run)
      throws IOException {
    describe("fitting the model");
    StudyFacts facts = refit.facts();
    Blocks blocks = source.blocksOf(model.blocks());
    Path target = new Path(directory, ModelFit.MODEL);
    Path status = new Path(directory, ModelFit.STATUS);
    JavaPairRDD<MomentsKey, BlockMoments> moments =
        StoredMoments.of(
                spark,
                configuration,
                model.steps().get(0),
                model.first(),
                refit.groupOfOld(),
                facts.design(),
                -1)
            .union(source.moments(refit.coded(), blocks));
    BlockSolver solver =
        facts.specification().method().solver(facts.reference(), penalty(model, facts));
    int[] same = new int[facts.sites().size()];
    Arrays.setAll(same, i -> i);
    SolvedBlockWriter writer =
        new SolvedBlockWriter(configuration, target, status, blocks, source.names(), facts);
    List<FitJob.Step> steps = List.of(new FitJob.Step(facts, same, solver, writer));
    FitJob job = new FitJob(refit.scansOfGroups(), blocks);
    SolveOutcome solved =
        (refit.withdraws() ? job.runWithout(moments, steps) : job.run(moments, steps)).get(0);
    ModelJson.write(
        hadoop(),
        target,
        Model.of(
            run,
            model.first().run(),
            facts,
            model.first().idColumn(),
            refit.scans(),
            solved.treatments(),
            blocks),
        Program.VERSION);
    return solved;
  }

  /** λ that came from a file are the model's. */
  private Penalty penalty(StoredModel model, StudyFacts facts) throws IOException {
    Map<String, double[]> given = new HashMap<>();
    for (Term term : facts.specification().terms()) {
      Lambda lambda = term.smooth() == null ? null : term.smooth().lambda();
      if (lambda != null && lambda.choice() == Lambda.Choice.FILE) {
        given.put(term.name(), model.lambda(term.name()));
      }
    }
    return facts.penalty(given, model.blocks());
  }

  private List<SiteDrift> drift(StoredModel model, Path directory) throws IOException {
    describe("comparing with the model before");
    Path target = new Path(directory, ModelFit.MODEL);
    List<Drift> drifts =
        new DriftJob(spark, configuration)
            .run(model.steps().get(0), model.first(), target, ModelJson.read(hadoop(), target));
    List<SiteDrift> bySite = SiteDrift.of(model.first(), drifts);
    UpdateFacts.writeDrift(hadoop(), new Path(directory, ModelFit.STATUS), bySite);
    return bySite;
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
