package org.chorale.io.nifti;

import static org.chorale.io.nifti.HeaderChecks.refused;

import java.util.ArrayList;
import java.util.List;
import org.chorale.model.InvalidInputException;

/**
 * How large an image is: its shape in space and its volumes.
 *
 * <p>Two habits of FreeSurfer for surfaces in NIfTI-1, whose lengths are 16-bit numbers, are
 * understood as nibabel does: a first length of -1 stands in {@code glmin}, and 27307 × 1 × 6 is
 * the 163842 × 1 × 1 of its finest sphere.
 */
record Extent(int x, int y, int z, int volumes) {
  /** What a Java array can hold, with some room for its header. */
  private static final int MAX_VOXELS = Integer.MAX_VALUE - 8;

  private static final int MAX_DIMENSIONS = 7;
  private static final int SPACE = 3;
  private static final int ICO7_VERTICES = 163842;

  int[] shape() {
    return new int[] {x, y, z};
  }

  static Extent of(RawHeader raw, String name) {
    long dimensions = raw.integer(HeaderField.DIM);
    if (dimensions < 1 || dimensions > MAX_DIMENSIONS) {
      throw refused(
          name,
          "its header states %d dimensions; expected were 1 to 7. Copy or convert the file again."
              .formatted(dimensions));
    }
    List<Long> lengths = new ArrayList<>();
    for (int d = 1; d <= MAX_DIMENSIONS; d++) {
      lengths.add(d <= dimensions ? raw.integer(HeaderField.DIM, d) : 1);
    }
    if (raw.version() == 1) {
      undoFreeSurfer(lengths, raw);
    }
    for (long length : lengths) {
      if (length < 1) {
        throw refused(
            name,
            "its header states the shape %s; a length must be at least 1. Copy or convert the file again."
                .formatted(words(lengths)));
      }
    }
    for (int d = SPACE + 1; d < MAX_DIMENSIONS; d++) {
      if (lengths.get(d) != 1) {
        throw refused(
            name,
            "has the shape %s; expected were three dimensions, or four with volumes as the last. Split or reshape it."
                .formatted(words(lengths)));
      }
    }
    return checkedSize(lengths, name);
  }

  private static void undoFreeSurfer(List<Long> lengths, RawHeader raw) {
    if (lengths.subList(0, SPACE).equals(List.of(-1L, 1L, 1L))) {
      lengths.set(0, raw.integer(HeaderField.GLMIN));
    } else if (lengths.subList(0, SPACE).equals(List.of(27307L, 1L, 6L))) {
      lengths.set(0, (long) ICO7_VERTICES);
      lengths.set(2, 1L);
    }
  }

  private static Extent checkedSize(List<Long> lengths, String name) {
    long voxels = 1;
    for (long length : lengths.subList(0, SPACE)) {
      voxels = length > MAX_VOXELS ? Long.MAX_VALUE : voxels * length;
      if (voxels > MAX_VOXELS) {
        throw tooLarge(lengths, name);
      }
    }
    long volumes = lengths.get(SPACE);
    if (volumes > Integer.MAX_VALUE) {
      throw tooLarge(lengths, name);
    }
    return new Extent(
        lengths.get(0).intValue(),
        lengths.get(1).intValue(),
        lengths.get(2).intValue(),
        (int) volumes);
  }

  private static InvalidInputException tooLarge(List<Long> lengths, String name) {
    return refused(
        name,
        "its header states the shape %s; at most %d voxels can be read. Copy or convert the file again, or crop the image."
            .formatted(words(lengths), MAX_VOXELS));
  }

  private static String words(List<Long> lengths) {
    int last = MAX_DIMENSIONS;
    while (last > SPACE && lengths.get(last - 1) == 1) {
      last--;
    }
    return String.join(" × ", lengths.subList(0, last).stream().map(String::valueOf).toList());
  }
}
