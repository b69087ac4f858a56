package org.chorale.job.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.chorale.io.publish.Overwrite;
import org.chorale.io.publish.RunRecord;

/**
 * Of which run the estimates become images.
 *
 * @param run output of a run on a feature matrix of voxels
 * @param gzip whether images are compressed
 * @param output directory of the maps
 * @param overwrite what becomes of what is in the way
 */
public record MapExportRequest(String run, boolean gzip, String output, Overwrite overwrite) {
  /** What matters to the result. */
  ObjectNode options() {
    ObjectNode node = RunRecord.create();
    node.put("export", "maps");
    node.put("gzip", gzip);
    return node;
  }

  /** Ending of the maps' names. */
  String ending() {
    return gzip ? ".nii.gz" : ".nii";
  }
}
