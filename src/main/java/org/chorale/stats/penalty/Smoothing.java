package org.chorale.stats.penalty;

import java.io.Serializable;

/** Where the λ of a smooth comes from. Immutable. */
public final class Smoothing implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How λ is chosen, for each feature on its own. */
  public enum Criterion {
    /** Restricted likelihood, σ² profiled out (Wood 2011, JRSS B 73:3, eq. 4 and 5). */
    REML,
    /** Generalised cross-validation, N·RSS/(N − edf)² (Craven and Wahba 1979). */
    GCV,
    /** It isn't: the caller gives it. */
    GIVEN
  }

  private final Criterion criterion;
  private final int surplus;
  private final double[][] given;

  private Smoothing(Criterion criterion, int surplus, double[][] given) {
    this.criterion = criterion;
    this.surplus = surplus;
    this.given = given;
  }

  /** By restricted likelihood. */
  public static Smoothing reml() {
    return new Smoothing(Criterion.REML, 0, null);
  }

  /**
   * By restricted likelihood as a program has it whose unpenalised columns are linearly dependent
   * and counted all the same. ComBatFamily codes every level of a categorical covariate beside
   * every site, and mgcv takes one degree of freedom more for each: λ comes out about 1 % larger.
   *
   * @param surplus columns counted beyond the rank
   */
  public static Smoothing remlCounting(int surplus) {
    return new Smoothing(Criterion.REML, surplus, null);
  }

  /** By generalised cross-validation. */
  public static Smoothing gcv() {
    return new Smoothing(Criterion.GCV, 0, null);
  }

  /** The same for every feature; 0 doesn't penalise. */
  public static Smoothing fixed(double lambda) {
    return new Smoothing(Criterion.GIVEN, 0, new double[][] {{lambda}});
  }

  /**
   * One for every feature.
   *
   * @param lambda by block and feature of the block, not negative; kept, not copied
   */
  public static Smoothing perFeature(double[][] lambda) {
    return new Smoothing(Criterion.GIVEN, 0, lambda);
  }

  /** How it is chosen. */
  public Criterion criterion() {
    return criterion;
  }

  int surplus() {
    return surplus;
  }

  double given(int block, int feature) {
    boolean same = given.length == 1 && given[0].length == 1;
    return same ? given[0][0] : given[block][feature];
  }
}
