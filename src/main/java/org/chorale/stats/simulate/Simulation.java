package org.chorale.stats.simulate;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.chorale.stats.simulate.Streams.Purpose;

/**
 * A simulated study: y = α + β_age·(age − 45) + β_sex·[sex = M] + σ(γ + √δ ε), with γ and δ of
 * every site and feature drawn from the site's priors (normal, inverse gamma). Sites are unbalanced
 * and differ in age and sex, so that pooling without harmonisation misleads. Scales differ more
 * than those of most real scanners do, so that a hundred scans of a site tell them from noise.
 * Immutable; travels.
 */
public final class Simulation implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Features whose values come from one stream. */
  public static final int STREAM_FEATURES = 4096;

  /** Age at which the age effect is 0. */
  public static final double AGE_ORIGIN = 45;

  private static final int FEWEST_SCANS = 3;

  private final long seed;
  private final int features;
  private final double missingShare;
  private final int[] siteOf;
  private final double[] age;
  private final boolean[] male;
  private final double[] gammaBar;
  private final double[] tau;
  private final double[] deltaShape;
  private final double[] deltaScale;
  private final Phantom phantom;
  private transient FeatureTruth[] truths;

  /**
   * Draws scans and sites.
   *
   * @param scans N, at least three for each site
   * @param sites S, at least 2
   * @param features V, at least 1
   * @param missingShare share of cells that are missing, in [0, 1)
   * @throws IllegalArgumentException if a number is out of range
   */
  public Simulation(long seed, int scans, int sites, int features, double missingShare) {
    this(seed, scans, sites, features, missingShare, null);
  }

  /** The same for images: V is what the phantom has, its anatomy is added to α. */
  public static Simulation ofImages(
      long seed, int scans, int sites, Phantom phantom, double missingShare) {
    return new Simulation(seed, scans, sites, phantom.features(), missingShare, phantom);
  }

  private Simulation(
      long seed, int scans, int sites, int features, double missingShare, Phantom phantom) {
    if (sites < 2 || scans < FEWEST_SCANS * sites || features < 1) {
      throw new IllegalArgumentException(
          "%d scans, %d sites, %d features: at least 2 sites of %d scans and 1 feature are needed"
              .formatted(scans, sites, features, FEWEST_SCANS));
    }
    if (!(missingShare >= 0 && missingShare < 1)) {
      throw new IllegalArgumentException("missing share " + missingShare + " is not in [0, 1)");
    }
    this.seed = seed;
    this.features = features;
    this.missingShare = missingShare;
    this.phantom = phantom;
    this.siteOf = new int[scans];
    this.age = new double[scans];
    this.male = new boolean[scans];
    this.gammaBar = new double[sites];
    this.tau = new double[sites];
    this.deltaShape = new double[sites];
    this.deltaScale = new double[sites];
    draw(sites);
  }

  private void draw(int sites) {
    Streams streams = new Streams(seed);
    double[] weight = new double[sites];
    double[] meanAge = new double[sites];
    double[] shareMale = new double[sites];
    for (int i = 0; i < sites; i++) {
      RandomGenerator random = streams.of(Purpose.SITE, i, 0);
      weight[i] = StrictMath.exp(0.5 * random.nextGaussian()) + (i == 0 ? 0 : weight[i - 1]);
      meanAge[i] = 30 + 30 * random.nextDouble();
      shareMale[i] = 0.35 + 0.3 * random.nextDouble();
      gammaBar[i] = 0.5 * random.nextGaussian();
      tau[i] = 0.3 + 0.5 * random.nextDouble();
      double mean = 0.5 + 1.5 * random.nextDouble();
      double spread = mean * (0.35 + 0.35 * random.nextDouble());
      double variance = spread * spread;
      deltaShape[i] = mean * mean / variance + 2;
      deltaScale[i] = mean * (deltaShape[i] - 1);
    }
    for (int s = 0; s < siteOf.length; s++) {
      RandomGenerator random = streams.of(Purpose.SCAN, s, 0);
      double at = random.nextDouble() * weight[sites - 1];
      int found = Arrays.binarySearch(weight, at);
      int drawn = Math.min(sites - 1, found < 0 ? -found - 1 : found);
      int site = s < FEWEST_SCANS * sites ? s % sites : drawn;
      siteOf[s] = site;
      double years = meanAge[site] + 12 * random.nextGaussian();
      age[s] = Math.rint(10 * Math.min(90, Math.max(8, years))) / 10;
      male[s] = random.nextDouble() < shareMale[site];
    }
  }

  /** N. */
  public int scans() {
    return siteOf.length;
  }

  /** S. */
  public int sites() {
    return gammaBar.length;
  }

  /** V. */
  public int features() {
    return features;
  }

  /** Site of a scan. */
  public int site(int scan) {
    return siteOf[scan];
  }

  /** Age of a scan's subject in years, one decimal. */
  public double age(int scan) {
    return age[scan];
  }

  /** Whether a scan's subject is male. */
  public boolean male(int scan) {
    return male[scan];
  }

  /** The truths of all features, drawn once and kept: V·S numbers. The caller must not write. */
  public synchronized FeatureTruth[] truths() {
    if (truths == null) {
      FeatureTruth[] drawn = new FeatureTruth[features];
      Arrays.setAll(drawn, this::truth);
      truths = drawn;
    }
    return truths;
  }

  /** The truth of a feature. */
  public FeatureTruth truth(int feature) {
    return truth(feature, 0, sites());
  }

  /** The truth of a feature at one site; gamma and delta of the others are 0. */
  public FeatureTruth truth(int feature, int site) {
    return truth(feature, site, site + 1);
  }

  private FeatureTruth truth(int feature, int firstSite, int endSite) {
    Streams streams = new Streams(seed);
    RandomGenerator random = streams.of(Purpose.FEATURE, feature, 0);
    double anatomy = phantom == null ? 0 : phantom.anatomy(feature);
    double alpha = 2.5 + 0.3 * random.nextGaussian() + anatomy;
    double sigma = 0.1 + 0.15 * random.nextDouble();
    double betaAge = sigma * (-0.02 + 0.01 * random.nextGaussian());
    double betaSex = sigma * 0.3 * random.nextGaussian();
    double[] gamma = new double[sites()];
    double[] delta = new double[sites()];
    for (int i = firstSite; i < endSite; i++) {
      RandomGenerator effect = streams.of(Purpose.SITE_EFFECT, i, feature);
      gamma[i] = gammaBar[i] + tau[i] * effect.nextGaussian();
      delta[i] = 1 / new GammaDistribution(effect, deltaShape[i], 1 / deltaScale[i]).sample();
    }
    return new FeatureTruth(alpha, sigma, betaAge, betaSex, gamma, delta);
  }

  /**
   * Draws the values of a scan.
   *
   * @param truths of the features from {@code first} on
   * @param first a multiple of {@link #STREAM_FEATURES}
   * @param out receives them from {@code offset} on; NaN is missing
   */
  public void values(int scan, FeatureTruth[] truths, int first, double[] out, int offset) {
    Streams streams = new Streams(seed);
    int site = siteOf[scan];
    for (int from = 0; from < truths.length; from += STREAM_FEATURES) {
      RandomGenerator random = streams.of(Purpose.NOISE, scan, (first + from) / STREAM_FEATURES);
      int to = Math.min(truths.length, from + STREAM_FEATURES);
      for (int v = from; v < to; v++) {
        double noise = random.nextGaussian();
        boolean missing = missingShare > 0 && random.nextDouble() < missingShare;
        out[offset + v] =
            missing ? Double.NaN : truths[v].value(site, age[scan], male[scan], noise);
      }
    }
  }
}
