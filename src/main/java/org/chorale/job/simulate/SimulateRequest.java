package org.chorale.job.simulate;

import java.io.Serializable;
import java.util.List;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.matrix.Element;

/**
 * What to simulate and where to write it.
 *
 * @param scans N
 * @param features V, of a table or feature matrix
 * @param grid lengths of images, whose V is a quarter of their voxels; null for other layouts
 * @param sites S
 * @param seed of everything that is drawn
 * @param missing share of feature cells that are missing
 * @param layout table or feature matrix
 * @param format of a table
 * @param element of a feature matrix
 * @param output new directory
 */
public record SimulateRequest(
    int scans,
    int features,
    List<Integer> grid,
    int sites,
    long seed,
    double missing,
    Layout layout,
    TableFormat format,
    Element element,
    String output)
    implements Serializable {

  /** Copies the list. */
  public SimulateRequest {
    grid = grid == null ? null : List.copyOf(grid);
  }

  /** How values lie. */
  public enum Layout {
    /** A row per scan, a column per feature. */
    WIDE,
    /** A row per scan and block, partitioned by site. */
    BLOCKS,
    /** An image per scan. */
    NIFTI
  }
}
