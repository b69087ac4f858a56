/**
 * The feature matrix: scans × features as a Parquet dataset partitioned by site, for vertices and
 * voxels, and for tables that are to be cut the same way.
 *
 * <pre>
 *   matrix.json                       what it is; written last: without it, no matrix
 *   features.parquet                  a row per feature, a row group per block
 *   scans.parquet/                    a row per scan: id, site columns, covariates
 *   images.parquet                    a row per scan: where its image lies (of images only)
 *   mask.nii.gz                       the voxels that are features (of images only)
 *   values/site_key=s0007/part-00000.parquet
 * </pre>
 *
 * <p>Rows of values are {@code (scan, site, block, values)}, sorted by block then scan inside a
 * file; a file has all scans of one site for a run of blocks. Partition directories are {@code
 * site_key=s0007}: never the label itself, which readers would take for a number or a date.
 *
 * <p>{@link org.chorale.io.matrix.FeatureMatrix} tells what there is and travels. {@link
 * org.chorale.io.matrix.MatrixPartWriter} and {@link org.chorale.io.matrix.MatrixPartReader} alone
 * know how a run of values lies in Parquet: a page for each row, written and read at memory speed,
 * a list to any other reader.
 */
package org.chorale.io.matrix;
