package org.chorale.stats.smooth;

/** What a basis says of a value outside its boundary knots. */
public enum Beyond {
  /** The polynomial of the last interval goes on, as R's {@code splines::bs} does. */
  POLYNOMIAL,
  /** The tangent at the boundary goes on, as {@code splines::ns} and mgcv do. */
  LINEAR,
  /** The value counts as the boundary it is beyond. */
  CLAMP,
  /** There is no answer, as in neuroHarmonize. */
  REFUSE
}
