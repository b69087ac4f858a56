package org.chorale.notebooks;

import java.io.IOException;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.nifti.NiftiReader;

/** An image in memory. Immutable. */
public final class Volume {
  private final int[] shape;
  private final double[] values;

  private Volume(int[] shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  /** Reads a NIfTI image. */
  public static Volume read(String file) throws IOException {
    try (NiftiReader reader = NiftiReader.open(new Configuration(false), new Path(file))) {
      double[] values = new double[reader.header().voxels()];
      reader.read(values, 0, values.length);
      return new Volume(reader.header().shape(), values);
    }
  }

  /** Of images on one grid: their mean. */
  public static Volume mean(List<Volume> images) {
    Volume sum = images.stream().reduce((a, b) -> a.with(b, Double::sum)).orElseThrow();
    return sum.with(sum, (total, same) -> total / images.size());
  }

  /** Of images on one grid: their standard deviation, divisor n − 1. */
  public static Volume spread(List<Volume> images) {
    Volume mean = mean(images);
    int degreesOfFreedom = images.size() - 1;
    return mean(images.stream().map(each -> each.with(mean, (x, m) -> (x - m) * (x - m))).toList())
        .with(mean, (square, same) -> Math.sqrt(square * images.size() / degreesOfFreedom));
  }

  /** Voxel by voxel with another image on the same grid. */
  public Volume with(Volume other, DoubleBinaryOperator operator) {
    double[] result = new double[values.length];
    for (int voxel = 0; voxel < result.length; voxel++) {
      result[voxel] = operator.applyAsDouble(values[voxel], other.values[voxel]);
    }
    return new Volume(shape, result);
  }

  /** The value of a voxel, indices counted from 0. */
  public double at(int i, int j, int k) {
    return values[i + shape[0] * (j + shape[1] * k)];
  }

  /** The values of voxels named {@code i_j_k}. */
  public double[] at(List<String> names) {
    return names.stream()
        .mapToDouble(
            name -> {
              String[] place = name.split("_", -1);
              return at(
                  Integer.parseInt(place[0]),
                  Integer.parseInt(place[1]),
                  Integer.parseInt(place[2]));
            })
        .toArray();
  }

  int length(int axis) {
    return shape[axis];
  }
}
