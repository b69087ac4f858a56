package org.chorale.job.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.chorale.job.input.FileHashJob;
import org.chorale.job.run.RunIdentity;
import org.chorale.job.run.RunInput;
import org.chorale.model.ScanTable;

/**
 * The inputs that identify an import: scan table, mask, and as one each, for a record that stays
 * readable, all images and all sidecars. The hash of every image is in {@code images.parquet}.
 */
final class ImageInputs {
  private final List<RunInput> tables;
  private final ScanTable scans;
  private final List<ImageFile> files;
  private final List<ImageFacts> facts;

  /**
   * Inputs.
   *
   * @param tables scan table and mask
   */
  ImageInputs(
      List<RunInput> tables, ScanTable scans, List<ImageFile> files, List<ImageFacts> facts) {
    this.tables = tables;
    this.scans = scans;
    this.files = files;
    this.facts = facts;
  }

  /**
   * Identifies the run.
   *
   * @param hashes of the files
   */
  RunIdentity identity(ObjectNode options, String[] hashes) {
    List<RunInput> inputs = new ArrayList<>(tables);
    MessageDigest images = FileHashJob.newDigest();
    MessageDigest sidecars = FileHashJob.newDigest();
    long bytes = 0;
    boolean anySidecar = false;
    for (int f = 0; f < files.size(); f++) {
      bytes += facts.get(f).bytes();
      int[] own = files.get(f).scans();
      for (int v = 0; v < own.length; v++) {
        String id = own[v] < 0 ? "" : scans.id(own[v]);
        add(images, id + "\t" + v + "\t" + hashes[f] + "\n");
      }
      String[] fields = facts.get(f).fields();
      anySidecar |= fields != null && fields.length > 0;
      add(sidecars, fields == null ? "\n" : String.join("\t", fields) + "\n");
    }
    inputs.add(new RunInput("images", bytes, HexFormat.of().formatHex(images.digest())));
    if (anySidecar) {
      inputs.add(new RunInput("sidecars", 0, HexFormat.of().formatHex(sidecars.digest())));
    }
    return new RunIdentity(options, inputs);
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
