package org.chorale.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.io.modeldir.ModelSteps;
import org.chorale.io.modeldir.ScanIds;
import org.chorale.io.status.LedgerFiles;
import org.chorale.job.fit.FitJob;
import org.chorale.job.fit.MomentsKey;
import org.chorale.job.fit.RobustBlocks;
import org.chorale.job.fit.ScaledValues;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.job.fit.SolvedBlockWriter;
import org.chorale.job.run.Program;
import org.chorale.job.values.BlockValues;
import org.chorale.model.CodedScans;
import org.chorale.model.Cohort;
import org.chorale.model.Model;
import org.chorale.model.Sequence;
import org.chorale.model.Study;
import org.chorale.model.StudyFacts;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.regression.BlockSolver;

/** Fits what a plan says and writes {@code model/} and {@code status/}. */
final class ModelFit {
  static final String MODEL = "model";
  static final String STATUS = "status";

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;
  private final HarmonisationRequest request;
  private final Source source;
  private final HarmonisationPlan plan;
  private final String parent;

  /**
   * @param parent id of the run whose model this one continues, or null
   */
  ModelFit(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      HarmonisationRequest request,
      Source source,
      HarmonisationPlan plan,
      String parent) {
    this.spark = spark;
    this.configuration = configuration;
    this.request = request;
    this.source = source;
    this.plan = plan;
    this.parent = parent;
  }

  /**
   * Fits.
   *
   * @param directory of the run's output
   * @param run its id
   * @return what came out for every batch variable
   */
  List<SolveOutcome> write(Path directory, String run) throws IOException {
    Sequence sequence = plan.sequence();
    int count = sequence.fitCount();
    Path models = new Path(directory, MODEL);
    Path statuses = new Path(directory, STATUS);
    List<FitJob.Step> steps = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      StudyFacts facts = sequence.facts(k);
      SolvedBlockWriter writer =
          new SolvedBlockWriter(
              configuration,
              of(models, sequence, k),
              of(statuses, sequence, k),
              plan.blocks(),
              source.names(),
              facts);
      BlockSolver solver = facts.specification().method().solver(facts.reference(), plan.penalty());
      FitJob.Step step = new FitJob.Step(facts, sequence.siteOfCells(k), solver, writer);
      steps.add(facts.specification().robust() ? step.robustly(robust(sequence.first())) : step);
    }
    FitJob job = new FitJob(sequence.scansOfCells(), plan.blocks());
    JavaPairRDD<MomentsKey, BlockMoments> moments = source.moments(sequence.coded(), plan.blocks());
    List<SolveOutcome> solved =
        sequence.hasFolds() ? job.runApart(moments, steps) : job.run(moments, steps);
    Configuration hadoop = spark.hadoopConfiguration();
    for (int k = 0; k < count; k++) {
      StudyFacts facts = sequence.facts(k);
      Model model =
          Model.of(
              run,
              parent,
              facts,
              request.idColumn(),
              sequence.scanMoments(k),
              solved.get(k).treatments(),
              plan.blocks());
      Path place = of(models, sequence, k);
      ModelJson.write(hadoop, place, model, Program.VERSION);
      if (request.idHashes() && (k == 0 || sequence.hasFolds())) {
        ScanIds.none().with(run, ids(sequence, k)).write(hadoop, place);
      }
      Cohort cohort = sequence.studies().get(sequence.hasFolds() ? 0 : k).cohort();
      LedgerFiles.write(
          hadoop, of(statuses, sequence, k), facts.sites(), cohort.excluded(), cohort.leftOut());
    }
    if (sequence.hasFolds()) {
      ModelSteps.writeFolds(hadoop, models, sequence.folds(), Program.VERSION);
    } else {
      ModelSteps.write(
          hadoop,
          models,
          sequence.studies().stream().map(s -> s.specification().siteColumns()).toList(),
          Program.VERSION);
    }
    return solved;
  }

  /** What belongs to one of the fits in a directory of the run. */
  static Path of(Path directory, Sequence sequence, int fit) {
    return sequence.hasFolds()
        ? ModelSteps.ofFold(directory, fit)
        : ModelSteps.of(directory, fit, sequence.fitCount());
  }

  /** Of the scans that a fit is made from. */
  private static List<String> ids(Sequence sequence, int fit) {
    CodedScans coded = sequence.coded();
    int[] siteOf = sequence.siteOfCells(fit);
    return IntStream.range(0, coded.groupOf().length)
        .filter(s -> coded.groupOf()[s] != Cohort.OUT && siteOf[coded.groupOf()[s]] >= 0)
        .mapToObj(coded.table()::id)
        .toList();
  }

  private RobustBlocks robust(Study study) {
    BlockValues values =
        new ScaledValues(
            source.values(plan.sequence().coded(), plan.blocks()), source.scales(plan.blocks()));
    return new RobustBlocks(spark, configuration, values, study);
  }
}
