package org.chorale.io.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files that tasks write part by part, and text parts put together into one file. */
public final class TextParts {
  private TextParts() {}

  /** Name of a part: sorted by name, parts are in order. */
  public static String name(int part, String ending) {
    return String.format(Locale.ROOT, "part-%05d.%s", part, ending);
  }

  /** Puts parts together in their order, one buffer at a time, and deletes them. */
  public static void join(Configuration conf, Path directory, int parts, String ending, Path target)
      throws IOException {
    FileSystem fileSystem = NewFile.fileSystem(conf, directory);
    try (OutputStream out = NewFile.create(conf, target)) {
      for (int part = 0; part < parts; part++) {
        Path file = new Path(directory, name(part, ending));
        try (InputStream in = fileSystem.open(file)) {
          in.transferTo(out);
        }
        fileSystem.delete(file, false);
      }
    }
    fileSystem.delete(directory, true);
  }
}
