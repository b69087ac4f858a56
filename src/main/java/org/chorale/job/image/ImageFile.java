package org.chorale.job.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.chorale.io.image.Images;

/** An image file and the scans of its volumes. Immutable. */
final class ImageFile {
  /** Volumes of a task; they are read one after the other. */
  private static final int VOLUMES_OF_TASK = 8;

  private final String path;
  private final int[] scans;
  private final boolean stack;

  /**
   * A file.
   *
   * @param path the same from any working directory
   * @param scans index in the scan table of each volume's scan; −1: no scan of the table; kept, not
   *     copied
   * @param stack whether it was given as a stack of volumes
   */
  ImageFile(String path, int[] scans, boolean stack) {
    this.path = path;
    this.scans = scans;
    this.stack = stack;
  }

  String path() {
    return path;
  }

  int[] scans() {
    return scans;
  }

  boolean stack() {
    return stack;
  }

  /** The same without the scans that are set aside; null if none is left. */
  ImageFile without(SetAside aside) {
    int[] left =
        Arrays.stream(scans).map(scan -> scan >= 0 && aside.isOut(scan) ? -1 : scan).toArray();
    boolean none = Arrays.stream(left).allMatch(scan -> scan < 0);
    return none ? null : new ImageFile(path, left, stack);
  }

  /** Whether its volumes can be read from anywhere, not only from the start of the file. */
  boolean canBeCut() {
    String name = new Path(path).getName();
    return !Images.isCompressed(name) && !Images.isPair(name);
  }

  /**
   * Cuts files into tasks: some images each; of a stack that can be cut some volumes, else all. A
   * function of the files alone.
   *
   * @param files null where one isn't read
   * @param hashed whether files that one task reads as a whole are hashed on the way
   */
  static List<List<VolumeRun>> tasks(List<ImageFile> files, boolean hashed) {
    List<List<VolumeRun>> tasks = new ArrayList<>();
    List<VolumeRun> some = new ArrayList<>();
    for (int f = 0; f < files.size(); f++) {
      ImageFile file = files.get(f);
      if (file == null) {
        continue;
      }
      if (file.scans.length == 1) {
        some.add(new VolumeRun(f, file.path, 0, file.scans, hashed));
        if (some.size() == VOLUMES_OF_TASK) {
          tasks.add(some);
          some = new ArrayList<>();
        }
      } else {
        tasks.addAll(file.tasks(f, hashed));
      }
    }
    if (!some.isEmpty()) {
      tasks.add(some);
    }
    return tasks;
  }

  private List<List<VolumeRun>> tasks(int number, boolean hashed) {
    List<List<VolumeRun>> tasks = new ArrayList<>();
    int each = canBeCut() ? VOLUMES_OF_TASK : scans.length;
    for (int first = 0; first < scans.length; first += each) {
      int end = Math.min(scans.length, first + each);
      int[] own = Arrays.copyOfRange(scans, first, end);
      boolean whole = end - first == scans.length;
      tasks.add(List.of(new VolumeRun(number, path, first, own, hashed && whole)));
    }
    return tasks;
  }
}
