package org.chorale.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelSteps;
import org.chorale.io.status.DomainLedger;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.domain.OutsideFeature;
import org.chorale.job.domain.OutsideValues;
import org.chorale.job.fit.FitJob;
import org.chorale.job.fit.RobustBlocks;
import org.chorale.job.fit.SolvedBlockWriter;
import org.chorale.job.values.BlockValues;
import org.chorale.model.Blocks;
import org.chorale.model.ScanTable;
import org.chorale.model.Sequence;
import org.chorale.model.StudyFacts;
import org.chorale.model.Word;
import org.chorale.stats.regression.BlockSolver;

/**
 * Counts what leaves its domain, or would have left it had the features been harmonised on their
 * own scale. For the latter the same fit is made once more on that scale, as features without a
 * domain share priors with those that have one; its model is thrown away.
 */
final class DomainCheck {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;
  private final Source source;
  private final HarmonisationPlan plan;

  DomainCheck(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      Source source,
      HarmonisationPlan plan) {
    this.spark = spark;
    this.configuration = configuration;
    this.source = source;
    this.plan = plan;
  }

  /**
   * Counts, and lists the features.
   *
   * @param slices of the run
   * @param staging directory of the run's output
   */
  OutsideValues run(ModelSlices slices, Path staging) throws IOException {
    Sequence sequence = plan.sequence();
    Blocks blocks = plan.blocks();
    boolean transforms = plan.study().specification().domains().transforms();
    ModelSlices own = transforms ? onOwnScale(new Path(staging, "_own-scale")) : slices;
    OutsideValues outside =
        OutsideValues.merge(
            source.outside(sequence.coded(), blocks, own), source.scales(blocks), configuration);
    write(outside, sequence.coded().table(), new Path(staging, "status"));
    return outside;
  }

  private ModelSlices onOwnScale(Path scratch) {
    Sequence sequence = plan.sequence();
    int count = sequence.studies().size();
    Path models = new Path(scratch, "model");
    List<FitJob.Step> steps = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      StudyFacts facts = sequence.studies().get(k).facts();
      SolvedBlockWriter writer =
          new SolvedBlockWriter(
              configuration,
              ModelSteps.of(models, k, count),
              ModelSteps.of(new Path(scratch, "status"), k, count),
              plan.blocks(),
              source.names(),
              facts);
      BlockSolver solver = facts.specification().method().solver(facts.reference(), plan.penalty());
      FitJob.Step step = new FitJob.Step(facts, sequence.siteOfCells(k), solver, writer);
      steps.add(facts.specification().robust() ? step.robustly(robust()) : step);
    }
    new FitJob(sequence.scansOfCells(), plan.blocks())
        .run(source.momentsOnOwnScale(sequence.coded(), plan.blocks()), steps);
    return Harmonisation.slices(sequence, plan.blocks(), models);
  }

  private RobustBlocks robust() {
    BlockValues values = source.values(plan.sequence().coded(), plan.blocks());
    return new RobustBlocks(spark, configuration, values, plan.study());
  }

  private void write(OutsideValues outside, ScanTable scans, Path status) throws IOException {
    DomainLedger ledger = new DomainLedger();
    for (OutsideFeature feature : outside.listed()) {
      ledger.add(
          feature.name(),
          Word.of(feature.domain()),
          feature.outside(),
          feature.observed(),
          feature.lowest(),
          feature.highest(),
          scans.id(feature.worstScan()));
    }
    ledger.write(spark.hadoopConfiguration(), status);
  }
}
