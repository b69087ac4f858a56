package org.chorale.job.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.model.Cohort;
import org.chorale.model.ScanTable;
import org.chorale.model.Study;
import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.Components;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.Distances;
import org.chorale.model.diagnosis.EffectMap;
import org.chorale.model.diagnosis.HeatMap;
import org.chorale.model.diagnosis.ResidualPlot;
import org.chorale.model.diagnosis.SiteClassifier;
import org.chorale.stats.compare.DistanceSums;
import org.chorale.stats.diagnosis.People;
import org.chorale.stats.diagnosis.Projection;
import org.chorale.stats.scans.ScansBySite;

/**
 * Diagnoses a run. One pass over the values, before and after side by side; then the model, site by
 * site; then what the driver makes of the table of features, a column at a time, and of projected
 * scans.
 */
public final class DiagnosisJob {
  /** Columns that stand for features, unless scans are so many that fewer must do. */
  private static final int MOST_COLUMNS = 256;

  private static final int FEWEST_COLUMNS = 16;

  /** Numbers of all projected scans. */
  private static final int MOST_PROJECTED = 1 << 22;

  /** Features whose residuals are shown. */
  private static final int SHOWN_FEATURES = 5;

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;
  private final DiagnosisRequest request;

  /** On a running Spark. */
  public DiagnosisJob(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      DiagnosisRequest request) {
    this.spark = spark;
    this.configuration = configuration;
    this.request = request;
  }

  /**
   * Diagnoses.
   *
   * @param directory receives the tables
   * @throws org.chorale.model.InvalidInputException if a time is no number, or scans harmonised
   *     elsewhere are others
   */
  public Diagnosis run(DiagnosedRun run, Path directory) throws IOException {
    Study study = run.study();
    int[] siteOf = IntStream.range(0, study.scans().size()).map(study.cohort()::site).toArray();
    ScansBySite scans =
        new ScansBySite(
            siteOf, study.cohort().sites().size(), study.z(), study.design().columnCount());
    Broadcast<ScansBySite> broadcast = spark.broadcast(scans);
    People people = ScanPeople.of(study, scans, request);
    HarmonisedValues harmonised = harmonised(run, scans);
    Projection projection =
        new Projection(
            Math.max(FEWEST_COLUMNS, Math.min(MOST_COLUMNS, MOST_PROJECTED / scans.count())),
            run.blocks().featureCount(),
            request.seed());

    describe("testing every feature");
    ProjectedScans projected =
        new FeatureDiagnosisJob(
                spark,
                configuration,
                broadcast,
                run.blocks(),
                run.names(),
                study.design().columns())
            .run(run.values(), harmonised, people, projection, directory);

    FeatureTable table = new FeatureTable(people, harmonised != null);
    FeatureColumns features =
        new FeatureColumns(spark.hadoopConfiguration(), directory, FeatureTable.FEATURES);
    FeatureSummaries summaries = new FeatureSummaries(features, table.states());
    describe("looking at sites");
    FeatureGroups groups = groups(features, run.blocks(), scans.siteCount());
    List<SiteEffects> effects =
        new SiteEffectsJob(spark, configuration)
            .run(run.model(), run.blocks(), run.solved().treatments(), groups);
    SiteRows rows = new SiteRows(study);
    describe("looking at components");
    BeforeAfter<ScanScores> scores =
        new BeforeAfter<>(projected.before(), projected.after())
            .map(one -> ScanScores.of(spark, one, projection.columns(), projection.width()));
    PeopleSummaries ofPeople = new PeopleSummaries(people, summaries, study, request);
    List<String> notes = new ArrayList<>();
    notes(notes, projection, run);
    Diagnosis diagnosis =
        new Diagnosis(
            run.summary(),
            rows.sites(run.solved(), effects),
            covariates(directory, summaries, features, study, harmonised != null),
            rows.overlaps(),
            summaries.tests(),
            summaries.effectSizes(),
            residuals(run, scans, broadcast, projected, projection, summaries, harmonised),
            heatMap(features, groups, effects),
            components(scores, scans),
            distances(projected, scores, scans.siteCount()),
            classifiers(projected, projection, scans, people, notes),
            ofPeople.travelling(),
            ofPeople.slopes(),
            maps(run, features, table.states(), scans.siteCount()),
            notes);
    DiagnosisJson.write(spark.hadoopConfiguration(), directory, diagnosis);
    return diagnosis;
  }

  private HarmonisedValues harmonised(DiagnosedRun run, ScansBySite scans) {
    if (run.elsewhere() != null) {
      int[] places = places(run.study(), run.elsewhere().coded(), scans);
      return new OtherHarmonised(
          run.elsewhere().values(), spark.broadcast(scans.inOrderOf(places)));
    }
    return run.slices() == null
        ? null
        : new ModelHarmonised(
            run.slices(), run.blocks(), spark.broadcast(run.coded().groupOf().clone()));
  }

  /** Places of another table's scans, by id; −1 of a scan that takes no part. */
  private static int[] places(Study study, CodedScans other, ScansBySite scans) {
    Map<String, Integer> placeOf = new HashMap<>();
    for (int s = 0; s < study.scans().size(); s++) {
      if (study.cohort().site(s) != Cohort.OUT) {
        placeOf.put(study.scans().id(s), scans.place(s));
      }
    }
    ScanTable table = other.table();
    int[] places = new int[table.size()];
    Arrays.setAll(places, s -> placeOf.getOrDefault(table.id(s), -1));
    return places;
  }

  private static FeatureGroups groups(FeatureColumns features, Blocks blocks, int siteCount)
      throws IOException {
    int count = blocks.featureCount();
    return FeatureGroups.areFew(count)
        ? FeatureGroups.each(features.texts("name", IntStream.range(0, count).toArray()))
        : FeatureGroups.runs(count, siteCount);
  }

  private static HeatMap heatMap(
      FeatureColumns features, FeatureGroups groups, List<SiteEffects> effects) throws IOException {
    int[] firsts = groups.firsts();
    int[] ascending = Arrays.stream(firsts).sorted().toArray();
    List<String> sorted = features.texts("name", ascending);
    List<String> names =
        Arrays.stream(firsts)
            .mapToObj(first -> sorted.get(Arrays.binarySearch(ascending, first)))
            .toList();
    return new HeatMap(
        names,
        groups.mostFeatures(),
        effects.stream().map(site -> SiteRows.boxed(site.gammaStar())).toList(),
        effects.stream().map(site -> SiteRows.boxed(site.logDeltaStar())).toList());
  }

  private List<EffectMap> maps(
      DiagnosedRun run, FeatureColumns features, List<String> states, int siteCount)
      throws IOException {
    EffectMaps maps = EffectMaps.of(spark.hadoopConfiguration(), run.matrix());
    if (maps == null) {
      return List.of();
    }
    describe("drawing maps");
    maps.addStatistic(features, states);
    maps.addEffects(
        new MeanEffectsJob(spark, configuration).run(run.model(), run.blocks(), siteCount));
    return maps.all();
  }

  private List<org.chorale.model.diagnosis.CovariateDiagnosis> covariates(
      Path directory,
      FeatureSummaries summaries,
      FeatureColumns features,
      Study study,
      boolean harmonised)
      throws IOException {
    if (study.design().columnCount() == 0) {
      return List.of();
    }
    FeatureColumns effects =
        new FeatureColumns(spark.hadoopConfiguration(), directory, FeatureTable.COVARIATES);
    return new CovariateSummaries(summaries, effects, features, study, harmonised).all();
  }

  private List<ResidualPlot> residuals(
      DiagnosedRun run,
      ScansBySite scans,
      Broadcast<ScansBySite> broadcast,
      ProjectedScans projected,
      Projection projection,
      FeatureSummaries summaries,
      HarmonisedValues harmonised)
      throws IOException {
    ResidualPlots plots = new ResidualPlots(scans);
    List<ResidualPlot> all = new ArrayList<>();
    all.add(plots.ofScans(projected, projection.columns()));
    all.addAll(
        plots.ofFeatures(
            spark,
            configuration,
            broadcast,
            summaries.mostAffected(SHOWN_FEATURES),
            run.values(),
            harmonised,
            run.blocks(),
            run.names()));
    return all;
  }

  private static BeforeAfter<Components> components(
      BeforeAfter<ScanScores> scores, ScansBySite scans) {
    int[] siteOf = scans.siteOfPlaces();
    return scores.map(one -> one.components(siteOf, scans.siteCount()));
  }

  private static BeforeAfter<Distances> distances(
      ProjectedScans projected, BeforeAfter<ScanScores> scores, int siteCount) {
    return new BeforeAfter<>(
        distances(projected.distancesBefore(), scores.before(), siteCount),
        projected.distancesAfter() == null
            ? null
            : distances(projected.distancesAfter(), scores.after(), siteCount));
  }

  private static Distances distances(DistanceSums sums, ScanScores scores, int siteCount) {
    return new Distances(sums.statistic(), sums.pseudoR2(), sums.p(scores.shares(), siteCount));
  }

  private List<SiteClassifier> classifiers(
      ProjectedScans projected,
      Projection projection,
      ScansBySite scans,
      People people,
      List<String> notes) {
    CrossValidation validation =
        CrossValidation.of(
            scans.siteOfPlaces(),
            scans.siteCount(),
            people == null ? null : people.personOf(),
            request.seed());
    List<SiteClassifier> classifiers = new ArrayList<>();
    if (!validation.isPossible()) {
      notes.add(
          "No classifier was trained: fewer than two sites have %d people."
              .formatted(CrossValidation.FOLDS));
      return classifiers;
    }
    SparkSession session = SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
    for (ClassifierKind kind : request.classifiers()) {
      describe("letting a %s tell the site".formatted(kind.title()));
      classifiers.add(
          new SiteClassifierJob(session, validation, projection, request.seed())
              .run(kind, projected));
    }
    if (!classifiers.isEmpty() && people != null) {
      notes.add(
          "Permutations of sites treat several scans of a person as scans of several people: their bound is too narrow where there are many.");
    }
    if (!classifiers.isEmpty() && validation.places().length < scans.count()) {
      notes.add(
          "Classifiers met %,d of %,d scans, taken at random from sites with %d people or more."
              .formatted(validation.places().length, scans.count(), CrossValidation.FOLDS));
    }
    return classifiers;
  }

  private static void notes(List<String> notes, Projection projection, DiagnosedRun run) {
    if (projection.isRandom()) {
      notes.add(
          "Principal components, the p value of distances and classifiers are of %,d random projections of the %,d features."
              .formatted(projection.width(), run.blocks().featureCount()));
    }
    if (!run.study().specification().thenColumns().isEmpty()) {
      notes.add(
          "Sites are those of the first batch variable, %s; values after are those after all of them."
              .formatted(String.join(" + ", run.study().specification().siteColumns())));
    }
    if (run.study().specification().foldColumn() != null) {
      notes.add(
          "Every scan is harmonised by the model that has not seen its fold; sites, priors and the heat map are of the model without the first fold.");
    }
    if (run.study().specification().domains().transforms()) {
      notes.add("Features with a domain are looked at on the scale on which they are harmonised.");
    }
    if (run.elsewhere() != null) {
      notes.add(
          "Values after were harmonised elsewhere; site effects, priors, the heat map and the maps of γ* and δ* are of ComBat fitted here to the values before.");
    }
    if (run.blocks().featureCount() > FeatureDiagnosisJob.MOST_TEXT_ROWS) {
      notes.add(
          "The table of features is Parquet only: CSV ends at %,d rows."
              .formatted(FeatureDiagnosisJob.MOST_TEXT_ROWS));
    }
  }

  private void describe(String stage) {
    spark.setJobGroup("chorale", stage, false);
  }
}
