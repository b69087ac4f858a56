package org.chorale.job.diagnose;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.job.fit.BlockNames;
import org.chorale.job.values.BlockValues;
import org.chorale.model.Blocks;
import org.chorale.stats.compare.DistanceSums;
import org.chorale.stats.diagnosis.Measure;
import org.chorale.stats.diagnosis.People;
import org.chorale.stats.diagnosis.Projection;
import org.chorale.stats.diagnosis.RunTests;
import org.chorale.stats.scans.FeatureRun;
import org.chorale.stats.scans.ScansBySite;

/** Diagnoses the features of one task. Holds five arrays of a unit's values. */
final class UnitDiagnosis implements Closeable {
  private final Setting setting;
  private final Configuration conf;
  private final int task;
  private final ScansBySite scans;
  private final BlockValues.Reader reader;
  private final HarmonisedValues.Task harmonised;
  private final RunTests tests;
  private final FeatureFiles features;
  private final FeatureFiles covariates;
  private final double[] projectedBefore;
  private final double[] projectedAfter;
  private final DistanceSums distancesBefore;
  private final DistanceSums distancesAfter;

  /** What all tasks share. Travels. */
  record Setting(
      Broadcast<SerializableConfiguration> configuration,
      Broadcast<ScansBySite> scans,
      Blocks blocks,
      BlockNames names,
      List<String> designColumns,
      BlockValues values,
      HarmonisedValues harmonised,
      People people,
      Projection projection,
      FeatureTable table,
      String directory,
      boolean featuresText,
      boolean covariatesText)
      implements Serializable {}

  UnitDiagnosis(Setting setting, int task, String attempt) throws IOException {
    this.setting = setting;
    this.task = task;
    conf = setting.configuration().value().value();
    scans = setting.scans().value();
    reader = setting.values().open(conf, scans);
    boolean twice = setting.harmonised() != null;
    harmonised = twice ? setting.harmonised().open(conf, scans) : null;
    tests = new RunTests(scans, setting.people());
    Path directory = new Path(setting.directory());
    features =
        new FeatureFiles(
            conf,
            directory,
            FeatureTable.FEATURES,
            List.of(),
            setting.table().featureColumns(),
            task,
            attempt,
            setting.featuresText());
    covariates =
        setting.designColumns().isEmpty()
            ? null
            : new FeatureFiles(
                conf,
                directory,
                FeatureTable.COVARIATES,
                List.of("column"),
                setting.table().covariateColumns(),
                task,
                attempt,
                setting.covariatesText());
    int numbers = scans.count() * setting.projection().columns();
    projectedBefore = new double[numbers];
    projectedAfter = twice ? new double[numbers] : null;
    distancesBefore = new DistanceSums(scans.count());
    distancesAfter = twice ? new DistanceSums(scans.count()) : null;
  }

  ProjectedScans run(List<FeatureUnit> units) throws IOException {
    for (FeatureUnit unit : units) {
      run(unit);
    }
    features.publish();
    if (covariates != null) {
      covariates.publish();
    }
    return new ProjectedScans(
        task, 0, projectedBefore, projectedAfter, distancesBefore, distancesAfter);
  }

  private void run(FeatureUnit unit) throws IOException {
    double[] y = new double[scans.count() * unit.count()];
    int found = reader.read(unit.block(), unit.first(), unit.count(), y);
    if (found != scans.count()) {
      throw new IllegalStateException(
          "block %d has values of %d scans, not %d: the input changed while it was read"
              .formatted(unit.block(), found, scans.count()));
    }
    FeatureRun before = new FeatureRun(scans, unit.first(), unit.count(), y);
    List<RunTests.Answers> answers = new ArrayList<>();
    answers.add(take(before, null, unit, projectedBefore, distancesBefore));
    if (harmonised != null) {
      double[] adjusted = new double[y.length];
      harmonised.fill(unit.block(), before, adjusted);
      FeatureRun after = new FeatureRun(scans, unit.first(), unit.count(), adjusted);
      // One unit for both, or a site effect in it would make differences before look small.
      answers.add(take(after, answers.get(0).residualSd(), unit, projectedAfter, distancesAfter));
    }
    write(unit, answers);
  }

  private RunTests.Answers take(
      FeatureRun run,
      double[] inUnits,
      FeatureUnit unit,
      double[] projected,
      DistanceSums distances) {
    RunTests.Answers answers = tests.of(run, inUnits);
    int first = setting.blocks().first(unit.block()) + unit.first();
    int n = scans.count();
    for (int k = 0; k < unit.count(); k++) {
      setting.projection().add(first + k, answers.residuals(), k * n, n, projected);
    }
    distances.add(answers.model());
    return answers;
  }

  private void write(FeatureUnit unit, List<RunTests.Answers> answers) throws IOException {
    String[] ofBlock = setting.names().of(conf, setting.blocks(), unit.block());
    String[] names = Arrays.copyOfRange(ofBlock, unit.first(), unit.first() + unit.count());
    int first = setting.blocks().first(unit.block()) + unit.first();
    long[] indices = LongStream.range(first, first + (long) unit.count()).toArray();
    List<double[]> numbers = new ArrayList<>();
    for (Measure measure : setting.table().measures()) {
      answers.forEach(answer -> numbers.add(answer.of(measure)));
    }
    for (int pair = 0; pair < setting.table().pairs(); pair++) {
      for (RunTests.Answers answer : answers) {
        numbers.add(answer.bias(pair));
      }
    }
    features.write(indices, List.<String[]>of(names), numbers);
    if (covariates != null) {
      writeCovariates(indices, names, answers);
    }
  }

  private void writeCovariates(long[] indices, String[] names, List<RunTests.Answers> answers)
      throws IOException {
    int columns = setting.designColumns().size();
    int rows = indices.length * columns;
    long[] index = new long[rows];
    String[] name = new String[rows];
    String[] column = new String[rows];
    List<double[]> numbers = new ArrayList<>();
    for (int c = 0; c < FeatureTable.EFFECTS.size() * answers.size(); c++) {
      numbers.add(new double[rows]);
    }
    for (int row = 0; row < rows; row++) {
      int k = row / columns;
      int p = row % columns;
      index[row] = indices[k];
      name[row] = names[k];
      column[row] = setting.designColumns().get(p);
      int c = 0;
      for (int effect = 0; effect < FeatureTable.EFFECTS.size(); effect++) {
        for (RunTests.Answers answer : answers) {
          numbers.get(c++)[row] =
              switch (effect) {
                case 0 -> answer.effects().beta(p, k);
                case 1 -> answer.effects().standardError(p, k);
                case 2 -> answer.effects().t(p, k);
                default -> answer.effects().p(p, k);
              };
        }
      }
    }
    covariates.write(index, List.of(name, column), numbers);
  }

  @Override
  public void close() throws IOException {
    features.close();
    if (covariates != null) {
      covariates.close();
    }
    reader.close();
    if (harmonised != null) {
      harmonised.close();
    }
  }
}
