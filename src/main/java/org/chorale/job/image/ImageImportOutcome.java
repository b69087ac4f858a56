package org.chorale.job.image;

import org.chorale.job.matrix.ImportOutcome;

/**
 * What an import of images made.
 *
 * @param matrix what every import tells
 * @param gridVoxels voxels of an image
 * @param missing values that are missing, over all scans
 * @param setAside images and scans that were set aside
 * @param bytes of the matrix on disk
 */
public record ImageImportOutcome(
    ImportOutcome matrix, int gridVoxels, long missing, int setAside, long bytes) {}
