package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorale.stats.smooth.SplineBasis;

/**
 * A smooth covariate: the columns of a spline basis, each (b_k(x) − centre_k)/scale. One scale for
 * all: a column that few scans reach would else outweigh the others in the penalty.
 *
 * @param name the covariate
 * @param basis its spline
 * @param centre mean of each column over the scans of the fit
 * @param scale root of their mean sample variance
 * @param least smallest value of the fit
 * @param most largest value of the fit
 */
public record SmoothCoding(
    String name, SplineBasis basis, List<Double> centre, double scale, double least, double most)
    implements Coding {

  /** Copies the list. */
  public SmoothCoding {
    centre = List.copyOf(centre);
    if (centre.size() != basis.columns() || !(scale > 0)) {
      throw new IllegalArgumentException(
          "%d centres, scale %s, %s".formatted(centre.size(), scale, basis));
    }
  }

  /**
   * Learns knots, centres and scales.
   *
   * @param values of the covariate, finite
   * @throws InvalidInputException if they differ too little for the spline or leave its bounds
   */
  static SmoothCoding learn(Term term, double[] values) {
    Smooth smooth = term.smooth();
    String who = "smooth covariate '" + term.name() + "' ";
    double least = Arrays.stream(values).min().orElseThrow();
    double most = Arrays.stream(values).max().orElseThrow();
    if (smooth.bounded() && (least < smooth.lower() || most > smooth.upper())) {
      throw new InvalidInputException(
          who
              + "goes from %s to %s and leaves its bounds %s to %s; widen them or leave them out"
                  .formatted(least, most, smooth.lower(), smooth.upper()));
    }
    long distinct = Arrays.stream(values).distinct().count();
    int fewest = smooth.kind().fewestValues(smooth.k());
    if (distinct < fewest) {
      throw new InvalidInputException(
          who
              + "has %d distinct values; k=%d needs at least %d: lower k, or declare it with --continuous or --categorical"
                  .formatted(distinct, smooth.k(), fewest));
    }
    SplineBasis basis =
        SplineBasis.learn(
                smooth.kind(),
                smooth.k(),
                values,
                smooth.bounded() ? smooth.lower() : least,
                smooth.bounded() ? smooth.upper() : most,
                smooth.beyond())
            .orElseThrow(
                () ->
                    new InvalidInputException(
                        who
                            + "has so many equal values that knots at its quantiles coincide; lower k (it is %d)"
                                .formatted(smooth.k())));
    return of(term.name(), basis, values, least, most);
  }

  private static SmoothCoding of(
      String name, SplineBasis basis, double[] values, double least, double most) {
    int columns = basis.columns();
    double[][] rows = new double[values.length][columns];
    for (int s = 0; s < values.length; s++) {
      basis.evaluate(values[s], rows[s], 0);
    }
    List<Double> centre = new ArrayList<>();
    double variances = 0;
    for (int k = 0; k < columns; k++) {
      int column = k;
      Continuous learnt =
          Continuous.learn(name, Arrays.stream(rows).mapToDouble(row -> row[column]).toArray());
      centre.add(learnt.centre());
      variances += learnt.scale() * learnt.scale();
    }
    double scale = Math.sqrt(variances / columns);
    return new SmoothCoding(name, basis, centre, scale, least, most);
  }

  @Override
  public List<String> columns() {
    List<String> columns = new ArrayList<>();
    for (int k = 1; k <= basis.columns(); k++) {
      columns.add("s(%s).%d".formatted(name, k));
    }
    return columns;
  }

  @Override
  public boolean code(String text, double[] out, int offset) {
    boolean known = basis.evaluate(Continuous.number(text), out, offset);
    for (int k = 0; k < basis.columns(); k++) {
      out[offset + k] = (out[offset + k] - centre.get(k)) / scale;
    }
    return known;
  }

  @Override
  public boolean isBeyondFit(String text) {
    double value = Continuous.number(text);
    return value < least || value > most;
  }

  @Override
  public double centre(int column) {
    return centre.get(column);
  }

  @Override
  public double scale(int column) {
    return scale;
  }

  /** The penalty of coded effects, factor · ∫f″², row-major K·K. */
  double[] penalty() {
    double[] penalty = basis.roughness();
    for (int k = 0; k < penalty.length; k++) {
      penalty[k] *= basis.penaltyFactor() / (scale * scale);
    }
    return penalty;
  }

  /** Of the penalty: a line, one column once the constant is out, isn't rough. */
  int penaltyRank() {
    return basis.columns() - 1;
  }
}
