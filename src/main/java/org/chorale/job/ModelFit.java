package org.chorale.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.io.modeldir.ModelSteps;
import org.chorale.io.modeldir.ScanIds;
import org.chorale.io.status.LedgerFiles;
import org.chorale.job.fit.FitJob;
import org.chorale.job.fit.RobustBlocks;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.job.fit.SolvedBlockWriter;
import org.chorale.job.run.Program;
import org.chorale.job.values.BlockValues;
import org.chorale.job.values.ScaledValues;
import org.chorale.model.CodedScans;
import org.chorale.model.Cohort;
import org.chorale.model.Model;
import org.chorale.model.Sequence;
import org.chorale.model.Study;
import org.chorale.model.StudyFacts;
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

  ModelFit(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      HarmonisationRequest request,
      Source source,
      HarmonisationPlan plan) {
    this.spark = spark;
    this.configuration = configuration;
    this.request = request;
    this.source = source;
    this.plan = plan;
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
    int count = sequence.studies().size();
    Path models = new Path(directory, MODEL);
    Path statuses = new Path(directory, STATUS);
    List<FitJob.Step> steps = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      Study study = sequence.studies().get(k);
      SolvedBlockWriter writer =
          new SolvedBlockWriter(
              configuration,
              ModelSteps.of(models, k, count),
              ModelSteps.of(statuses, k, count),
              plan.blocks(),
              source.names(),
              study.facts());
      StudyFacts facts = study.facts();
      BlockSolver solver = facts.specification().method().solver(facts.reference(), plan.penalty());
      FitJob.Step step = new FitJob.Step(facts, sequence.siteOfCells(k), solver, writer);
      steps.add(facts.specification().robust() ? step.robustly(robust(study)) : step);
    }
    List<SolveOutcome> solved =
        new FitJob(sequence.scansOfCells(), plan.blocks())
            .run(source.moments(sequence.coded(), plan.blocks()), steps);
    Configuration hadoop = spark.hadoopConfiguration();
    for (int k = 0; k < count; k++) {
      Study study = sequence.studies().get(k);
      Model model =
          Model.of(
              run,
              null,
              study.facts(),
              request.idColumn(),
              study.scanMoments(),
              solved.get(k).treatments(),
              plan.blocks());
      ModelJson.write(hadoop, ModelSteps.of(models, k, count), model, Program.VERSION);
      Cohort cohort = study.cohort();
      LedgerFiles.write(
          hadoop,
          ModelSteps.of(statuses, k, count),
          cohort.sites(),
          cohort.excluded(),
          cohort.leftOut());
    }
    if (request.idHashes()) {
      ScanIds.none().with(run, ids(sequence)).write(hadoop, ModelSteps.of(models, 0, count));
    }
    ModelSteps.write(
        hadoop,
        models,
        sequence.studies().stream().map(s -> s.specification().siteColumns()).toList(),
        Program.VERSION);
    return solved;
  }

  private static List<String> ids(Sequence sequence) {
    CodedScans coded = sequence.coded();
    return IntStream.range(0, coded.groupOf().length)
        .filter(s -> coded.groupOf()[s] != Cohort.OUT)
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
