package org.chorale.job.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.chorale.job.fit.SiteSummary;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.model.Coding;
import org.chorale.model.Site;
import org.chorale.model.SiteProfiles;
import org.chorale.model.Study;
import org.chorale.model.Word;
import org.chorale.model.diagnosis.Overlap;
import org.chorale.model.diagnosis.SiteDiagnosis;
import org.chorale.stats.balance.SiteGrade;
import org.chorale.stats.moments.ScanMoments;

/** What there is to say of every site, and of how alike their people are. */
final class SiteRows {
  /** Sites that a matrix of overlaps shows. */
  private static final int MOST_SITES = 24;

  private static final int MOST_PAIRS = 5;

  private final Study study;
  private final SiteProfiles profiles;

  SiteRows(Study study) {
    this.study = study;
    this.profiles = new SiteProfiles(study);
  }

  List<SiteDiagnosis> sites(SolveOutcome solved, List<SiteEffects> effects) {
    List<Site> sites = study.cohort().sites();
    List<ScanMoments> moments = study.scanMoments();
    int[] twoLevel = twoLevelColumns();
    double[] overlaps = overlapsWithOthers();
    List<SiteDiagnosis> rows = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      SiteGrade grade = SiteGrade.of(moments.get(i), twoLevel, overlaps[i]);
      SiteSummary summary = solved.summaries().get(i);
      boolean scaled = summary.smallestScale() <= summary.largestScale();
      rows.add(
          new SiteDiagnosis(
              sites.get(i).label(),
              sites.get(i).scans(),
              sites.get(i).method(),
              Word.of(grade.light()),
              grade.reasons().stream().map(SiteGrade.Reason::words).toList(),
              profiles.words(i),
              summary.meanAbsoluteLocation(),
              scaled ? summary.smallestScale() : Double.NaN,
              scaled ? summary.largestScale() : Double.NaN,
              plot(effects.get(i).gamma()),
              plot(effects.get(i).delta())));
    }
    return rows;
  }

  private static SiteDiagnosis.PriorPlot plot(SiteEffects.Density density) {
    return density == null
        ? null
        : new SiteDiagnosis.PriorPlot(
            boxed(density.x()),
            boxed(density.estimates()),
            boxed(density.prior()),
            density.distance(),
            density.fits());
  }

  static List<Double> boxed(double[] values) {
    return DoubleStream.of(values).boxed().toList();
  }

  /** Columns that are the whole of a covariate with two levels. */
  private int[] twoLevelColumns() {
    List<Integer> columns = new ArrayList<>();
    int first = 0;
    for (Coding coding : study.design().codings()) {
      if (coding instanceof Coding.Categorical && coding.columns().size() == 1) {
        columns.add(first);
      }
      first += coding.columns().size();
    }
    return columns.stream().mapToInt(column -> column).toArray();
  }

  /** Least overlap of any numeric covariate with the scans of all other sites; NaN without one. */
  private double[] overlapsWithOthers() {
    int count = study.cohort().sites().size();
    double[] least = new double[count];
    Arrays.fill(least, Double.NaN);
    for (Coding coding : profiles.numeric()) {
      for (int i = 0; i < count; i++) {
        int site = i;
        double[] others =
            IntStream.range(0, count)
                .filter(other -> other != site)
                .mapToObj(other -> profiles.values(coding, other))
                .flatMapToDouble(Arrays::stream)
                .toArray();
        double overlap = org.chorale.stats.balance.Overlap.of(profiles.values(coding, i), others);
        least[i] = Double.isNaN(least[i]) ? overlap : Math.min(least[i], overlap);
      }
    }
    return least;
  }

  /** A matrix for every numeric covariate. */
  List<Overlap> overlaps() {
    List<Overlap> overlaps = new ArrayList<>();
    for (Coding coding : profiles.numeric()) {
      overlaps.add(overlap(coding));
    }
    return overlaps;
  }

  private Overlap overlap(Coding coding) {
    List<Site> sites = study.cohort().sites();
    int[] shown =
        IntStream.range(0, sites.size())
            .boxed()
            .sorted(Comparator.comparing(i -> -sites.get(i).scans()))
            .limit(MOST_SITES)
            .sorted()
            .mapToInt(i -> i)
            .toArray();
    double[][] values = new double[shown.length][];
    Arrays.setAll(values, k -> profiles.values(coding, shown[k]));
    List<List<Double>> rows = new ArrayList<>();
    List<int[]> pairs = new ArrayList<>();
    double[][] matrix = new double[shown.length][shown.length];
    for (int a = 0; a < shown.length; a++) {
      for (int b = 0; b <= a; b++) {
        matrix[a][b] = org.chorale.stats.balance.Overlap.of(values[a], values[b]);
        matrix[b][a] = matrix[a][b];
        if (a != b) {
          pairs.add(new int[] {b, a});
        }
      }
    }
    for (double[] row : matrix) {
      rows.add(boxed(row));
    }
    pairs.sort(Comparator.comparingDouble(pair -> matrix[pair[0]][pair[1]]));
    List<String> least =
        pairs.stream()
            .limit(MOST_PAIRS)
            .map(
                pair ->
                    String.format(
                        Locale.ROOT,
                        "%s and %s: %.2f",
                        sites.get(shown[pair[0]]).label(),
                        sites.get(shown[pair[1]]).label(),
                        matrix[pair[0]][pair[1]]))
            .toList();
    List<String> labels = Arrays.stream(shown).mapToObj(i -> sites.get(i).label()).toList();
    return new Overlap(coding.name(), labels, rows, least);
  }
}
