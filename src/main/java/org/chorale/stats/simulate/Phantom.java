package org.chorale.stats.simulate;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A head for simulated images: which voxels of a grid are brain, and what is seen there. An
 * ellipsoid with smooth bumps, a bright core, a darker rim and two dark ventricles; a function of
 * the grid alone. Voxels count x fastest. Immutable; travels as the grid, each process works out
 * the voxels once and keeps them, V numbers.
 */
public final class Phantom implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int SHORTEST = 8;
  private static final int LONGEST = 512;

  /** Half-axes of the brain in half-lengths of the grid; a quarter of the voxels are in it. */
  private static final double[] HALF_AXES = {0.78, 0.84, 0.78};

  /** Of the boundary, in half-axes. */
  private static final double BUMPS = 0.05;

  private final int[] shape;
  private transient int[] voxels;

  /**
   * @param shape lengths of the grid; copied
   * @throws IllegalArgumentException if they aren't three from 8 to 512
   */
  public Phantom(int[] shape) {
    if (shape.length != 3
        || Arrays.stream(shape).anyMatch(length -> length < SHORTEST || length > LONGEST)) {
      throw new IllegalArgumentException(
          "grid %s: three lengths from %d to %d are needed"
              .formatted(Arrays.toString(shape), SHORTEST, LONGEST));
    }
    this.shape = shape.clone();
  }

  /** Lengths of the grid. */
  public int[] shape() {
    return shape.clone();
  }

  /** V, voxels of the brain. */
  public int features() {
    return voxels().length;
  }

  /** The voxel of every feature, ascending: {@code i + x·(j + y·k)}. The caller must not write. */
  public synchronized int[] voxels() {
    if (voxels == null) {
      int[] found = new int[shape[0] * shape[1] * shape[2]];
      int count = 0;
      for (int voxel = 0; voxel < found.length; voxel++) {
        if (depth(voxel) < 1) {
          found[count++] = voxel;
        }
      }
      voxels = Arrays.copyOf(found, count);
    }
    return voxels;
  }

  /** Indices of a feature's voxel, counted from 0. */
  public int[] place(int feature) {
    return place(shape, voxels()[feature]);
  }

  private static int[] place(int[] shape, int voxel) {
    return new int[] {voxel % shape[0], voxel / shape[0] % shape[1], voxel / (shape[0] * shape[1])};
  }

  /** From the middle of the grid, −1 to 1. */
  private double[] position(int voxel) {
    int[] place = place(shape, voxel);
    double[] position = new double[place.length];
    for (int d = 0; d < place.length; d++) {
      position[d] = (2.0 * place[d] + 1) / shape[d] - 1;
    }
    return position;
  }

  /** 0 in the middle of the brain, 1 at its surface, more outside. */
  private double depth(int voxel) {
    double[] at = position(voxel);
    double sum = 0;
    for (int d = 0; d < at.length; d++) {
      at[d] /= HALF_AXES[d];
      sum += at[d] * at[d];
    }
    double radius = StrictMath.sqrt(sum);
    if (radius == 0) {
      return 0;
    }
    double around = StrictMath.atan2(at[1], at[0]);
    double up = at[2] / radius;
    double bump =
        StrictMath.cos(5 * around) * (1 - up * up) + StrictMath.sin(3 * around + 4 * up) * up;
    return radius / (1 + BUMPS * bump);
  }

  /** What a feature's mean has more than one of a table: 0.5 to 2.5, smooth. */
  public double anatomy(int feature) {
    int voxel = voxels()[feature];
    double[] at = position(voxel);
    double core = 1 / (1 + StrictMath.exp(12 * (depth(voxel) - 0.75)));
    double side = (StrictMath.abs(at[0]) - 0.14) / 0.09;
    double length = (at[1] + 0.05) / 0.3;
    double height = (at[2] - 0.1) / 0.15;
    double ventricles = StrictMath.exp(-0.5 * (side * side + length * length + height * height));
    return 1 + 1.5 * core - 2 * core * ventricles;
  }
}
