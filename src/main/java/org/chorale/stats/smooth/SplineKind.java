package org.chorale.stats.smooth;

/**
 * The cubic splines that a covariate can enter the model with. {@code k} counts as the program does
 * that each reproduces: with or without the constant that the site columns hold.
 */
public enum SplineKind {
  /** B-splines without the first, {@code splines::bs(x, df = k)}: k columns. */
  B_SPLINE(false, 3, 6, 0, Beyond.POLYNOMIAL),
  /** Natural spline, linear beyond its boundaries, {@code splines::ns(x, df = k)}: k columns. */
  NATURAL(false, 2, 4, 0, Beyond.LINEAR),
  /** k B-splines without the first, ∫f″² penalised, as neuroHarmonize: k − 1 columns. */
  PENALISED_B_SPLINE(true, 5, 10, 1, Beyond.REFUSE),
  /** Cubic regression spline of k knots, mgcv's {@code s(x, bs = "cr", k = k)}: k − 1 columns. */
  CUBIC_REGRESSION(true, 3, 10, 1, Beyond.LINEAR);

  private final boolean penalised;
  private final int leastK;
  private final int usualK;
  private final int constants;
  private final Beyond beyond;

  SplineKind(boolean penalised, int leastK, int usualK, int constants, Beyond beyond) {
    this.penalised = penalised;
    this.leastK = leastK;
    this.usualK = usualK;
    this.constants = constants;
    this.beyond = beyond;
  }

  /** Whether its roughness is penalised. */
  public boolean penalised() {
    return penalised;
  }

  /** The smallest k that makes a spline. */
  public int leastK() {
    return leastK;
  }

  /** The k that is taken when none is named. */
  public int usualK() {
    return usualK;
  }

  /** What it says beyond its boundaries unless the user says otherwise. */
  public Beyond beyond() {
    return beyond;
  }

  /** Columns of the design for a k. */
  public int columns(int k) {
    return k - constants;
  }

  /** Values that must differ for that many columns beside a constant to be told apart. */
  public int fewestValues(int k) {
    return columns(k) + 1;
  }
}
