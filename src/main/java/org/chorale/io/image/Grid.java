package org.chorale.io.image;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Where the voxels of a 3-D image are. Immutable; travels. */
public final class Grid implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Elements of two affines that differ by no more are the same: a thousandth of a millimetre for
   * the origin, of a millimetre per voxel for the rest. Far above the rounding of float32 and of
   * programs that go through quaternions, far below any real difference of two grids.
   */
  private static final double AFFINE_TOLERANCE = 1e-3;

  private static final int COLUMNS = 4;
  private static final int ELEMENTS = 12;

  /** Enough to show any difference beyond the tolerance in the size of a head. */
  private static final MathContext SHOWN = new MathContext(7);

  private final int[] shape;
  private final double[] affine;

  /**
   * @param shape three lengths of at least 1; copied
   * @param affine from voxel indices, counted from 0, to millimetres: three rows of four; copied
   * @throws IllegalArgumentException if a length or an element is missing
   * @throws ArithmeticException if the voxels are more than an int counts
   */
  public Grid(int[] shape, double[] affine) {
    if (shape.length != 3 || Arrays.stream(shape).anyMatch(length -> length < 1)) {
      throw new IllegalArgumentException("not the shape of a 3-D grid: " + Arrays.toString(shape));
    }
    if (affine.length != ELEMENTS) {
      throw new IllegalArgumentException("affine of " + affine.length + " elements instead of 12");
    }
    Math.multiplyExact(Math.multiplyExact(shape[0], shape[1]), shape[2]);
    this.shape = shape.clone();
    this.affine = affine.clone();
  }

  /** Three lengths. */
  public int[] shape() {
    return shape.clone();
  }

  /** From voxel indices, counted from 0, to millimetres: three rows of four. */
  public double[] affine() {
    return affine.clone();
  }

  /** Number of voxels. */
  public int voxels() {
    return shape[0] * shape[1] * shape[2];
  }

  /**
   * How this grid differs from another, as in "shape 61 × 73 × 61 instead of 91 × 109 × 91"; null
   * if the shapes are equal and no element of the affines differs by more than 0.001.
   */
  public String difference(Grid other) {
    if (!Arrays.equals(shape, other.shape)) {
      return "shape " + words(shape) + " instead of " + words(other.shape);
    }
    for (int i = 0; i < affine.length; i++) {
      if (!(Math.abs(affine[i] - other.affine[i]) <= AFFINE_TOLERANCE)) {
        return "affine: element [%d,%d] is %s instead of %s"
            .formatted(i / COLUMNS, i % COLUMNS, number(affine[i]), number(other.affine[i]));
      }
    }
    return null;
  }

  private static String words(int[] shape) {
    return shape[0] + " × " + shape[1] + " × " + shape[2];
  }

  private static String number(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    return new BigDecimal(value).round(SHOWN).stripTrailingZeros().toPlainString();
  }

  /** Whether shape and affine are equal to the bit; see {@link #difference} for a tolerance. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Grid grid
        && Arrays.equals(shape, grid.shape)
        && Arrays.equals(affine, grid.affine);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(affine);
  }

  @Override
  public String toString() {
    return words(shape);
  }
}
