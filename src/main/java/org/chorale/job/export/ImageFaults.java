package org.chorale.job.export;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.chorale.model.InvalidInputException;

/**
 * Original images of a task's scans that can't be used. Travels; a task has few scans. A class: a
 * record would not pass Spark's Kryo.
 */
final class ImageFaults implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_SHOWN = 10;

  private final ArrayList<String> faults = new ArrayList<>();
  private long bytes;

  /** Notes what is wrong with the image of a scan. */
  void add(String scan, InvalidInputException fault) {
    faults.add("scan '%s': %s".formatted(scan, fault.getMessage()));
  }

  /** Counts a file that was written. */
  void wrote(long fileBytes) {
    bytes += fileBytes;
  }

  /**
   * Refuses an export some of whose originals can't be used.
   *
   * @return bytes of the files that were written
   * @throws InvalidInputException that names the first ten and tells how many there are
   */
  static long refuse(List<ImageFaults> tasks, int images) {
    List<String> all = new ArrayList<>();
    long bytes = 0;
    for (ImageFaults task : tasks) {
      all.addAll(task.faults);
      bytes += task.bytes;
    }
    if (all.isEmpty()) {
      return bytes;
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d of %,d images, whose headers and voxels outside the mask are to be kept, can't be used:"
            .formatted(all.size(), images));
    all.stream().limit(MOST_SHOWN).forEach(lines::add);
    if (all.size() > MOST_SHOWN) {
      lines.add("… and %,d more like these".formatted(all.size() - MOST_SHOWN));
    }
    lines.add(
        "Bring them back, or do without: --outside zero (or nan) writes the header of the matrix and the voxels in the mask.");
    throw new InvalidInputException(String.join("\n", lines));
  }
}
