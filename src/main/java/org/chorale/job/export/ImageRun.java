package org.chorale.job.export;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chorale.io.matrix.ImageList;
import org.chorale.io.storage.FileNames;

/**
 * The scans of one site that one task exports: some 300 bytes each. Images of one stack are in the
 * order of their volumes, so that it is read once. Immutable; travels.
 */
final class ImageRun implements Serializable {
  private static final long serialVersionUID = 1L;

  /** In-mask values that a task holds, as float32. */
  private static final long TASK_BYTES = 64L << 20;

  /** Most scans of a task: compressing them takes some seconds, and they are what cores share. */
  private static final int MOST_SCANS = 16;

  private final String site;
  private final String[] scans;
  private final String[] files;
  private final String[] originals;
  private final int[] volumes;
  private final String[] hashes;

  private ImageRun(
      String site,
      String[] scans,
      String[] files,
      String[] originals,
      int[] volumes,
      String[] hashes) {
    this.hashes = hashes;
    this.site = site;
    this.scans = scans;
    this.files = files;
    this.originals = originals;
    this.volumes = volumes;
  }

  /**
   * Cuts the scans of a site into runs of about the same size: a function of scans and features
   * alone.
   *
   * @param features V
   * @param stacks paths of files that several scans share, whose hashes are looked at apart
   */
  static List<ImageRun> cut(
      String site,
      List<String> scans,
      int features,
      Map<String, ImageList.Image> images,
      Set<String> stacks,
      FileNames names,
      String ending) {
    List<String> ordered = new ArrayList<>(scans);
    ordered.sort(
        Comparator.comparing((String scan) -> path(images.get(scan)))
            .thenComparing(scan -> volume(images.get(scan)))
            .thenComparing(Comparator.naturalOrder()));
    int most = (int) Math.max(1, Math.min(MOST_SCANS, TASK_BYTES / (4L * features)));
    int count = (ordered.size() + most - 1) / most;
    List<ImageRun> runs = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      String[] own =
          ordered
              .subList(
                  (int) ((long) ordered.size() * r / count),
                  (int) ((r + 1L) * ordered.size() / count))
              .toArray(new String[0]);
      String[] files = new String[own.length];
      String[] originals = new String[own.length];
      int[] volumes = new int[own.length];
      String[] hashes = new String[own.length];
      for (int s = 0; s < own.length; s++) {
        files[s] = names.of(own[s]) + ending;
        ImageList.Image image = images.get(own[s]);
        originals[s] = image == null ? null : image.path();
        volumes[s] = volume(image);
        hashes[s] = image == null || stacks.contains(image.path()) ? null : image.sha256();
      }
      runs.add(new ImageRun(site, own, files, originals, volumes, hashes));
    }
    return runs;
  }

  private static String path(ImageList.Image image) {
    return image == null ? "" : image.path();
  }

  private static int volume(ImageList.Image image) {
    return image == null ? 0 : image.volume();
  }

  /** Label of the site. */
  String site() {
    return site;
  }

  /** How many scans. */
  int size() {
    return scans.length;
  }

  /** Id of a scan. */
  String scan(int s) {
    return scans[s];
  }

  /** Name of the image to be written. */
  String file(int s) {
    return files[s];
  }

  /** Path of the scan's own image; null if that isn't known. */
  String original(int s) {
    return originals[s];
  }

  /** Its volume there. */
  int volume(int s) {
    return volumes[s];
  }

  /** SHA-256 that the file of the scan's own image must have; null if that is not asked here. */
  String hash(int s) {
    return hashes[s];
  }

  @Override
  public String toString() {
    return site + ": " + Arrays.toString(scans);
  }
}
