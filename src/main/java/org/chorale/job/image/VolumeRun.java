package org.chorale.job.image;

import java.io.Serializable;

/** Volumes of a file that a task reads one after the other. Immutable; travels. */
final class VolumeRun implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int file;
  private final String path;
  private final int first;
  private final int[] scans;
  private final boolean hashed;

  /**
   * Some volumes.
   *
   * @param file number of the file
   * @param first volume
   * @param scans of the volumes; −1: one that isn't wanted; kept, not copied
   * @param hashed whether the file is hashed on the way: these are all its volumes then
   */
  VolumeRun(int file, String path, int first, int[] scans, boolean hashed) {
    this.file = file;
    this.path = path;
    this.first = first;
    this.scans = scans;
    this.hashed = hashed;
  }

  int file() {
    return file;
  }

  String path() {
    return path;
  }

  int first() {
    return first;
  }

  int count() {
    return scans.length;
  }

  int scan(int volume) {
    return scans[volume];
  }

  boolean hashed() {
    return hashed;
  }
}
