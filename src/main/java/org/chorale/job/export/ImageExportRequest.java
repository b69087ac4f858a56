package org.chorale.job.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.chorale.io.publish.Overwrite;
import org.chorale.io.publish.RunRecord;
import org.chorale.model.Word;

/**
 * Which scans of a matrix become images, and how.
 *
 * @param matrix directory of a feature matrix of voxels, or the output of a run on one
 * @param sites labels of the sites wanted; empty: all
 * @param scans ids of the scans wanted; null: all
 * @param outside what stands outside the mask
 * @param gzip whether images are compressed
 * @param output directory of the images
 * @param overwrite what becomes of what is in the way
 */
public record ImageExportRequest(
    String matrix,
    List<String> sites,
    List<String> scans,
    Outside outside,
    boolean gzip,
    String output,
    Overwrite overwrite) {

  /** What stands outside the mask. */
  public enum Outside {
    /** What the scan's own image has there; its header is kept too. */
    ORIGINAL,
    /** 0, with the header of the matrix; the scan's own image isn't needed. */
    ZERO,
    /** NaN, with the header of the matrix; the scan's own image isn't needed. */
    NAN
  }

  /** Copies the lists. */
  public ImageExportRequest {
    sites = List.copyOf(sites);
    scans = scans == null ? null : List.copyOf(scans);
  }

  /** The same of another matrix, to another directory. */
  public ImageExportRequest of(String other, String directory, Overwrite replacing) {
    return new ImageExportRequest(other, sites, scans, outside, gzip, directory, replacing);
  }

  /**
   * Asks whether there is what is wanted.
   *
   * @param scansBySite ids of the scans of a matrix by site label
   * @throws org.chorale.model.InvalidInputException if a site or scan isn't there, or none is left
   */
  public void check(Map<String, List<String>> scansBySite) {
    ScanChoice.wanted(scansBySite, this);
  }

  /** What matters to the result. */
  ObjectNode options() {
    ObjectNode node = RunRecord.create();
    node.put("export", "nifti");
    node.put("outside", Word.of(outside));
    node.put("gzip", gzip);
    new TreeSet<>(sites).forEach(node.putArray("sites")::add);
    if (scans != null) {
      new TreeSet<>(scans).forEach(node.putArray("scans-list")::add);
    }
    return node;
  }

  /** Ending of the images' names. */
  String ending() {
    return gzip ? ".nii.gz" : ".nii";
  }
}
