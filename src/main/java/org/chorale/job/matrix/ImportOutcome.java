package org.chorale.job.matrix;

import java.util.List;

/**
 * What an import made.
 *
 * @param runId id of the run
 * @param output directory of the matrix
 * @param alreadyComplete whether the same import's matrix was there, and nothing was done
 * @param scans that are in the matrix
 * @param sites they are of
 * @param features of every scan
 * @param files of values
 * @param notes sentences for the user
 */
public record ImportOutcome(
    String runId,
    String output,
    boolean alreadyComplete,
    int scans,
    int sites,
    int features,
    int files,
    List<String> notes) {

  /** Copies the list. */
  public ImportOutcome {
    notes = List.copyOf(notes);
  }
}
