package org.chorale.stats.balance;

import java.util.ArrayList;
import java.util.List;
import org.chorale.stats.moments.ScanMoments;

/**
 * Whether a site's scans suffice for its effects, as a traffic light with its reasons.
 *
 * @param light the worst of the reasons' lights, green without any
 * @param reasons in the order of {@link Reason}
 */
public record SiteGrade(Light light, List<Reason> reasons) {
  /** Below that many scans a site's scale is mostly prior. */
  public static final int FEWEST_SCANS = 10;

  /** Scans that a site needs beyond the columns of the design. */
  public static final int SCANS_BEYOND_COLUMNS = 2;

  /** From here on a site stands on its own. */
  public static final int ENOUGH_SCANS = 25;

  /** Below it people of a site are mostly of ages that other sites don't have. */
  public static final double LEAST_OVERLAP = 0.5;

  /** How far to trust a site's effects. */
  public enum Light {
    /** Nothing to say against it. */
    GREEN,
    /** To be looked at. */
    AMBER,
    /** Too little. */
    RED
  }

  /** What is wrong with a site. */
  public enum Reason {
    /** Fewer than {@link #FEWEST_SCANS} scans. */
    VERY_FEW_SCANS(Light.RED, "fewer than " + FEWEST_SCANS + " scans"),
    /** Fewer scans than design columns and {@link #SCANS_BEYOND_COLUMNS}. */
    FEWER_SCANS_THAN_COLUMNS(
        Light.RED, "fewer scans than design columns and " + SCANS_BEYOND_COLUMNS),
    /** Fewer than {@link #ENOUGH_SCANS} scans. */
    FEW_SCANS(Light.AMBER, "fewer than " + ENOUGH_SCANS + " scans"),
    /** All scans have the same level of a two-level covariate. */
    ONE_LEVEL_ONLY(Light.AMBER, "only one level of a two-level covariate"),
    /** The overlap with other sites is below {@link #LEAST_OVERLAP}. */
    LITTLE_OVERLAP(Light.AMBER, "overlap with the other sites below " + LEAST_OVERLAP);

    private final Light light;
    private final String words;

    Reason(Light light, String words) {
      this.light = light;
      this.words = words;
    }

    /** How bad it is. */
    public Light light() {
      return light;
    }

    /** For people: no names, a phrase to end a sentence with. */
    public String words() {
      return words;
    }
  }

  /** Reasons can't be changed. */
  public SiteGrade {
    reasons = List.copyOf(reasons);
  }

  /**
   * Grades a site.
   *
   * @param scans moments of the site's scans
   * @param twoLevelColumns design columns that are the whole of a two-level covariate
   * @param overlap {@link Overlap} of age, or what matters, with the scans of all other sites; NaN
   *     if there is none to speak of
   */
  public static SiteGrade of(ScanMoments scans, int[] twoLevelColumns, double overlap) {
    List<Reason> reasons = new ArrayList<>();
    if (scans.n() < FEWEST_SCANS) {
      reasons.add(Reason.VERY_FEW_SCANS);
    }
    if (scans.n() < scans.covariateCount() + SCANS_BEYOND_COLUMNS) {
      reasons.add(Reason.FEWER_SCANS_THAN_COLUMNS);
    }
    if (scans.n() >= FEWEST_SCANS && scans.n() < ENOUGH_SCANS) {
      reasons.add(Reason.FEW_SCANS);
    }
    for (int column : twoLevelColumns) {
      if (scans.czz(column, column) == 0 && !reasons.contains(Reason.ONE_LEVEL_ONLY)) {
        reasons.add(Reason.ONE_LEVEL_ONLY);
      }
    }
    if (overlap < LEAST_OVERLAP) {
      reasons.add(Reason.LITTLE_OVERLAP);
    }
    Light worst = Light.GREEN;
    for (Reason reason : reasons) {
      worst = reason.light().compareTo(worst) > 0 ? reason.light() : worst;
    }
    return new SiteGrade(worst, reasons);
  }
}
