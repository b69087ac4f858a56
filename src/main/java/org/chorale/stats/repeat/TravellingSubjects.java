package org.chorale.stats.repeat;

/**
 * One feature of n subjects who were all scanned at k sites: how far sites disagree about the same
 * person.
 *
 * <p>Intraclass correlations need a complete table: subjects that miss a value at any site are left
 * out of them, and n counts the others. The other measures use every subject with two values or
 * more. Immutable; the table is copied.
 */
public final class TravellingSubjects {
  private final double[] y;
  private final int subjects;
  private final int sites;
  private final TwoWayTable complete;

  /**
   * A table.
   *
   * @param y {@code [subject*S + site]}, NaN missing; not kept
   * @param siteCount S
   * @throws IllegalArgumentException if the table isn't made of whole rows
   */
  public TravellingSubjects(double[] y, int siteCount) {
    if (siteCount < 1 || y.length % siteCount != 0) {
      throw new IllegalArgumentException("%d values at %d sites".formatted(y.length, siteCount));
    }
    this.y = y.clone();
    this.sites = siteCount;
    this.subjects = y.length / siteCount;
    this.complete = TwoWayTable.of(y, siteCount);
  }

  /** n, subjects with a value at every site. */
  public int completeSubjects() {
    return complete.subjects();
  }

  /**
   * ICC(2,1), agreement of single values, sites a sample of sites: Shrout and Fleiss 1979,
   * Psychological Bulletin 86:420.
   *
   * <pre>
   *   (BMS − EMS)/(BMS + (k−1)EMS + k(JMS − EMS)/n)
   * </pre>
   *
   * of the mean squares between subjects (BMS), between sites (JMS) and of the residual (EMS). A
   * shift of a site counts against it. NaN with fewer than two complete subjects or sites, or if
   * nothing varies; may be negative.
   */
  public double agreement() {
    double k = sites;
    double bms = complete.subjectMeanSquare();
    double ems = complete.residualMeanSquare();
    double jms = complete.siteMeanSquare();
    return (bms - ems) / (bms + (k - 1) * ems + k * (jms - ems) / complete.subjects());
  }

  /**
   * ICC(3,1), consistency of single values at these sites: (BMS − EMS)/(BMS + (k−1)EMS). A shift of
   * a site does not count. NaN as {@link #agreement}.
   */
  public double consistency() {
    double k = sites;
    double bms = complete.subjectMeanSquare();
    double ems = complete.residualMeanSquare();
    return (bms - ems) / (bms + (k - 1) * ems);
  }

  /**
   * Mean over subjects of the mean |difference| over the pairs of their values, the feature's unit;
   * NaN if no subject has two.
   */
  public double meanAbsoluteDifference() {
    double sum = 0;
    double counted = 0;
    for (int s = 0; s < subjects; s++) {
      double differences = 0;
      double pairs = 0;
      for (int i = 0; i < sites; i++) {
        for (int k = 0; k < i; k++) {
          double apart = Math.abs(y[s * sites + i] - y[s * sites + k]);
          differences += Double.isNaN(apart) ? 0 : apart;
          pairs += Double.isNaN(apart) ? 0 : 1;
        }
      }
      sum += pairs > 0 ? differences / pairs : 0;
      counted += pairs > 0 ? 1 : 0;
    }
    return sum / counted;
  }

  /**
   * Within-subject coefficient of variation: the root over subjects of the mean of sₛ²/mₛ², s² with
   * divisor count − 1 and m the mean of a subject's values. Bland and Altman 1996, BMJ 313:106
   * (root mean square). NaN if no subject has two values; infinite if a mean is 0 and the values
   * aren't.
   */
  public double coefficientOfVariation() {
    double sum = 0;
    double counted = 0;
    for (int s = 0; s < subjects; s++) {
      Values values = new Values();
      for (int i = 0; i < sites; i++) {
        values.add(y[s * sites + i]);
      }
      if (values.count() > 1) {
        double variance = values.variance();
        sum += variance > 0 ? variance / (values.mean() * values.mean()) : 0;
        counted++;
      }
    }
    return Math.sqrt(sum / counted);
  }

  /**
   * Differences of the subjects seen at both of two sites: value at {@code a} minus at {@code b}.
   */
  public Agreement between(int a, int b) {
    Values differences = new Values();
    for (int s = 0; s < subjects; s++) {
      differences.add(y[s * sites + a] - y[s * sites + b]);
    }
    return Agreement.of(differences);
  }
}
