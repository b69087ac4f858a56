package org.chorale.io.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Gzip at its fastest level; the JDK writes no time into the header, so equal images are equal. */
final class FastGzip extends GZIPOutputStream {
  /** Noise hardly compresses: level 6 takes several times as long and saves some percent. */
  private static final int LEVEL = 1;

  private static final int BUFFER_BYTES = 1 << 16;

  FastGzip(OutputStream out) throws IOException {
    super(out, BUFFER_BYTES);
    def.setLevel(LEVEL);
  }

  /** Closes without an end, so that nobody takes the file for a whole one. */
  void abandon() throws IOException {
    def.end();
    out.close();
  }
}
