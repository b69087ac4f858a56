package org.chorale.job.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chorale.io.image.Images;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;
import org.chorale.model.ScanTable;

/**
 * Finds the images of scans by a pattern or a column of the scan table, through Hadoop's file
 * systems. Runs on the driver: a look-up or two per scan.
 */
final class ImageSearch {
  private final Configuration conf;
  private final ScanTable scans;
  private final ImageImportRequest request;
  private final SetAside aside;
  private final FoundImages found;

  ImageSearch(Configuration conf, ScanTable scans, ImageImportRequest request, SetAside aside) {
    this.conf = conf;
    this.scans = scans;
    this.request = request;
    this.aside = aside;
    this.found = new FoundImages(scans, aside);
  }

  /** Columns of the scan table that a source needs. */
  static List<String> columns(ImageImportRequest request) {
    if (request.images() instanceof ImageSource.Column column) {
      return List.of(column.name());
    }
    if (request.images() instanceof ImageSource.Named named && isPattern(named)) {
      return new PathPattern(named.paths().get(0), request.idColumn()).columns();
    }
    return List.of();
  }

  private static boolean isPattern(ImageSource.Named named) {
    boolean pattern = named.paths().stream().anyMatch(PathPattern::isOne);
    if (pattern && named.paths().size() > 1) {
      throw new InvalidInputException(
          "--images takes one pattern with columns in braces; put it in quotes, so that the shell leaves it alone");
    }
    return pattern;
  }

  /** The images; what is missing, twice or left over is set aside. */
  List<ImageFile> find(StackScans stackScans) throws IOException {
    if (request.images() instanceof ImageSource.Column column) {
      return byColumn(column.name());
    }
    if (request.images() instanceof ImageSource.Stacks stacks) {
      return stackScans.find(stacks, found);
    }
    ImageSource.Named named = (ImageSource.Named) request.images();
    return isPattern(named)
        ? byPattern(new PathPattern(named.paths().get(0), request.idColumn()))
        : new NameSearch(conf, scans, request, aside).find(named.paths(), found);
  }

  private String text(String column, int scan) {
    return column.equals(request.idColumn()) ? scans.id(scan) : scans.text(column, scan);
  }

  private List<ImageFile> byColumn(String column) throws IOException {
    Path folder = new Path(request.scans()).getParent();
    for (int s = 0; s < scans.size(); s++) {
      String text = text(column, s);
      if (text == null) {
        continue;
      }
      try {
        Path given = new Path(text);
        boolean whole = given.isAbsolute() || given.toUri().getScheme() != null || folder == null;
        found.add(s, qualified(conf, whole ? given : new Path(folder, given)));
      } catch (IllegalArgumentException malformed) {
        aside.scan(s, text, "is not a path: " + malformed.getMessage());
      }
    }
    return found.files(s -> "column '%s' is empty".formatted(column));
  }

  private List<ImageFile> byPattern(PathPattern pattern) throws IOException {
    List<String> columns = pattern.columns();
    for (int s = 0; s < scans.size(); s++) {
      int scan = s;
      List<String> empty = columns.stream().filter(c -> text(c, scan) == null).toList();
      if (!empty.isEmpty()) {
        aside.scan(s, null, "column '%s' is empty, and with it its path".formatted(empty.get(0)));
        continue;
      }
      for (String path : matches(conf, pattern.glob(column -> text(column, scan)))) {
        found.add(s, path);
      }
    }
    return found.files(
        s -> "no image matches " + pattern.glob(column -> text(column, s)).replace("\\", ""));
  }

  /** Paths of the images that match a glob, sorted. */
  static List<String> matches(Configuration conf, String glob) throws IOException {
    Path path;
    try {
      path = new Path(glob);
    } catch (IllegalArgumentException malformed) {
      throw new InvalidInputException(
          "--images: '%s' is not a path: %s".formatted(glob, malformed.getMessage()), malformed);
    }
    FileSystem files = NewFile.fileSystem(conf, path);
    FileStatus[] statuses = files.globStatus(path);
    List<String> images = new ArrayList<>();
    for (FileStatus status : statuses == null ? new FileStatus[0] : statuses) {
      if (status.isFile() && Images.isImage(status.getPath().getName())) {
        images.add(files.makeQualified(status.getPath()).toString());
      }
    }
    return images.stream().sorted().toList();
  }

  /** A path that is the same from any working directory. */
  static String qualified(Configuration conf, Path path) throws IOException {
    return NewFile.fileSystem(conf, path).makeQualified(path).toString();
  }
}
