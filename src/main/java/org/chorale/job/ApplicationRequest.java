package org.chorale.job;

import java.util.List;
import org.chorale.io.harmonised.OutputFormat;
import org.chorale.io.publish.Overwrite;
import org.chorale.model.LeftOutLimit;
import org.chorale.model.NewScanRules;
import org.chorale.model.ScanSelection;

/**
 * Which model to apply to what.
 *
 * @param model directory of a model, or the output of a run
 * @param inputs tables, joined by id, or a feature matrix
 * @param scans path of a scan table apart, or null
 * @param idColumn column that names a scan; null: the model's
 * @param rules what becomes of scans that the model was not made for
 * @param selection which of the scans are meant
 * @param leftOutLimit how many of those may be left out
 * @param keepSites whether the output holds a new version of the model with the new sites
 * @param output directory of the result; null if nothing is to be written
 * @param overwrite what becomes of what is in the way
 * @param format of a harmonised table
 */
public record ApplicationRequest(
    String model,
    List<String> inputs,
    String scans,
    String idColumn,
    NewScanRules rules,
    ScanSelection selection,
    LeftOutLimit leftOutLimit,
    boolean keepSites,
    String output,
    Overwrite overwrite,
    OutputFormat format) {
  /** Copies the list. */
  public ApplicationRequest {
    inputs = List.copyOf(inputs);
  }
}
