package org.chorale.job.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.chorale.io.publish.Overwrite;
import org.chorale.io.publish.RunRecord;
import org.chorale.job.matrix.MatrixSettings;
import org.chorale.model.InvalidInputException;

/**
 * Which images become a feature matrix.
 *
 * @param scans path of the scan table
 * @param idColumn column that names a scan
 * @param siteColumns columns by which the matrix is partitioned; with sidecars, none
 * @param sidecarFields fields of BIDS sidecars that name the site instead; they become columns
 * @param images how they are found
 * @param mask path of the mask, or null: it is derived
 * @param maskShare share of scans that have a voxel (finite, not zero) of a derived mask
 * @param checks which images are refused
 * @param settings layout of the matrix; no element: as precise as the images need
 * @param output its directory
 * @param overwrite what becomes of what is in the way
 */
public record ImageImportRequest(
    String scans,
    String idColumn,
    List<String> siteColumns,
    List<String> sidecarFields,
    ImageSource images,
    String mask,
    double maskShare,
    Checks checks,
    MatrixSettings settings,
    String output,
    Overwrite overwrite) {

  /**
   * Which images are refused.
   *
   * @param minOverlap least share of the mask that an image must fill
   * @param force whether those that fill less are taken all the same
   * @param keepMissing whether voxels in the mask may be NaN or infinite: missing values
   * @param quarantine whether images that can't be used are set aside with their scans
   */
  public record Checks(double minOverlap, boolean force, boolean keepMissing, boolean quarantine) {
    /**
     * Checks the share.
     *
     * @throws InvalidInputException if it is none
     */
    public Checks {
      if (!(minOverlap >= 0 && minOverlap <= 1)) {
        throw new InvalidInputException(
            "--min-overlap is " + minOverlap + "; it must be from 0 to 1 (default 0.7)");
      }
    }
  }

  /**
   * Copies the lists and checks the share.
   *
   * @throws InvalidInputException if it is none, or the site is named twice or not at all
   */
  public ImageImportRequest {
    siteColumns = List.copyOf(siteColumns);
    sidecarFields = List.copyOf(sidecarFields);
    if (!(maskShare > 0 && maskShare <= 1)) {
      throw new InvalidInputException(
          "--mask-share is " + maskShare + "; it must be above 0 and at most 1 (default 1)");
    }
    if (siteColumns.isEmpty() == sidecarFields.isEmpty()) {
      throw new InvalidInputException(
          "name the site's columns with --site, or the sidecars' fields with --site-from-sidecar: one of the two");
    }
  }

  /** The same to another directory. */
  public ImageImportRequest to(String other, Overwrite replacing) {
    return new ImageImportRequest(
        scans,
        idColumn,
        siteColumns,
        sidecarFields,
        images,
        mask,
        maskShare,
        checks,
        settings,
        other,
        replacing);
  }

  /** Columns of the new matrix that name the site. */
  public List<String> siteNames() {
    return sidecarFields.isEmpty() ? siteColumns : sidecarFields;
  }

  /** What matters to the result; where the images lie does not. */
  ObjectNode options() {
    ObjectNode node = RunRecord.create();
    node.put("import", "nifti");
    node.put("id", idColumn);
    siteColumns.forEach(node.putArray("site")::add);
    sidecarFields.forEach(node.putArray("site-from-sidecar")::add);
    node.put("mask", mask != null);
    node.put("mask-share", maskShare);
    node.put("min-overlap", checks.minOverlap());
    node.put("force", checks.force());
    node.put("missing", checks.keepMissing() ? "keep" : "refuse");
    node.put("quarantine", checks.quarantine());
    settings.describe(node);
    return node;
  }
}
