package org.chorale.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.job.fit.FitJob;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.job.fit.SolvedBlockWriter;
import org.chorale.job.run.Program;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Method;
import org.chorale.model.Model;
import org.chorale.model.ModelSite;
import org.chorale.model.NewScanRules;
import org.chorale.model.NewScans;
import org.chorale.model.Site;
import org.chorale.model.Specification;
import org.chorale.model.StudyFacts;
import org.chorale.model.Word;
import org.chorale.stats.bayes.SitePrior;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.moments.ScanMoments;

/**
 * Sites that a model doesn't have, estimated from their own scans: α, β and σ² stay the model's,
 * priors are those of each new site's own features, or {@linkplain SitePrior#pooled pooled} over
 * the sites that the model was fitted to. One pass over their scans; no estimate of the model
 * changes.
 */
final class NewSites {
  private final StoredModel model;
  private final NewScans scans;
  private final List<Site> sites;
  private final SitePrior prior;

  /**
   * Decides how they are treated.
   *
   * @param priors where those of new sites come from
   * @throws InvalidInputException if the model's method gives no effect of a new site, or one has
   *     too few scans and the model was not to harmonise such
   */
  NewSites(StoredModel model, NewScans scans, NewScanRules.Priors priors) {
    this.model = model;
    this.scans = scans;
    this.sites = new ArrayList<>();
    refuseMethods();
    for (String label : scans.unseen(0)) {
      int n =
          IntStream.range(0, scans.groupCount())
              .filter(group -> scans.label(group, 0).equals(label))
              .map(scans::scans)
              .sum();
      sites.add(site(label, n));
    }
    prior = priors == NewScanRules.Priors.OWN ? null : pooled();
  }

  private SitePrior pooled() {
    List<SitePrior> fitted =
        model.first().sites().stream()
            // What was estimated against the model tells nothing of its sites.
            .filter(site -> site.site().reason() != Site.Reason.UNSEEN_SITE)
            .map(ModelSite::treatment)
            .filter(treatment -> treatment.prior() != null)
            .map(
                treatment ->
                    // δ̂ of a site whose scale is not removed may rest on next to nothing.
                    treatment.effects() == Effects.LOCATION_AND_SCALE
                        ? treatment.prior()
                        : treatment.prior().ofLocation())
            .toList();
    if (fitted.isEmpty()) {
      throw new InvalidInputException(
          "--priors model: the model has no parametric priors (--prior %s); say --priors own"
              .formatted(Word.of(specification().prior())));
    }
    SitePrior pooled = SitePrior.pooled(fitted);
    for (Site site : sites) {
      if (site.effects() == Effects.LOCATION_AND_SCALE && !pooled.hasScale()) {
        throw new InvalidInputException(
            "--priors model: of no site of the model the scale was estimated, so it has no prior for that of '%s'; say --priors own"
                .formatted(site.label()));
      }
    }
    return pooled;
  }

  private Specification specification() {
    return model.first().specification();
  }

  private void refuseMethods() {
    if (model.steps().size() > 1) {
      throw new InvalidInputException(
          "a new site can't be estimated against the models of several batch variables: fit them anew with its scans, or say --unseen-site pass-through");
    }
    if (specification().robust()) {
      throw new InvalidInputException(
          "a new site can't be estimated against a robust model; fit anew with its scans, or say --unseen-site pass-through");
    }
    if (specification().method().isScore()) {
      throw new InvalidInputException(
          "a new site can't be estimated by --method %s; fit anew with its scans, or say --unseen-site pass-through"
              .formatted(Word.of(specification().method())));
    }
  }

  private Site site(String label, int n) {
    if (specification().meanOnly() || specification().method() == Method.RESIDUALISE) {
      return new Site(label, n, Effects.LOCATION, Site.Reason.MEAN_ONLY_REQUESTED);
    }
    boolean allMeanOnly =
        model.first().sites().stream()
            .anyMatch(site -> site.site().reason() == Site.Reason.SMALL_SITE_ELSEWHERE);
    if (allMeanOnly) {
      return new Site(label, n, Effects.LOCATION, Site.Reason.SMALL_SITE_ELSEWHERE);
    }
    if (n >= Math.max(2, specification().minScans())) {
      return new Site(label, n, Effects.LOCATION_AND_SCALE, Site.Reason.UNSEEN_SITE);
    }
    return switch (specification().smallSite()) {
      case MEAN_ONLY, ALL_MEAN_ONLY ->
          new Site(label, n, Effects.LOCATION, Site.Reason.BELOW_MIN_SCANS);
      case EXCLUDE, FAIL ->
          throw new InvalidInputException(
              "the new site '%s' has %d scans; the model takes no site with fewer than %d: leave it out, or say --unseen-site pass-through"
                  .formatted(label, n, Math.max(2, specification().minScans())));
    };
  }

  /** The sites, in the order of their labels. */
  List<Site> sites() {
    return sites;
  }

  /**
   * Estimates them and writes a model of them alone.
   *
   * @param directory of that model
   * @param status of the ledger
   * @param run id of the run
   * @return what came out
   */
  SolveOutcome write(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      Source source,
      Path directory,
      Path status,
      String run)
      throws IOException {
    Model first = model.first();
    Blocks blocks = source.blocksOf(model.blocks());
    CodedScans coded = scans.only(sites.stream().map(Site::label).toList());
    StudyFacts facts = new StudyFacts(specification(), first.design(), sites);
    SolvedBlockWriter writer =
        new SolvedBlockWriter(configuration, directory, status, blocks, source.names(), facts);
    FrozenSolver solver =
        new FrozenSolver(
            configuration, model.steps().get(0), first.blocksPerFile(), first.design().penalised());
    int[] sizes = sites.stream().mapToInt(Site::scans).toArray();
    int[] same = IntStream.range(0, sizes.length).toArray();
    FitJob.Step step = new FitJob.Step(facts, same, solver, writer).under(prior);
    SolveOutcome solved =
        new FitJob(sizes, blocks).run(source.moments(coded, blocks), List.of(step)).get(0);
    Model ofSites =
        Model.of(
            run,
            first.run(),
            facts,
            first.idColumn(),
            scanMoments(coded, sizes.length),
            solved.treatments(),
            blocks);
    ModelJson.write(spark.hadoopConfiguration(), directory, ofSites, Program.VERSION);
    return solved;
  }

  private static List<ScanMoments> scanMoments(CodedScans coded, int siteCount) {
    ScanMoments[] moments = new ScanMoments[siteCount];
    Arrays.setAll(moments, i -> new ScanMoments(coded.covariateCount()));
    for (int s = 0; s < coded.groupOf().length; s++) {
      if (coded.groupOf()[s] >= 0) {
        moments[coded.groupOf()[s]].add(coded.z(), s * coded.covariateCount());
      }
    }
    return List.of(moments);
  }
}
