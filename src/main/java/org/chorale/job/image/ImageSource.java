package org.chorale.job.image;

import java.util.List;

/** How the images of scans are found. */
public sealed interface ImageSource {
  /**
   * By their paths.
   *
   * @param paths one pattern with {@code {column}} in it, of which each scan has its own path; or
   *     folders, files and globs whose images are matched to scans by their names
   */
  record Named(List<String> paths) implements ImageSource {
    /** Copies the list. */
    public Named {
      paths = List.copyOf(paths);
    }
  }

  /**
   * A column of the scan table has the path of each.
   *
   * @param name of the column; its paths are relative to the table's folder
   */
  record Column(String name) implements ImageSource {}

  /**
   * Volumes of 4-D images.
   *
   * @param files images
   * @param ids for each a file with the ids of its volumes' scans, in order: one per line, or a
   *     table with the id column; or {@code scans} for one stack in the order of the scan table
   */
  record Stacks(List<String> files, List<String> ids) implements ImageSource {
    /** The word for the order of the scan table. */
    public static final String OF_SCAN_TABLE = "scans";

    /** Copies the lists. */
    public Stacks {
      files = List.copyOf(files);
      ids = List.copyOf(ids);
    }
  }
}
