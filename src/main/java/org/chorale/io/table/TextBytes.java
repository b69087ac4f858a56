package org.chorale.io.table;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** The bytes of a text file, decompressed if its name says so. */
final class TextBytes {
  private static final int GZIP_BUFFER_BYTES = 1 << 16;

  private TextBytes() {}

  /** Opens the file at a byte, which for a compressed one counts decompressed bytes. */
  static InputStream open(Configuration conf, String path, long position) throws IOException {
    Path location = new Path(path);
    FSDataInputStream raw = location.getFileSystem(conf).open(location);
    try {
      if (!TablePaths.isCompressed(path)) {
        raw.seek(position);
        return raw;
      }
      InputStream text = new GZIPInputStream(new MembersFollow(raw), GZIP_BUFFER_BYTES);
      text.skipNBytes(position);
      return text;
    } catch (IOException | RuntimeException failed) {
      raw.close();
      throw failed;
    }
  }

  /**
   * Files made by bgzip or cat are many gzip members in a row. The JDK looks for the next one only
   * where the stream says that bytes are available, which remote streams needn't know.
   */
  private static final class MembersFollow extends FilterInputStream {
    MembersFollow(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 1;
    }
  }
}
