package org.chorale.stats.penalty;

import java.io.Serializable;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * A run of design columns with a quadratic penalty λβᵀSβ on their effects. Immutable.
 *
 * <p>Systems are solved along the axes of S, where unpenalised directions are columns of their own:
 * scaled to unit diagonal they stay well conditioned however large λ is.
 */
public final class PenalisedSpan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int first;
  private final int size;
  private final double[] matrix;
  private final int rank;
  private final Smoothing smoothing;
  private final double[][] axes;
  private final double[] roughness;

  /**
   * @param first first column
   * @param matrix S of the span, row-major, symmetric, positive semi-definite; kept, not copied
   * @param rank of S; the effects in its null space aren't penalised
   * @param smoothing where λ comes from
   * @throws IllegalArgumentException if the matrix isn't square or its rank isn't in 1..size
   */
  public PenalisedSpan(int first, double[] matrix, int rank, Smoothing smoothing) {
    this.first = first;
    this.size = (int) Math.round(Math.sqrt(matrix.length));
    this.matrix = matrix;
    this.rank = rank;
    this.smoothing = smoothing;
    if (size * size != matrix.length || rank < 1 || rank > size) {
      throw new IllegalArgumentException(
          "penalty of %d numbers, rank %d".formatted(matrix.length, rank));
    }
    RealMatrix s = MatrixUtils.createRealMatrix(size, size);
    for (int p = 0; p < size; p++) {
      for (int q = 0; q < size; q++) {
        s.setEntry(p, q, (matrix[p * size + q] + matrix[q * size + p]) / 2);
      }
    }
    EigenDecomposition decomposition = new EigenDecomposition(s);
    this.axes = decomposition.getV().getData();
    this.roughness = decomposition.getRealEigenvalues();
    for (int i = 0; i < size; i++) {
      // Sorted downwards; beyond the rank there is only rounding.
      roughness[i] = i < rank ? Math.max(0, roughness[i]) : 0;
    }
  }

  int first() {
    return first;
  }

  int size() {
    return size;
  }

  int rank() {
    return rank;
  }

  Smoothing smoothing() {
    return smoothing;
  }

  /** Adds λS to a P×P matrix. */
  void addTo(double[] sum, int count, double lambda) {
    for (int p = 0; p < size; p++) {
      for (int q = 0; q < size; q++) {
        sum[(first + p) * count + first + q] += lambda * matrix[p * size + q];
      }
    }
  }

  /** Adds λS to a P×P matrix in the coordinates of the axes. */
  void addAlongAxes(double[] sum, int count, double lambda) {
    for (int i = 0; i < size; i++) {
      sum[(first + i) * count + first + i] += lambda * roughness[i];
    }
  }

  /** Writes the axes of the span into the P×P matrix that turns their coordinates into effects. */
  void putAxes(RealMatrix rotation) {
    rotation.setSubMatrix(axes, first, first);
  }

  /** The λ at which penalty and scatter weigh the same: the ratio of their traces. */
  double unit(double[] scatter, int count) {
    double data = 0;
    double penalty = 0;
    for (int p = 0; p < size; p++) {
      data += scatter[(first + p) * count + first + p];
      penalty += matrix[p * size + p];
    }
    return data / penalty;
  }
}
