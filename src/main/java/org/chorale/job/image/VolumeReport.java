package org.chorale.job.image;

/** What one volume holds; follows its slices. Immutable; travels. */
final class VolumeReport implements Scanned {
  private static final long serialVersionUID = 1L;

  private final int scan;
  private final int filled;
  private final int inMask;
  private final int missing;

  /**
   * Counts of voxels.
   *
   * @param filled finite and not zero
   * @param inMask of these in the mask
   * @param missing NaN or infinite in the mask
   */
  VolumeReport(int scan, int filled, int inMask, int missing) {
    this.scan = scan;
    this.filled = filled;
    this.inMask = inMask;
    this.missing = missing;
  }

  int scan() {
    return scan;
  }

  int filled() {
    return filled;
  }

  int inMask() {
    return inMask;
  }

  int missing() {
    return missing;
  }
}
