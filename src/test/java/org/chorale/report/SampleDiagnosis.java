package org.chorale.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.Components;
import org.chorale.model.diagnosis.CovariateDiagnosis;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.Distances;
import org.chorale.model.diagnosis.EffectMap;
import org.chorale.model.diagnosis.EffectSize;
import org.chorale.model.diagnosis.HeatMap;
import org.chorale.model.diagnosis.Overlap;
import org.chorale.model.diagnosis.Quantiles;
import org.chorale.model.diagnosis.ResidualPlot;
import org.chorale.model.diagnosis.RunSummary;
import org.chorale.model.diagnosis.SiteClassifier;
import org.chorale.model.diagnosis.SiteDiagnosis;
import org.chorale.model.diagnosis.TestSummary;
import org.chorale.model.diagnosis.TravellingSubjects;
import org.chorale.model.diagnosis.WithinSlopes;

/** Diagnoses as a study could have them, made up from a seed. */
final class SampleDiagnosis {
  static final long SEED = 20261129;

  private final Random random = new Random(SEED);
  private final int sites;
  private final int columns;
  private final long features;
  private final IntFunction<String> label;
  private final boolean hasAfter;

  private SampleDiagnosis(
      int sites, int columns, long features, IntFunction<String> label, boolean hasAfter) {
    this.sites = sites;
    this.columns = columns;
    this.features = features;
    this.label = label;
    this.hasAfter = hasAfter;
  }

  /** Eight sites and 62 regions. */
  static Diagnosis small() {
    return new SampleDiagnosis(8, 62, 62, SampleDiagnosis::city, true).all("features");
  }

  /** Two hundred sites and 100,000 voxels. */
  static Diagnosis large() {
    return new SampleDiagnosis(200, 200, 100_000, i -> "site-%03d".formatted(i), true)
        .all("voxels");
  }

  /** Nothing harmonised yet. */
  static Diagnosis beforeOnly() {
    return new SampleDiagnosis(8, 62, 62, SampleDiagnosis::city, false).all("features");
  }

  /** With a text of the user wherever a text of the user can stand. */
  static Diagnosis hostile(String text) {
    return new SampleDiagnosis(8, 12, 12, i -> i + text, true).named(text).all(text);
  }

  /** Without all that is not always there. */
  static Diagnosis bare() {
    Diagnosis d = small();
    return new Diagnosis(
        d.run(),
        d.sites(),
        List.of(),
        List.of(),
        d.tests(),
        List.of(),
        d.residuals(),
        null,
        null,
        null,
        List.of(),
        null,
        null,
        List.of(),
        List.of());
  }

  private String name = "";

  private SampleDiagnosis named(String text) {
    name = text;
    return this;
  }

  private static String city(int i) {
    return List.of(
            "Aachen", "Bonn", "Cambridge", "Dresden", "Edinburgh", "Ghent", "Zürich 3T", "Oslo")
        .get(i);
  }

  private Diagnosis all(String noun) {
    return new Diagnosis(
        run(noun),
        IntStream.range(0, sites).mapToObj(this::site).toList(),
        List.of(
            covariate("age" + name, 6.1, 6.42, 0.12),
            covariate("sex[M]" + name, 2.31, 2.37, 0.03),
            covariate("diagnosis[patient]" + name, 1.62, 1.48, 0.58)),
        List.of(overlap()),
        tests(),
        List.of(
            new EffectSize(
                "partial-eta-squared",
                "Partial η²" + name,
                pair(
                    new Quantiles(.02, .09, .16, .25, .4, .18),
                    new Quantiles(0, 1e-5, 2e-4, 1e-3, .004, 6e-4))),
            new EffectSize(
                "variance-ratio",
                "Largest over smallest variance of sites",
                pair(
                    new Quantiles(1.4, 1.9, 2.6, 3.7, 6.2, 3),
                    new Quantiles(1.1, 1.2, 1.31, 1.45, 1.8, 1.36)))),
        List.of(
            residuals("Mean of all features" + name, .7),
            residuals("lh_bankssts_thickness" + name, 1.1),
            residuals("rh_insula_volume" + name, .9),
            residuals("Left-Thalamus" + name, .8)),
        heatMap(),
        pair(components(2.4), components(.08)),
        pair(new Distances(.214, .176, 0.00001), new Distances(.0042, .0041, .87)),
        List.of(
            classifier("logistic-regression", "Logistic regression" + name, .87, .09),
            classifier("random-forest", "Random forest" + name, .78, .139)),
        travelling(),
        new WithinSlopes(
            "years" + name,
            48,
            pair(new WithinSlopes.Slopes(-.031, .21), new WithinSlopes.Slopes(-.032, .14))),
        List.of(
            new EffectMap(
                "Partial η² of site before" + name,
                "0 (dark) to 0.4 (light), axial slices",
                picture(0)),
            new EffectMap("Partial η² of site after", "the same scale", picture(1))),
        List.of(
            "Kruskal–Wallis tests use 20,000 of the features, evenly taken." + name,
            "p of distances by Davies' method."));
  }

  private <T> BeforeAfter<T> pair(T before, T after) {
    return new BeforeAfter<>(before, hasAfter ? after : null);
  }

  private RunSummary run(String noun) {
    Map<String, String> options = new TreeMap<>();
    options.put("site", "site" + name);
    options.put("method", "combat");
    options.put("prior", "parametric");
    options.put("eb-stop", "reference");
    options.put("mean-only", "false");
    options.put("reference-site", "");
    options.put("covariates", "age, sex, diagnosis");
    options.put("note" + name, name);
    Map<String, Long> statuses = new TreeMap<>();
    statuses.put("harmonised", sites * features - 14);
    statuses.put("one-value-at-site", 3L);
    statuses.put("constant", 8L);
    statuses.put("odd" + name, 3L);
    return new RunSummary(
        "4f0c1e7a93b2" + name,
        "chorale 0.1.0" + name,
        List.of("freesurfer/aparc.tsv" + name, "participants.tsv"),
        "ComBat, location and scale, parametric empirical Bayes" + name,
        List.of("site" + name),
        List.of("age (linear)" + name, "sex", "diagnosis"),
        options,
        1078L * sites / 8,
        3,
        960L * sites / 8,
        features,
        noun,
        List.of("lh_bankssts_thickness" + name, "lh_cuneus_thickness"),
        statuses,
        List.of(
            "participants.tsv: age of 3 scans is missing; they were left out (--drop-incomplete)."
                + name));
  }

  private SiteDiagnosis site(int i) {
    int n = i == 5 ? 9 : 20 + random.nextInt(260);
    String grade = i == 5 || i % 37 == 36 ? "red" : i % 7 == 2 ? "amber" : "green";
    List<String> reasons =
        switch (grade) {
          case "red" -> List.of("9 scans", "age overlaps with no other site" + name);
          case "amber" -> List.of("one sex only");
          default -> List.of();
        };
    boolean misfit = i % 9 == 3;
    return new SiteDiagnosis(
        label.apply(i),
        n,
        i == 7 ? "mean-only" : "location-scale" + name,
        grade,
        reasons,
        List.of(
            "age %.0f ± %.0f (%d–%d)"
                .formatted(30 + 3.0 * (i % 9), 8.0 + i % 4, 18 + i % 9, 60 + i % 20),
            "sex %d %% F, %d %% M".formatted(40 + i % 20, 60 - i % 20)),
        hasAfter ? .2 + .05 * (i % 8) : Double.NaN,
        hasAfter ? .4 + .02 * (i % 5) : Double.NaN,
        hasAfter ? 1.7 + .1 * (i % 9) : Double.NaN,
        hasAfter ? prior(.6 * Math.sin(i), .35, false, misfit) : null,
        hasAfter && i != 7 ? prior(1 + .2 * Math.cos(i), .3, true, false) : null);
  }

  private SiteDiagnosis.PriorPlot prior(double mean, double sd, boolean positive, boolean misfit) {
    List<Double> x = new ArrayList<>();
    List<Double> estimates = new ArrayList<>();
    List<Double> fitted = new ArrayList<>();
    double wobble = .1 * random.nextGaussian();
    for (int k = 0; k <= 80; k++) {
      double at = mean + sd * 3.2 * (k - 40) / 40.0;
      if (positive && at <= 0) {
        continue;
      }
      x.add(at);
      double z = (at - mean) / sd;
      fitted.add(bell(z));
      estimates.add(
          misfit
              ? .6 * bell((z + 1.2) / .5) + .5 * bell((z - 1.1) / .6)
              : bell(z + wobble) * (1 + .1 * Math.sin(3 * z)));
    }
    return new SiteDiagnosis.PriorPlot(
        x, estimates, fitted, misfit ? .21 : .04 + Math.abs(wobble) / 4, !misfit);
  }

  private static double bell(double z) {
    return Math.exp(-z * z / 2);
  }

  private CovariateDiagnosis covariate(String column, double before, double after, double shared) {
    List<CovariateDiagnosis.Point> points = new ArrayList<>();
    for (int k = 0; k < 300 && k < features; k++) {
      double t = before * (random.nextGaussian() * .5 + 1) * (random.nextInt(8) == 0 ? -1 : 1);
      points.add(
          new CovariateDiagnosis.Point(
              "feature " + k + name, t, t * after / before + .25 * random.nextGaussian()));
    }
    return new CovariateDiagnosis(
        column,
        column,
        shared,
        pair(
            new CovariateDiagnosis.Effect(
                before, before * .9, Math.min(.98, before / 7), .00217 * before),
            new CovariateDiagnosis.Effect(
                after, after * .9, Math.min(.98, after / 7), .00216 * before)),
        hasAfter ? .994 : Double.NaN,
        hasAfter ? .942 : Double.NaN,
        hasAfter ? points : List.of());
  }

  private Overlap overlap() {
    int count = Math.min(sites, 24);
    List<List<Double>> rows = new ArrayList<>();
    for (int a = 0; a < count; a++) {
      List<Double> row = new ArrayList<>();
      for (int b = 0; b < count; b++) {
        row.add(Math.exp(-Math.pow(3.0 * (a % 9 - b % 9) / 14, 2)));
      }
      rows.add(row);
    }
    return new Overlap(
        "age" + name,
        IntStream.range(0, count).mapToObj(label).toList(),
        rows,
        List.of("%s and %s: 0.14".formatted(label.apply(0), label.apply(7))));
  }

  private List<TestSummary> tests() {
    return List.of(
        test("anova", "ANOVA" + name, "location", .87, 0, 14.2, .31),
        test("likelihood-ratio", "Likelihood ratio", "location", .88, 0, 96.1, 2.24),
        test("kruskal-wallis", "Kruskal–Wallis", "location", .84, .016, 84.7, 4.9),
        test("levene", "Levene (Brown–Forsythe)", "scale", .43, .032, 3.1, .92),
        test("bartlett", "Bartlett", "scale", .58, .081, 22.4, 8.1),
        test("fligner-killeen", "Fligner–Killeen", "scale", .39, .016, 17.9, 5.6));
  }

  private TestSummary test(
      String id, String title, String aspect, double before, double after, double f, double g) {
    return new TestSummary(
        id, title, aspect, pair(result(before, f, 1), result(after, g, after == 0 ? 30 : 1)));
  }

  private TestSummary.Result result(double share, double median, double tilt) {
    long significant = Math.round(share * features);
    double[] weights =
        IntStream.range(0, 20).mapToDouble(b -> 1 + (tilt - 1) * Math.pow(b / 19.0, 6)).toArray();
    double sum = DoubleStream.of(weights).sum();
    List<Long> bins = new ArrayList<>();
    for (int b = 0; b < 20; b++) {
      bins.add(
          (b == 0 ? significant : 0) + Math.round((features - significant) * weights[b] / sum));
    }
    return new TestSummary.Result(
        features, significant, Math.round(significant * .7), median, bins);
  }

  private ResidualPlot residuals(String title, double spread) {
    List<ResidualPlot.Box> before = new ArrayList<>();
    List<ResidualPlot.Box> after = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      before.add(box(spread * random.nextGaussian(), .7 + .6 * random.nextDouble()));
      after.add(box(.05 * random.nextGaussian(), .95 + .1 * random.nextDouble()));
    }
    return new ResidualPlot(title, "standard deviations" + name, pair(before, after));
  }

  private ResidualPlot.Box box(double middle, double scale) {
    List<Double> outliers = new ArrayList<>();
    for (int k = random.nextInt(4); k > 0; k--) {
      outliers.add(
          middle + scale * (random.nextBoolean() ? 2.8 : -2.8) * (1 + random.nextDouble() / 4));
    }
    return new ResidualPlot.Box(
        middle - 2.6 * scale,
        middle - .67 * scale,
        middle,
        middle + .67 * scale,
        middle + 2.6 * scale,
        outliers);
  }

  private HeatMap heatMap() {
    if (!hasAfter) {
      return null;
    }
    List<List<Double>> gamma = new ArrayList<>();
    List<List<Double>> delta = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      List<Double> shifts = new ArrayList<>();
      List<Double> scales = new ArrayList<>();
      for (int c = 0; c < columns; c++) {
        boolean missing = i == 2 && c == 4;
        shifts.add(
            missing
                ? Double.NaN
                : .6 * Math.sin(i) + .3 * Math.sin(c / 5.0 + i) + .1 * random.nextGaussian());
        scales.add(missing ? Double.NaN : .4 * Math.cos(i) + .15 * random.nextGaussian());
      }
      gamma.add(shifts);
      delta.add(scales);
    }
    return new HeatMap(
        IntStream.range(0, columns).mapToObj(c -> "region %d".formatted(c + 1) + name).toList(),
        Math.max(1, features / columns),
        gamma,
        delta);
  }

  private Components components(double apart) {
    List<Components.Score> scores = new ArrayList<>();
    for (int k = 0; k < 1200; k++) {
      int site = k % sites;
      scores.add(
          new Components.Score(
              site,
              apart * 1.6 * Math.sin(site * 2.1) + 1.2 * random.nextGaussian(),
              apart * Math.cos(site * 1.3) + random.nextGaussian()));
    }
    return new Components(
        List.of(.184, .091, .055, .041, .03),
        apart > 1 ? List.of(.71, .58, .2, .11, .04) : List.of(.004, .003, .006, .001, .002),
        scores);
  }

  private SiteClassifier classifier(String id, String title, double before, double after) {
    double chance = 1.0 / sites;
    return new SiteClassifier(
        id,
        title,
        5,
        sites,
        (int) Math.min(features, 500),
        features > 500,
        chance,
        pair(
            new SiteClassifier.Accuracy(before, chance + .021, .001),
            new SiteClassifier.Accuracy(sites > 20 ? after / 20 : after, chance + .022, .62)));
  }

  private TravellingSubjects travelling() {
    return new TravellingSubjects(
        12,
        31,
        pair(
            new TravellingSubjects.Agreement(.71, .64, .82, .048),
            new TravellingSubjects.Agreement(.38, .86, .88, .026)),
        List.of(
            new TravellingSubjects.Pair(label.apply(0), label.apply(1), 7, pair(.82, .21)),
            new TravellingSubjects.Pair(label.apply(1), label.apply(4), 5, pair(.64, .3))));
  }

  private String picture(int seed) {
    BufferedImage image = new BufferedImage(240, 60, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 240; x++) {
      for (int y = 0; y < 60; y++) {
        double r = Math.hypot((x % 60 - 30) / 24.0, (y - 30) / 28.0);
        float value = r > 1 ? 0 : (float) ((seed == 0 ? .9 : .2) * (1 - r * r));
        image.setRGB(x, y, new Color(value, value * .8f, .3f * value).getRGB());
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
