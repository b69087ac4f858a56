/**
 * The feature matrix: scans × features as a Parquet dataset partitioned by site, for vertices and
 * voxels.
 *
 * <p>Rows are {@code (scan, site, block, values)}, sorted by block then scan inside a site.
 * Partition directories are {@code site_key=s0007}: never the label itself, which readers would
 * take for a number or a date.
 */
package org.chorale.io.matrix;
