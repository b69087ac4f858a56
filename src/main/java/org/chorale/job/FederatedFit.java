package org.chorale.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.io.publish.RunOutput;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.publish.Staging;
import org.chorale.io.status.LedgerFiles;
import org.chorale.io.storage.NewFile;
import org.chorale.job.fit.FitJob;
import org.chorale.job.fit.MomentsKey;
import org.chorale.job.fit.SiteSummary;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.job.fit.SolvedBlockWriter;
import org.chorale.job.fit.StoredMoments;
import org.chorale.job.run.Program;
import org.chorale.job.run.RunIdentity;
import org.chorale.job.run.RunInput;
import org.chorale.model.Blocks;
import org.chorale.model.Disclosure;
import org.chorale.model.Federation;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Model;
import org.chorale.model.SharedMoments;
import org.chorale.model.Site;
import org.chorale.model.StudyFacts;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.regression.BlockSolver;

/**
 * Fits a model to the moments that sites sent: the same model as of all their scans together. No
 * scan is read, and the model tells of none. Sites are merged in the order of their labels.
 */
public final class FederatedFit {
  private final JavaSparkContext spark;
  private final FederatedFitRequest request;
  private final Broadcast<SerializableConfiguration> configuration;

  /** Prepares the fit. */
  public FederatedFit(JavaSparkContext spark, FederatedFitRequest request) {
    this.spark = spark;
    this.request = request;
    this.configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /**
   * Fits.
   *
   * @throws InvalidInputException if moments can't be merged; nothing was written then
   */
  public FederatedFitOutcome run() {
    try {
      RunOutput output = new RunOutput(hadoop(), request.output(), request.overwrite());
      List<MomentsDirectory> sources = new ArrayList<>();
      Map<String, SharedMoments> byName = new LinkedHashMap<>();
      for (String named : request.moments()) {
        output.refuseWithin(named);
        MomentsDirectory source = new MomentsDirectory(spark, configuration, named);
        sources.add(source);
        if (byName.put(named, source.shared()) != null) {
          throw new InvalidInputException("--moments names %s twice".formatted(named));
        }
      }
      Federation federation = Federation.of(byName);
      for (MomentsDirectory source : sources.subList(1, sources.size())) {
        sources.get(0).refuseOtherFeatures(spark, configuration, source);
      }
      RunIdentity identity = identity(sources);
      if (output.holdsRun() && output.isComplete(identity.id())) {
        return new FederatedFitOutcome(
            identity.id(), request.output(), true, null, 0, null, List.of());
      }
      try (Staging staging = output.stage()) {
        SolveOutcome solved = fit(sources, federation, staging.directory(), identity.id());
        NewFile.sweep(hadoop(), staging.directory());
        FederatedFitOutcome outcome =
            new FederatedFitOutcome(
                identity.id(),
                request.output(),
                false,
                federation.facts(),
                sources.get(0).blocks().featureCount(),
                solved,
                lowered(sources));
        RunRecord.write(hadoop(), staging.directory(), record(identity, sources, outcome));
        staging.publish();
        return outcome;
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The order in which directories are named doesn't matter. */
  private RunIdentity identity(List<MomentsDirectory> sources) throws IOException {
    ObjectNode options = RunRecord.create();
    options.put("federated", true);
    List<RunInput> inputs = new ArrayList<>();
    for (MomentsDirectory source : sources) {
      inputs.add(source.input(hadoop()));
    }
    inputs.sort(java.util.Comparator.comparing(RunInput::hash));
    return new RunIdentity(options, inputs);
  }

  private SolveOutcome fit(
      List<MomentsDirectory> sources, Federation federation, Path directory, String run)
      throws IOException {
    spark.setJobGroup("chorale", "fitting the model", false);
    StudyFacts facts = federation.facts();
    Blocks blocks = sources.get(0).blocks();
    JavaPairRDD<MomentsKey, BlockMoments> moments = null;
    for (int k = 0; k < sources.size(); k++) {
      JavaPairRDD<MomentsKey, BlockMoments> part =
          StoredMoments.of(
              spark,
              configuration,
              sources.get(k).path(),
              sources.get(k).shared().model(),
              federation.siteOfSources().get(k),
              facts.design(),
              0);
      moments = moments == null ? part : moments.union(part);
    }
    Path target = new Path(directory, ModelFit.MODEL);
    Path status = new Path(directory, ModelFit.STATUS);
    BlockSolver solver =
        facts.specification().method().solver(facts.reference(), facts.penalty(Map.of(), blocks));
    int[] same = new int[facts.sites().size()];
    Arrays.setAll(same, i -> i);
    SolvedBlockWriter writer =
        new SolvedBlockWriter(configuration, target, status, blocks, sources.get(0).names(), facts);
    int[] scans = facts.sites().stream().mapToInt(Site::scans).toArray();
    SolveOutcome solved =
        new FitJob(scans, blocks)
            .run(moments, List.of(new FitJob.Step(facts, same, solver, writer)))
            .get(0);
    ModelJson.write(
        hadoop(),
        target,
        Model.of(
            run,
            null,
            facts,
            sources.get(0).shared().design().idColumn(),
            federation.scans(),
            solved.treatments(),
            blocks),
        Program.VERSION);
    LedgerFiles.write(hadoop(), status, facts.sites(), List.of(), List.of());
    return solved;
  }

  private static List<String> lowered(List<MomentsDirectory> sources) {
    return sources.stream()
        .filter(source -> source.shared().minDisclosure() < Disclosure.DEFAULT_LEAST)
        .map(
            source ->
                "%s has sums over as few as %d scans: its site lowered the rule (%d) for itself"
                    .formatted(
                        source.named(), source.shared().minDisclosure(), Disclosure.DEFAULT_LEAST))
        .toList();
  }

  private ObjectNode record(
      RunIdentity identity, List<MomentsDirectory> sources, FederatedFitOutcome outcome) {
    ObjectNode record = RunRecord.create();
    record.put("run", identity.id());
    record.put("program", "chorale " + Program.VERSION);
    record.put("spark", spark.version());
    record.put("java", Runtime.version().toString());
    record.set("inputs", identity.inputs());
    record.set("options", identity.options());
    ObjectNode rules = record.putObject("min_disclosure");
    sources.forEach(source -> rules.put(source.named(), source.shared().minDisclosure()));
    List<Site> sites = outcome.facts().sites();
    ObjectNode counts = record.putObject("counts");
    counts.put("scans", sites.stream().mapToInt(Site::scans).sum());
    counts.put("sites", sites.size());
    counts.put("features", outcome.features());
    SiteSummary.countsByReason(outcome.solve().summaries())
        .forEach(counts.putObject("feature_site_pairs")::put);
    ObjectNode bySite = record.putObject("sites");
    for (Site site : sites) {
      bySite.putObject(site.label()).put("n", site.scans()).put("method", site.method());
    }
    outcome.solve().warnings().forEach(record.putArray("warnings")::add);
    return record;
  }

  private Configuration hadoop() {
    return spark.hadoopConfiguration();
  }
}
