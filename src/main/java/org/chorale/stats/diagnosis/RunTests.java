package org.chorale.stats.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.chorale.stats.compare.CovariateEffects;
import org.chorale.stats.compare.SiteComparison;
import org.chorale.stats.compare.SiteModel;
import org.chorale.stats.compare.TestOutcome;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.rank.Centre;
import org.chorale.stats.rank.ValueTests;
import org.chorale.stats.repeat.SubjectSlopes;
import org.chorale.stats.repeat.TravellingSubjects;
import org.chorale.stats.scans.FeatureRun;
import org.chorale.stats.scans.ScansBySite;

/**
 * What there is to say of a run of features in one state of their values.
 *
 * <p>Tests of location by ranks and the residuals of plots are of a = y − zᵀβ, site effect left in;
 * tests of scale by values are of r = a − bᵢ, with β and bᵢ of the model of site and covariates.
 * ComBatFamQC does the same.
 */
public final class RunTests {
  private final ScansBySite scans;
  private final People people;
  private final int[] siteOf;
  private final ValueTests ranks;
  private final double[] residual;

  /**
   * Scratch for one task.
   *
   * @param people who the scans are of; null if nobody is named
   */
  public RunTests(ScansBySite scans, People people) {
    this.scans = scans;
    this.people = people;
    this.siteOf = scans.siteOfPlaces();
    this.ranks = new ValueTests(scans.count(), scans.siteCount());
    this.residual = new double[scans.count()];
  }

  /** The answers about one run. */
  public static final class Answers {
    private final Map<Measure, double[]> measures = new EnumMap<>(Measure.class);
    private final SiteModel model;
    private final CovariateEffects effects;
    private final double[] a;
    private final double[][] bias;

    private Answers(int count, SiteModel model, double[] a, int pairs) {
      this.model = model;
      this.effects = new CovariateEffects(model);
      this.a = a;
      this.bias = new double[pairs][count];
      for (Measure measure : Measure.values()) {
        double[] values = new double[count];
        Arrays.fill(values, Double.NaN);
        measures.put(measure, values);
      }
    }

    /** A measure of every feature of the run; NaN where it can't be had. */
    public double[] of(Measure measure) {
      return measures.get(measure);
    }

    /** The model of site and covariates. */
    public SiteModel model() {
      return model;
    }

    /** Effects of the covariates. */
    public CovariateEffects effects() {
      return effects;
    }

    /** √(RSS/df) of site and covariates, of every feature. */
    public double[] residualSd() {
      double[] sd = new double[model.featureCount()];
      Arrays.setAll(sd, this::residualSd);
      return sd;
    }

    private double residualSd(int k) {
      return Math.sqrt(model.squares(k) / model.residualDegreesOfFreedom(k));
    }

    /** a = y − zᵀβ, {@code [k*N + place]}, NaN where the value is missing or β is. */
    public double[] residuals() {
      return a;
    }

    /** Bland–Altman bias of a pair of sites, in units given, of every feature. */
    public double[] bias(int pair) {
      return bias[pair];
    }

    private void put(SiteTest test, int k, TestOutcome outcome) {
      of(test.statistic())[k] = outcome.statistic();
      of(test.p())[k] = outcome.p();
    }
  }

  /**
   * Asks everything of a run.
   *
   * @param unit in which differences between scans of a person are told, of every feature; null:
   *     the residual standard deviation of these values
   */
  public Answers of(FeatureRun run, double[] unit) {
    int count = run.end() - run.first();
    List<BlockMoments> moments = moments(run.values(), count);
    SiteModel model = SiteModel.of(moments);
    SiteComparison comparison = SiteComparison.of(moments, model);
    double[] a = residuals(run.values(), model, count);
    Answers answers = new Answers(count, model, a, people == null ? 0 : people.pairs().length);
    for (int k = 0; k < count; k++) {
      fromMoments(answers, comparison, k);
      fromValues(answers, k);
      if (people != null) {
        ofPeople(answers, run.values(), k, unit == null ? answers.residualSd(k) : unit[k]);
      }
    }
    return answers;
  }

  private List<BlockMoments> moments(double[] y, int count) {
    int n = scans.count();
    int covariates = scans.covariateCount();
    double[] row = new double[count];
    List<BlockMoments> moments = new ArrayList<>();
    for (int i = 0; i < scans.siteCount(); i++) {
      BlockMoments site = new BlockMoments(i, 0, count, covariates);
      for (int place = scans.first(i); place < scans.first(i + 1); place++) {
        for (int k = 0; k < count; k++) {
          row[k] = y[k * n + place];
        }
        site.addScan(scans.z(), place * covariates, row, 0);
      }
      moments.add(site);
    }
    return moments;
  }

  private double[] residuals(double[] y, SiteModel model, int count) {
    int n = scans.count();
    double[] a = new double[count * n];
    double[] beta = new double[scans.covariateCount()];
    for (int k = 0; k < count; k++) {
      int feature = k;
      Arrays.setAll(beta, p -> model.beta(p, feature));
      for (int place = 0; place < n; place++) {
        a[k * n + place] = y[k * n + place] - scans.fixed(place, 0, beta);
      }
    }
    return a;
  }

  private static void fromMoments(Answers answers, SiteComparison comparison, int k) {
    answers.put(SiteTest.ANOVA, k, comparison.anova(k));
    answers.put(SiteTest.LIKELIHOOD_RATIO, k, comparison.likelihoodRatio(k));
    answers.put(SiteTest.BARTLETT, k, comparison.bartlett(k));
    answers.of(Measure.PARTIAL_ETA2)[k] = comparison.partialEta2(k);
    answers.of(Measure.SITE_VARIANCE_SHARE)[k] = comparison.varianceShare(k);
    answers.of(Measure.SITE_VARIANCE_RATIO)[k] = comparison.varianceRatio(k);
    answers.of(Measure.ADJUSTED_R2)[k] = comparison.adjustedR2(k);
    answers.of(Measure.ADJUSTED_R2_WITHOUT_SITE)[k] = comparison.adjustedR2WithoutSite(k);
    double degreesOfFreedom = comparison.model().scans(k) - 1;
    answers.of(Measure.SD)[k] = Math.sqrt(comparison.squaresTotal(k) / degreesOfFreedom);
  }

  private void fromValues(Answers answers, int k) {
    int n = scans.count();
    ranks.of(answers.a, k * n, siteOf);
    answers.put(SiteTest.KRUSKAL_WALLIS, k, ranks.kruskalWallis());
    for (int place = 0; place < n; place++) {
      residual[place] = answers.a[k * n + place] - answers.model.intercept(siteOf[place], k);
    }
    ranks.of(residual, 0, siteOf);
    answers.put(SiteTest.LEVENE, k, ranks.levene(Centre.MEDIAN));
    answers.put(SiteTest.LEVENE_MEAN, k, ranks.levene(Centre.MEAN));
    answers.put(SiteTest.FLIGNER_KILLEEN, k, ranks.fligner());
  }

  private void ofPeople(Answers answers, double[] y, int k, double sd) {
    int n = scans.count();
    if (people.travellers() > 0) {
      TravellingSubjects table = new TravellingSubjects(people.table(y, k * n), people.columns());
      answers.of(Measure.WITHIN_DIFFERENCE)[k] = table.meanAbsoluteDifference() / sd;
      answers.of(Measure.ICC21)[k] = table.agreement();
      answers.of(Measure.ICC31)[k] = table.consistency();
      answers.of(Measure.WITHIN_VARIATION)[k] = table.coefficientOfVariation();
      for (int pair = 0; pair < answers.bias.length; pair++) {
        int[] sites = people.pairs()[pair];
        answers.bias[pair][k] =
            table.between(people.column(sites[0]), people.column(sites[1])).bias() / sd;
      }
    }
    if (people.hasTime()) {
      SubjectSlopes slopes =
          SubjectSlopes.of(
              Arrays.copyOfRange(y, k * n, (k + 1) * n),
              people.time(),
              people.personOf(),
              people.count());
      answers.of(Measure.SLOPE_MEAN)[k] = slopes.mean() / sd;
      answers.of(Measure.SLOPE_SD)[k] = slopes.sd() / sd;
    }
  }
}
