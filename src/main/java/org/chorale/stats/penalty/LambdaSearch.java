package org.chorale.stats.penalty;

/**
 * The λ of the smallest score: the best point of a grid over log λ, then bisection on the slope
 * between its neighbours. Always the same number of steps.
 *
 * <p>The slope, not the score, because a score is flat where it is smallest: to rounding ε it gives
 * λ to √ε only, and harmonised values would show how the scans were cut into parts. Where the score
 * falls to an end of the grid, λ is that end, λ₀·10¹² leaves nothing of the penalised directions;
 * the same where no λ has a finite score, for lack of scans.
 */
final class LambdaSearch {
  private static final int LOWEST_POWER = -8;
  private static final int HIGHEST_POWER = 12;
  private static final int POINTS_PER_POWER = 4;
  private static final int HALVINGS = 60;

  private LambdaSearch() {}

  static double best(SmoothingCurve curve) {
    int points = (HIGHEST_POWER - LOWEST_POWER) * POINTS_PER_POWER;
    int best = points;
    double smallest = Double.POSITIVE_INFINITY;
    // From above: of equal scores the smoother fit.
    for (int j = points; j >= 0; j--) {
      double score = curve.score(lambda(curve, j));
      if (score < smallest) {
        smallest = score;
        best = j;
      }
    }
    if (Double.isInfinite(smallest)) {
      return lambda(curve, points);
    }
    double low = Math.log(lambda(curve, Math.max(0, best - 1)));
    double high = Math.log(lambda(curve, Math.min(points, best + 1)));
    for (int k = 0; k < HALVINGS; k++) {
      double middle = 0.5 * (low + high);
      if (curve.slope(Math.exp(middle)) > 0) {
        high = middle;
      } else {
        low = middle;
      }
    }
    double refined = Math.exp(0.5 * (low + high));
    // Two minima between neighbours: the slope may lead to the worse one.
    return curve.score(refined) <= smallest + tolerance(smallest) ? refined : lambda(curve, best);
  }

  private static double tolerance(double score) {
    double roundingOfScore = 1e-12;
    return roundingOfScore * Math.max(1, Math.abs(score));
  }

  private static double lambda(SmoothingCurve curve, int point) {
    return curve.unit() * Math.pow(10, LOWEST_POWER + point / (double) POINTS_PER_POWER);
  }
}
