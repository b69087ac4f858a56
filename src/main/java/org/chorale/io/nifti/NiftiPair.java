package org.chorale.io.nifti;

import static org.chorale.io.nifti.HeaderChecks.refused;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;

/** An image in two files: {@code name.hdr} and {@code name.img}, each compressed or not. */
final class NiftiPair {
  private static final List<String> HEADERS = List.of(".hdr", ".hdr.gz");
  private static final List<String> VALUES = List.of(".img", ".img.gz");

  private NiftiPair() {}

  /** Whether a file is, by its name, one of a pair. */
  static boolean isPart(Path file) {
    return ending(file, HEADERS) != null || ending(file, VALUES) != null;
  }

  /** The file with the header: of {@code name.img} its {@code name.hdr}, else the file itself. */
  static Path header(Configuration hadoop, Path file) throws IOException {
    String ending = ending(file, VALUES);
    return ending == null ? file : partner(hadoop, file, ending, HEADERS);
  }

  /** The file with the values that belongs to {@code name.hdr}. */
  static Path values(Configuration hadoop, Path header) throws IOException {
    return partner(hadoop, header, ending(header, HEADERS), VALUES);
  }

  private static Path partner(Configuration hadoop, Path file, String ending, List<String> others)
      throws IOException {
    String name = file.getName();
    String stem = name.substring(0, name.length() - ending.length());
    boolean capitals = name.endsWith(ending.toUpperCase(Locale.ROOT));
    boolean compressed = ending.endsWith(".gz");
    FileSystem files = NewFile.fileSystem(hadoop, file);
    String expected = null;
    for (int i = 0; i < others.size(); i++) {
      // The one that is compressed like this one comes first.
      String other = others.get(compressed ? others.size() - 1 - i : i);
      Path partner =
          new Path(file.getParent(), stem + (capitals ? other.toUpperCase(Locale.ROOT) : other));
      if (files.exists(partner)) {
        return partner;
      }
      expected = expected == null ? partner.getName() : expected;
    }
    throw refused(
        file.toString(),
        "is one half of an image, but there is no %s beside it, which must hold the %s. Copy it there too."
            .formatted(expected, others.equals(VALUES) ? "values" : "header"));
  }

  private static String ending(Path file, List<String> endings) {
    String name = file.getName().toLowerCase(Locale.ROOT);
    for (String ending : endings) {
      if (name.endsWith(ending)) {
        return ending;
      }
    }
    return null;
  }
}
