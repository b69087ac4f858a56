package org.chorale.stats.smooth;

/** R functions of one variable that span a spline space, given by their knots. */
interface SplineFunctions {
  /** R. */
  int count();

  /**
   * Values or a derivative at a point; outside the knots the polynomial of the last interval.
   *
   * @param derivative 0 or 1
   * @param out receives R numbers
   */
  void evaluate(double x, int derivative, double[] out);

  /** ∫ f″f″ᵀ from the first knot to the last, row-major R·R, exact up to rounding. */
  double[] roughness();
}
