package org.chorale.io.image;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.mgh.MghReader;
import org.chorale.io.nifti.NiftiReader;
import org.chorale.model.InvalidInputException;

/** Images by the endings of their names, in capitals or not. */
public final class Images {
  private static final List<String> NIFTI = List.of(".nii", ".nii.gz", ".hdr", ".hdr.gz");

  /** The other halves of pairs, of which the headers stand for the image. */
  private static final List<String> VALUES = List.of(".img", ".img.gz");

  private static final List<String> MGH = List.of(".mgh", ".mgz", ".mgh.gz");

  private Images() {}

  /**
   * Opens an image and reads its header.
   *
   * @param path of a pair, either file
   * @throws InvalidInputException if its name isn't an image's, or the file isn't one that can be
   *     read
   * @throws IOException if it can't be read
   */
  public static ImageReader open(Configuration hadoop, Path path) throws IOException {
    String name = path.getName();
    if (endsIn(name, NIFTI) || endsIn(name, VALUES)) {
      return new NiftiImage(NiftiReader.open(hadoop, path));
    }
    if (endsIn(name, MGH)) {
      return new MghImage(MghReader.open(hadoop, path));
    }
    throw new InvalidInputException(
        path
            + ": not an image by its name; expected was one that ends in .nii, .nii.gz, .hdr, .img,"
            + " .mgh or .mgz. Rename or convert it, or leave it out.");
  }

  /**
   * Whether a file of a directory is an image by its name. Of a pair the {@code .hdr} is, the
   * {@code .img} is not, so that each pair counts once. Hidden files are none: some systems put one
   * of their own, {@code ._scan.nii}, beside each.
   */
  public static boolean isImage(String fileName) {
    return !fileName.startsWith(".") && (endsIn(fileName, NIFTI) || endsIn(fileName, MGH));
  }

  /** Whether a file is, by its name, one of the two of a pair. */
  public static boolean isPair(String fileName) {
    return endsIn(fileName, VALUES) || endsIn(fileName, List.of(".hdr", ".hdr.gz"));
  }

  /** Whether a file is, by its name, all compressed, so that one has to read it from its start. */
  public static boolean isCompressed(String fileName) {
    return endsIn(fileName, List.of(".gz", ".mgz"));
  }

  /** A file's name without the ending of an image; the whole name if it has none. */
  public static String stem(String fileName) {
    String ending = "";
    for (List<String> endings : List.of(NIFTI, VALUES, MGH)) {
      for (String candidate : endings) {
        if (endsIn(fileName, List.of(candidate)) && candidate.length() > ending.length()) {
          ending = candidate;
        }
      }
    }
    return fileName.substring(0, fileName.length() - ending.length());
  }

  private static boolean endsIn(String fileName, List<String> endings) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(name::endsWith);
  }
}
