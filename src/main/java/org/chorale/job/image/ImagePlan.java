package org.chorale.job.image;

import org.chorale.io.image.Grid;
import org.chorale.model.Sequence;

/**
 * What an import of images, and the model to be fitted to them, are known to be before a voxel is
 * read.
 *
 * @param sequence scans, sites, covariates
 * @param files of images
 * @param bytes of the files
 * @param grid of every image
 * @param features voxels of the mask that is given; {@link #UNKNOWN} if it is derived
 */
public record ImagePlan(Sequence sequence, int files, long bytes, Grid grid, int features) {
  /** The mask is made of the values. */
  public static final int UNKNOWN = -1;
}
