package org.chorale.job.export;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.matrix.FeatureKind;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.model.InvalidInputException;

/** Feature matrices whose features are voxels. */
final class VoxelMatrix {
  private VoxelMatrix() {}

  /**
   * The matrix in a directory, or the harmonised one in the output of a run.
   *
   * @throws InvalidInputException if there is none, or it isn't of voxels
   */
  static FeatureMatrix find(Configuration conf, String named) throws IOException {
    FeatureMatrix matrix = MatrixJson.find(conf, new Path(named));
    if (matrix == null) {
      throw new InvalidInputException(named + ": no feature matrix, and no run's output with one");
    }
    if (matrix.kind() != FeatureKind.VOXEL || matrix.imageHeader() == null) {
      throw new InvalidInputException(
          "%s: its features are columns of a table, not voxels of images; write it with 'chorale export table'"
              .formatted(named));
    }
    return matrix;
  }

  /** Header of a 3-D image of float32 on the grid of a matrix. */
  static NiftiHeader header(FeatureMatrix matrix) {
    return NiftiHeader.parse(matrix.imageHeader(), "image_header of " + matrix.directory())
        .float32Volume();
  }
}
