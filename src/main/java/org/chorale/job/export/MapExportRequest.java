package org.chorale.job.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.chorale.io.publish.RunRecord;

/**
 * Of which run the estimates become images.
 *
 * @param run output of a run on a feature matrix of voxels
 * @param gzip whether images are compressed
 * @param output directory of the maps
 * @param overwrite whether what is in the way is replaced
 */
public record MapExportRequest(String run, boolean gzip, String output, boolean overwrite) {
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
