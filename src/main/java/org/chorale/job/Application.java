package org.chorale.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelVersion;
import org.chorale.io.modeldir.ScanIds;
import org.chorale.io.publish.RunOutput;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.publish.Staging;
import org.chorale.io.status.LedgerFiles;
import org.chorale.io.storage.NewFile;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.job.input.FileHashJob;
import org.chorale.job.run.Program;
import org.chorale.job.run.RunIdentity;
import org.chorale.job.run.RunInput;
import org.chorale.model.CodedScans;
import org.chorale.model.Model;
import org.chorale.model.Nearest;
import org.chorale.model.NewScanRules.UnseenSite;
import org.chorale.model.NewScans;
import org.chorale.model.ScanTable;
import org.chorale.model.Site;
import org.chorale.stats.bayes.SiteTreatment.Effects;

/**
 * Applies a model to scans, those it was made from or new ones: never refits, joins covariates and
 * features by name, and gives for the scans of the fit exactly what harmonising gave. A site that
 * the model doesn't have can be estimated against it.
 */
public final class Application {
  private final JavaSparkContext spark;
  private final ApplicationRequest request;
  private final Broadcast<SerializableConfiguration> configuration;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** Prepares the application. */
  public Application(JavaSparkContext spark, ApplicationRequest request) {
    this.spark = spark;
    this.request = request;
    this.configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /** What is read once for all. */
  private record Inputs(StoredModel model, Source source) {}

  private Inputs open() throws IOException {
    StoredModel model = new StoredModel(hadoop(), request.model());
    HarmonisationRequest.Builder asRead =
        HarmonisationRequest.builder(
                model.specification().forNewScans(request.rules().dropIncomplete()))
            .inputs(request.inputs())
            .scans(request.scans())
            .id(request.idColumn() == null ? model.first().idColumn() : request.idColumn())
            .alsoRead(request.selection().column())
            .format(request.format());
    Source source = OpenedInput.of(spark, configuration, model, asRead);
    return new Inputs(model, source);
  }

  /**
   * What {@link #run} would do; leaves nothing behind.
   *
   * @throws org.chorale.model.InvalidInputException if model or input can't be used
   */
  public ApplicationPlan plan() {
    try {
      Inputs inputs = open();
      return plan(inputs, inputs.source().readScans());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private ApplicationPlan plan(Inputs inputs, ScanTable table) throws IOException {
    NewScans scans =
        NewScans.of(
            table,
            inputs.model().models(),
            request.rules(),
            request.selection().of(table, inputs.model().first().specification().siteColumns()));
    request.leftOutLimit().check(scans.leftOut(), scans.coded().size());
    return new ApplicationPlan(
        inputs.model().first(),
        scans,
        sites(inputs.model(), scans),
        inputs.source().features(),
        warnings(inputs, scans));
  }

  /** What is harmonised by a model that was made from it tells nothing of new scans. */
  private List<String> warnings(Inputs inputs, NewScans scans) throws IOException {
    List<String> warnings = new ArrayList<>(inputs.source().warnings());
    int known = 0;
    for (Path step : inputs.model().steps()) {
      known = Math.max(known, ScanIds.read(hadoop(), step).known(scans.ids()).size());
    }
    for (int k = 1; k < inputs.model().steps().size(); k++) {
      if (!scans.unseen(k).isEmpty()) {
        warnings.add(
            "scans of %s are copied: the model doesn't have them"
                .formatted(Nearest.listed(scans.unseen(k))));
      }
    }
    if (known > 0) {
      warnings.add(
          "the model was made from %,d of the %,d scans: what is learnt from their values is no test of new scans"
              .formatted(known, scans.ids().size()));
    }
    return warnings;
  }

  private List<Site> sites(StoredModel model, NewScans scans) {
    boolean estimates = request.rules().unseenSite() == UnseenSite.ESTIMATE;
    List<Site> unseen =
        estimates && anyUnseen(model, scans)
            ? new NewSites(model, scans, request.rules().priors()).sites()
            : List.of();
    Map<String, Site> sites = new LinkedHashMap<>();
    for (int group = 0; group < scans.groupCount(); group++) {
      String label = scans.label(group, 0);
      Site before = sites.get(label);
      int n = scans.scans(group) + (before == null ? 0 : before.scans());
      int known = model.first().indexOf(label);
      Site like =
          known == NewScans.UNSEEN
              ? unseen.stream()
                  .filter(site -> site.label().equals(label))
                  .findFirst()
                  .orElse(new Site(label, n, Effects.NONE, Site.Reason.UNSEEN_SITE))
              : model.first().sites().get(known).site();
      sites.put(label, new Site(label, n, like.effects(), like.reason()));
    }
    return List.copyOf(sites.values());
  }

  /**
   * Applies.
   *
   * @param planned told the plan before anything is changed
   * @throws org.chorale.model.InvalidInputException if model or input can't be used; nothing was
   *     written then
   */
  public ApplicationOutcome run(Consumer<ApplicationPlan> planned) {
    try {
      RunOutput output = new RunOutput(hadoop(), request.output(), request.overwrite());
      Inputs inputs = open();
      output.refuseWithin(request.model());
      for (RunInput input :
          inputs.source().inputs(Collections.nCopies(inputs.source().files().size(), ""))) {
        output.refuseWithin(input.path());
      }
      JavaFutureAction<List<String>> hashes =
          FileHashJob.start(spark, configuration, inputs.source().files());
      try {
        return run(inputs, hashes, output, planned);
      } finally {
        // Of a run that was refused; nothing happens to one that is done.
        hashes.cancel(true);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private RunIdentity identity(Inputs inputs, JavaFutureAction<List<String>> hashes)
      throws IOException {
    List<RunInput> all = new ArrayList<>(inputs.model().inputs());
    all.addAll(inputs.source().inputs(FileHashJob.await(hashes)));
    return new RunIdentity(ApplicationFacts.options(request), all);
  }

  private ApplicationOutcome run(
      Inputs inputs,
      JavaFutureAction<List<String>> hashes,
      RunOutput output,
      Consumer<ApplicationPlan> planned)
      throws IOException {
    if (output.holdsRun()) {
      String id = identity(inputs, hashes).id();
      if (output.isComplete(id)) {
        return new ApplicationOutcome(id, output.directory(), true, null, List.of(), Map.of());
      }
    }
    try (Staging staging = output.stage()) {
      long start = System.nanoTime();
      describe("reading the tables");
      ScanTable table = inputs.source().readAll(new Path(staging.directory(), "_rows"));
      ApplicationPlan plan = plan(inputs, table);
      start = lap("read", start);
      planned.accept(plan);
      RunIdentity identity = identity(inputs, hashes);
      List<String> warnings = apply(inputs, plan, staging.directory(), identity.id(), start);
      NewFile.sweep(hadoop(), staging.directory());
      inputs.source().conclude(staging.directory(), identity.id());
      ApplicationOutcome outcome =
          new ApplicationOutcome(
              identity.id(),
              output.directory(),
              false,
              plan,
              warnings,
              Collections.unmodifiableMap(new LinkedHashMap<>(seconds)));
      RunRecord.write(
          hadoop(),
          staging.directory(),
          ApplicationFacts.record(identity, outcome, spark.version()));
      staging.publish();
      return outcome;
    }
  }

  private List<String> apply(
      Inputs inputs, ApplicationPlan plan, Path directory, String run, long since)
      throws IOException {
    NewScans scans = plan.scans();
    StoredModel model = inputs.model();
    Path status = new Path(directory, ModelFit.STATUS);
    List<ModelSlices.Step> steps = new ArrayList<>();
    for (int k = 0; k < model.steps().size(); k++) {
      steps.add(step(model.steps().get(k), model.models().get(k), seen(model, scans, k)));
    }
    List<String> warnings = List.of();
    long start = since;
    inputs
        .source()
        .refuseOutside(scans.coded(), inputs.source().blocks(1, scans.coded().covariateCount()));
    boolean estimates = request.rules().unseenSite() == UnseenSite.ESTIMATE;
    if (estimates && !scans.unseen(0).isEmpty()) {
      describe("estimating new sites");
      NewSites sites = new NewSites(model, scans, request.rules().priors());
      Path own = new Path(directory, "_new-sites");
      SolveOutcome solved = sites.write(spark, configuration, inputs.source(), own, status, run);
      warnings = solved.warnings();
      List<String> labels = sites.sites().stream().map(Site::label).toList();
      int[] siteOf = new int[scans.groupCount()];
      Arrays.setAll(siteOf, group -> labels.indexOf(scans.label(group, 0)));
      Path kept = new Path(directory, ModelFit.MODEL);
      ModelVersion versions = new ModelVersion(hadoop(), kept, Program.VERSION);
      if (request.keepSites()) {
        versions.extend(model.steps().get(0), own);
        ScanIds known = ScanIds.read(hadoop(), model.steps().get(0));
        if (!known.isEmpty()) {
          known.with(run, idsOf(scans, labels)).write(hadoop(), kept);
        }
      } else {
        versions.move(own);
      }
      int first = request.keepSites() ? model.first().sites().size() : 0;
      for (int group = 0; group < siteOf.length; group++) {
        siteOf[group] += siteOf[group] < 0 ? 0 : first;
      }
      steps.add(new ModelSlices.Step(kept, model.blocks().perFile(), siteOf));
      start = lap("estimate", start);
    }
    describe("adjusting scans");
    inputs
        .source()
        .apply(
            scans.coded(),
            inputs.source().blocks(1, scans.coded().covariateCount()),
            new ModelSlices(model.blocks(), steps),
            directory,
            run);
    LedgerFiles.write(hadoop(), status, plan.sites(), List.of(), scans.leftOut());
    LedgerFiles.writeCovariates(hadoop(), status, scans.oddCovariates());
    lap("apply", start);
    return warnings;
  }

  private static List<String> idsOf(NewScans scans, List<String> sites) {
    CodedScans coded = scans.only(sites);
    return IntStream.range(0, coded.groupOf().length)
        .filter(s -> coded.groupOf()[s] >= 0)
        .mapToObj(coded.table()::id)
        .toList();
  }

  /** Sites of the groups for a step; scans that one of the models can't take are copied by all. */
  private static int[] seen(StoredModel model, NewScans scans, int step) {
    int[] siteOf = scans.siteOfGroups(step);
    for (int k = 0; k < model.steps().size(); k++) {
      int[] others = scans.siteOfGroups(k);
      for (int group = 0; group < siteOf.length; group++) {
        siteOf[group] = others[group] == NewScans.UNSEEN ? NewScans.UNSEEN : siteOf[group];
      }
    }
    return siteOf;
  }

  private static boolean anyUnseen(StoredModel model, NewScans scans) {
    return IntStream.range(0, model.steps().size()).anyMatch(k -> !scans.unseen(k).isEmpty());
  }

  private static ModelSlices.Step step(Path directory, Model model, int[] siteOfGroups) {
    int[] siteOf = siteOfGroups.clone();
    for (int group = 0; group < siteOf.length; group++) {
      boolean copied =
          siteOf[group] == NewScans.UNSEEN
              || model.sites().get(siteOf[group]).site().effects() == Effects.NONE;
      siteOf[group] = copied ? ModelSlices.Step.COPIED : siteOf[group];
    }
    return new ModelSlices.Step(directory, model.blocksPerFile(), siteOf);
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
