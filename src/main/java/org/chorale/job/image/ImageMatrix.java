package org.chorale.job.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.matrix.FeatureIndex;
import org.chorale.io.matrix.FeatureKind;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.ImageList;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.io.nifti.NiftiWriter;
import org.chorale.model.Blocks;
import org.chorale.model.ScanTable;

/** What a matrix of images has beside values and scans; the driver writes it. */
final class ImageMatrix {
  private final Configuration conf;
  private final Path matrix;

  /** In the directory of a matrix. */
  ImageMatrix(Configuration conf, Path matrix) {
    this.conf = conf;
    this.matrix = matrix;
  }

  /** Writes the places of the voxels, in the order of the image: x fastest. */
  void writeIndex(VoxelMask mask, Blocks blocks) throws IOException {
    int[] shape = mask.grid().shape();
    try (FeatureIndex.Writer index =
        new FeatureIndex.Writer(conf, FeatureMatrix.features(matrix), FeatureKind.VOXEL)) {
      int voxel = 0;
      for (int b = 0; b < blocks.count(); b++) {
        int[][] places = new int[shape.length][blocks.size(b)];
        for (int v = 0; v < blocks.size(b); voxel++) {
          if (mask.contains(voxel)) {
            places[0][v] = voxel % shape[0];
            places[1][v] = voxel / shape[0] % shape[1];
            places[2][v] = voxel / shape[0] / shape[1];
            v++;
          }
        }
        index.add(places);
      }
    }
  }

  /**
   * Writes the mask: 1 in, 0 out.
   *
   * @param like header of an image on its grid
   */
  void writeMask(VoxelMask mask, NiftiHeader like) throws IOException {
    try (NiftiWriter out = NiftiWriter.create(conf, FeatureMatrix.mask(matrix), like)) {
      float[] some = new float[VolumeSlice.VOXELS];
      int voxels = mask.grid().voxels();
      for (int from = 0; from < voxels; from += some.length) {
        int n = Math.min(some.length, voxels - from);
        for (int v = 0; v < n; v++) {
          some[v] = mask.contains(from + v) ? 1 : 0;
        }
        out.write(some, 0, n);
      }
    }
  }

  /** Writes where the images of the scans lie, in the order of the scan table. */
  void writeImages(
      ScanTable scans, SetAside aside, List<ImageFile> files, String[] hashes, int[] missing)
      throws IOException {
    ImageList.Image[] imageOf = new ImageList.Image[scans.size()];
    for (int f = 0; f < files.size(); f++) {
      int[] own = files.get(f) == null ? new int[0] : files.get(f).scans();
      for (int v = 0; v < own.length; v++) {
        if (own[v] >= 0) {
          imageOf[own[v]] =
              new ImageList.Image(
                  scans.id(own[v]), files.get(f).path(), v, hashes[f], missing[own[v]]);
        }
      }
    }
    List<ImageList.Image> images = new ArrayList<>();
    for (int s = 0; s < imageOf.length; s++) {
      if (!aside.isOut(s)) {
        images.add(imageOf[s]);
      }
    }
    ImageList.write(conf, FeatureMatrix.images(matrix), images);
  }
}
