package org.chorale.job;

import java.util.List;
import org.chorale.io.publish.Overwrite;
import org.chorale.model.ScanSelection;

/**
 * Of which scans a site shares moments.
 *
 * @param design a design file, or a model whose design is meant
 * @param inputs tables, joined by id, or a feature matrix
 * @param scans path of a scan table apart, or null
 * @param idColumn column that names a scan; null: the design's
 * @param dropIncomplete whether scans without site or covariate are left out instead of refused
 * @param selection which of the scans are meant
 * @param minDisclosure fewest scans that a sum may be over
 * @param output directory of the moments
 * @param overwrite what becomes of what is in the way
 */
public record SiteMomentsRequest(
    String design,
    List<String> inputs,
    String scans,
    String idColumn,
    boolean dropIncomplete,
    ScanSelection selection,
    int minDisclosure,
    String output,
    Overwrite overwrite) {
  /** Copies the list. */
  public SiteMomentsRequest {
    inputs = List.copyOf(inputs);
  }
}
