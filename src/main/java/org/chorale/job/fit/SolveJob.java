package org.chorale.job.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.chorale.model.Site;
import org.chorale.model.StudyFacts;
import org.chorale.stats.bayes.JointChange;
import org.chorale.stats.bayes.ParametricPosterior;
import org.chorale.stats.bayes.PriorMoments;
import org.chorale.stats.bayes.SitePrior;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.bayes.StopRule;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.nonparametric.NonParametricPrior;
import org.chorale.stats.regression.BlockSolver;
import scala.Tuple2;

/**
 * From moments to the estimates for one batch variable.
 *
 * <p>A task solves one block at a time and keeps the solved ones (S·V·(P+5) numbers in all, spilled
 * to disk as memory wants). Priors are merged by site in the order of blocks, in tasks; the joint
 * stop is an element-wise maximum of S·K numbers: the driver holds S numbers of each, whatever V
 * is; of non-parametric priors what {@link SiteDraws} says. Penalty and treatments are broadcast. A
 * last pass over the solved blocks computes the posterior and writes the model. No scan is read,
 * but for robust effects, which {@link RobustBlocks} tells of.
 */
final class SolveJob implements AutoCloseable {
  /** The joint stop is looked for among so many steps first: few sites need more than 16. */
  private static final int[] STEPS_RECORDED = {16, 64, ParametricPosterior.MOST_JOINT_STEPS};

  private final StudyFacts study;
  private final SolvedBlockWriter writer;
  private final RobustBlocks robust;
  private final SitePrior prior;
  private final Broadcast<BlockSolver> solver;
  private final JavaRDD<SolvedBlock> merged;
  private final JavaRDD<SolvedBlock> solved;
  private final List<String> warnings = new ArrayList<>();

  /**
   * Prepares the job.
   *
   * @param step what is fitted, and what a task does with its blocks
   * @param groups moments of the groups of scans, block by block
   */
  SolveJob(FitJob.Step step, JavaRDD<BlockMoments[]> groups) {
    this.study = step.facts();
    this.writer = step.writer();
    this.robust = step.robust();
    this.prior = step.prior();
    int[] siteOfGroup = step.siteOfGroup();
    Broadcast<BlockSolver> shared =
        JavaSparkContext.fromSparkContext(groups.context()).broadcast(step.solver());
    this.solver = shared;
    JavaRDD<SolvedBlock> fitted =
        groups.map(moments -> SolvedBlock.of(moments, siteOfGroup, shared.value()));
    this.merged =
        (robust == null ? fitted : fitted.mapPartitions(robust::refit))
            .persist(StorageLevel.MEMORY_AND_DISK());
    this.solved = divided(study.reference());
  }

  /** Solves and writes. */
  SolveOutcome run() {
    List<SiteTreatment> treatments = treatments();
    return new SolveOutcome(treatments, write(treatments), List.copyOf(warnings));
  }

  /** Moments of the groups once their scans are adjusted; lazy. */
  JavaRDD<BlockMoments[]> adjusted(List<SiteTreatment> treatments) {
    return solved.map(block -> block.adjusted(treatments));
  }

  /** Forgets the solved blocks. */
  @Override
  public void close() {
    merged.unpersist();
    solver.destroy();
  }

  /** With the divisor of σ² that the tool to be reproduced has. */
  private JavaRDD<SolvedBlock> divided(int reference) {
    boolean bySample =
        study.specification().compat().dividesBySampleIfAnyIsMissing()
            && solver.value().estimatesVariance()
            && merged.map(SolvedBlock::hasGaps).reduce((a, b) -> a || b);
    return bySample ? merged.map(block -> block.dividedBySample(reference)) : merged;
  }

  private List<SiteTreatment> treatments() {
    return switch (study.specification().prior()) {
      case PARAMETRIC -> parametric(prior == null ? priors() : given());
      case NONPARAMETRIC -> nonParametric(SiteDraws.priors(solved, study.sites()));
      case NONE ->
          study.sites().stream()
              .map(site -> SiteTreatment.raw(site.effects()))
              .collect(Collectors.toCollection(ArrayList::new));
    };
  }

  private List<SitePrior> given() {
    List<SitePrior> priors = new ArrayList<>();
    for (Site site : study.sites()) {
      priors.add(
          switch (site.effects()) {
            case LOCATION_AND_SCALE -> prior;
            case LOCATION -> prior.ofLocation();
            case NONE -> null;
          });
    }
    return priors;
  }

  /** Parametric priors by site; null where there is none. */
  private List<SitePrior> priors() {
    List<Site> sites = study.sites();
    int siteCount = sites.size();
    JavaPairRDD<SiteBlock, PriorMoments> bySiteAndBlock =
        solved.flatMapToPair(
            block -> {
              List<Tuple2<SiteBlock, PriorMoments>> ofBlock = new ArrayList<>();
              for (int i = 0; i < siteCount; i++) {
                ofBlock.add(
                    new Tuple2<>(
                        new SiteBlock(i, block.fit().block()),
                        new PriorMoments().add(block.fit(), i)));
              }
              return ofBlock.iterator();
            });
    List<PriorMoments> merged = BySite.merge(bySiteAndBlock, siteCount, PriorMoments::merge);
    List<SitePrior> priors = new ArrayList<>();
    for (int i = 0; i < siteCount; i++) {
      SiteTreatment.Effects effects = sites.get(i).effects();
      priors.add(
          effects == SiteTreatment.Effects.NONE
              ? null
              : SitePrior.of(merged.get(i), effects == SiteTreatment.Effects.LOCATION_AND_SCALE));
    }
    warnOfSitesWithout(priors);
    return priors;
  }

  /** The sites, but for a reference site, that have no prior though one is wanted. */
  private void warnOfSitesWithout(List<?> priors) {
    List<Site> sites = study.sites();
    List<String> without = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      if (priors.get(i) == null && sites.get(i).effects() != SiteTreatment.Effects.NONE) {
        without.add("'" + sites.get(i).label() + "'");
      }
    }
    if (!without.isEmpty()) {
      warnings.add(
          "a prior needs at least %d usable features: no empirical Bayes at %s"
              .formatted(
                  SitePrior.FEWEST_FEATURES,
                  without.size() < sites.size() ? String.join(", ", without) : "any site"));
    }
  }

  private List<SiteTreatment> nonParametric(List<NonParametricPrior> priors) {
    warnOfSitesWithout(priors);
    List<SiteTreatment> treatments = new ArrayList<>();
    for (int i = 0; i < priors.size(); i++) {
      SiteTreatment.Effects effects = study.sites().get(i).effects();
      treatments.add(
          priors.get(i) == null
              ? SiteTreatment.raw(effects)
              : SiteTreatment.nonParametric(effects, priors.get(i)));
    }
    return treatments;
  }

  private List<SiteTreatment> parametric(List<SitePrior> priors) {
    List<Site> sites = study.sites();
    int[] steps = new int[sites.size()];
    if (study.specification().stopRule() != StopRule.CONVERGED) {
      steps = jointSteps(priors);
    }
    List<SiteTreatment> treatments = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      SiteTreatment.Effects effects = sites.get(i).effects();
      SitePrior prior = priors.get(i);
      if (prior == null) {
        treatments.add(SiteTreatment.raw(effects));
      } else if (study.specification().stopRule() == StopRule.CONVERGED) {
        treatments.add(SiteTreatment.converged(effects, prior));
      } else {
        treatments.add(SiteTreatment.after(steps[i], effects, prior));
      }
    }
    return treatments;
  }

  /** Steps that the references' joint stop takes at each site. */
  private int[] jointSteps(List<SitePrior> priors) {
    List<Site> sites = study.sites();
    StopRule rule = study.specification().stopRule();
    int[] steps = new int[sites.size()];
    for (int recorded : STEPS_RECORDED) {
      SitePrior[] open = new SitePrior[sites.size()];
      boolean any = false;
      for (int i = 0; i < open.length; i++) {
        boolean iterates = sites.get(i).effects() == SiteTreatment.Effects.LOCATION_AND_SCALE;
        open[i] = iterates && steps[i] == 0 ? priors.get(i) : null;
        any |= open[i] != null;
      }
      if (!any) {
        break;
      }
      JointChange[] changes = jointChanges(open, recorded);
      for (int i = 0; i < open.length; i++) {
        if (open[i] != null && changes[i].stepsTaken(rule) != JointChange.NONE) {
          steps[i] = changes[i].stepsTaken(rule);
        } else if (open[i] != null && recorded == ParametricPosterior.MOST_JOINT_STEPS) {
          steps[i] = recorded;
          warnings.add(
              String.format(
                  Locale.ROOT,
                  "site '%s': the empirical Bayes iteration still changes by %.2g after %d steps; kept as it is",
                  sites.get(i).label(),
                  changes[i].last(),
                  recorded));
        }
      }
    }
    return steps;
  }

  private JointChange[] jointChanges(SitePrior[] open, int recorded) {
    BlockEffects effects = effects(true);
    return solved
        .mapPartitions(
            part -> {
              JointChange[] own = new JointChange[open.length];
              Arrays.setAll(own, i -> new JointChange(recorded));
              try (BlockEffects.Task task = effects.open()) {
                while (part.hasNext()) {
                  task.recordChanges(part.next().fit(), open, own);
                }
              }
              return Collections.singleton(own).iterator();
            })
        // A maximum is exact: the order of arrival can't be seen in it.
        .reduce(
            (a, b) -> {
              for (int i = 0; i < a.length; i++) {
                a[i].merge(b[i]);
              }
              return a;
            });
  }

  /** What gives posteriors: values are read only for an iteration. */
  private BlockEffects effects(boolean iterates) {
    return robust != null && iterates ? robust : BlockEffects.ofMoments();
  }

  private List<SiteSummary> write(List<SiteTreatment> treatments) {
    SolvedBlockWriter perTask = writer;
    BlockEffects effects = effects(treatments.stream().anyMatch(SiteTreatment::iterates));
    // Priors of many draws are large: sent to an executor once, not with each task.
    Broadcast<List<SiteTreatment>> shared =
        JavaSparkContext.fromSparkContext(solved.context()).broadcast(treatments);
    try {
      return BySite.merge(
          solved
              .mapPartitionsWithIndex(
                  (part, block) -> perTask.write(part, block, shared.value(), effects), true)
              .mapToPair(summary -> summary),
          treatments.size(),
          SiteSummary::merge);
    } finally {
      shared.destroy();
    }
  }
}
