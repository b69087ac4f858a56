package org.chorale.job;

import java.util.List;
import org.chorale.io.publish.Overwrite;
import org.chorale.model.LeftOutLimit;

/**
 * Which scans come to a model, or leave it.
 *
 * @param model directory of a model, or the output of a run
 * @param inputs tables, joined by id, or a feature matrix
 * @param scans path of a scan table apart, or null
 * @param withdraw path of a list of ids to be taken out of the model, one per line, whose values
 *     are in the inputs; null: all scans of the inputs are added
 * @param dropIncomplete whether scans without site or covariate are left out instead of refused
 * @param leftOutLimit how many of those that are added may be left out
 * @param output directory of the new model
 * @param overwrite what becomes of what is in the way
 */
public record UpdateRequest(
    String model,
    List<String> inputs,
    String scans,
    String withdraw,
    boolean dropIncomplete,
    LeftOutLimit leftOutLimit,
    String output,
    Overwrite overwrite) {
  /** Copies the list. */
  public UpdateRequest {
    inputs = List.copyOf(inputs);
  }
}
