package org.chorale.io.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.chorale.model.InvalidInputException;

/** The first bytes of a text table: its header, and how long its first row is. */
final class TextHead {
  private static final int FIRST_READ_BYTES = 1 << 16;
  private static final int LONGEST_HEAD_BYTES = 1 << 29;
  private static final int MAGIC_BYTES = 4;

  private final String path;
  private final byte[] bytes;
  private final int size;
  private final int start;
  private int headerEnd = -1;
  private int rowEnd = -1;

  private TextHead(String path, byte[] bytes, int size, boolean whole) {
    this.path = path;
    this.bytes = bytes;
    this.size = size;
    this.start = startsWith(0xef, 0xbb, 0xbf) ? 3 : 0;
    scan(whole);
  }

  /**
   * Reads as much of the file as it takes.
   *
   * @throws InvalidInputException if the file is empty, no UTF-8 text, or has a header only
   */
  static TextHead read(Configuration conf, String path) throws IOException {
    refuseDisguise(conf, path);
    try (InputStream in = TextBytes.open(conf, path, 0)) {
      byte[] bytes = new byte[FIRST_READ_BYTES];
      int size = 0;
      while (true) {
        int wanted = bytes.length - size;
        int read = in.readNBytes(bytes, size, wanted);
        size += read;
        boolean whole = read < wanted;
        TextHead head = new TextHead(path, bytes, size, whole);
        head.refuseForeign();
        if (head.rowEnd >= 0 || whole) {
          return head.orRefuse();
        }
        if (bytes.length >= LONGEST_HEAD_BYTES) {
          throw head.refusal(
              "no line end in the first "
                  + size
                  + " bytes. Expected a header and one line per scan: check that it is a text table.");
        }
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      }
    }
  }

  /** Bytes of the byte order mark. */
  int markBytes() {
    return start;
  }

  /** Bytes of the first row with its line end. */
  long rowBytes() {
    return (long) rowEnd - headerEnd;
  }

  /** The header as it is. */
  String header() {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, headerEnd - start))
          .toString();
    } catch (CharacterCodingException malformed) {
      throw new InvalidInputException(
          path
              + ":1: the header is not UTF-8. Convert the file, for example with"
              + " iconv -f latin1 -t utf-8.",
          malformed);
    }
  }

  /** The delimiter that occurs most in the header outside quotes; a comma if none does. */
  char delimiter() {
    int[] counts = new int[128];
    boolean quoted = false;
    for (int i = start; i < headerEnd; i++) {
      byte b = bytes[i];
      quoted ^= b == '"';
      if (!quoted && b >= 0) {
        counts[b]++;
      }
    }
    char best = ',';
    for (char candidate : new char[] {'\t', ';'}) {
      best = counts[candidate] > counts[best] ? candidate : best;
    }
    return best;
  }

  /** Finds the ends of the header, the first line with anything on it, and of the row behind. */
  private void scan(boolean whole) {
    boolean quoted = false;
    boolean blank = true;
    for (int i = start; i < size; i++) {
      byte b = bytes[i];
      quoted ^= b == '"';
      if (b == '\n' && !quoted && !blank) {
        if (headerEnd >= 0) {
          rowEnd = i + 1;
          return;
        }
        headerEnd = i + 1;
        blank = true;
      }
      blank &= (b <= ' ' && b >= 0) || (headerEnd >= 0 && (b == ',' || b == ';'));
    }
    if (whole && !blank) {
      rowEnd = headerEnd >= 0 ? size : -1;
    }
  }

  private TextHead orRefuse() {
    if (rowEnd < 0
        && headerEnd < 0
        && new String(bytes, 0, size, StandardCharsets.ISO_8859_1).isBlank()) {
      throw refusal("the file is empty. Expected a header and one line per scan.");
    }
    if (rowEnd < 0 && headerEnd < 0 && indexOf((byte) '\r') >= 0) {
      throw refusal(
          "lines end in carriage returns alone, as on old Macs. Convert the file, for example with"
              + " tr '\\r' '\\n'.");
    }
    if (rowEnd < 0) {
      throw refusal(
          "there is a header but no row. Expected one line per scan below the header: was the export"
              + " cut short?");
    }
    return this;
  }

  private void refuseForeign() {
    boolean utf32 = startsWith(0xff, 0xfe, 0, 0) || startsWith(0, 0, 0xfe, 0xff);
    if (utf32 || startsWith(0xff, 0xfe) || startsWith(0xfe, 0xff)) {
      String encoding = utf32 ? "UTF-32" : "UTF-16";
      throw refusal(
          "the file is "
              + encoding
              + ", expected UTF-8. Save it as \"CSV UTF-8\", or convert it with iconv -f "
              + encoding.toLowerCase(Locale.ROOT)
              + " -t utf-8.");
    }
    if (indexOf((byte) 0) >= 0) {
      throw refusal("the file is binary, expected text. Export the table as CSV or Parquet.");
    }
  }

  private static void refuseDisguise(Configuration conf, String path) throws IOException {
    byte[] magic = TablePaths.firstBytes(conf, path, MAGIC_BYTES);
    boolean gzip = magic.length >= 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    if (TablePaths.isCompressed(path)) {
      if (!gzip) {
        throw new InvalidInputException(
            path + ": named .gz but not compressed with gzip. Rename or compress it.");
      }
      return;
    }
    String found = gzip ? "compressed with gzip; add .gz to its name" : null;
    String text = new String(magic, StandardCharsets.ISO_8859_1);
    if (text.equals("PAR1")) {
      found = "a Parquet file; name it .parquet";
    } else if (text.startsWith("PK\3\4")) {
      found = "a zip archive or an Excel workbook; export the table as CSV";
    }
    if (found != null) {
      throw new InvalidInputException(path + ": named as text, but it is " + found + ".");
    }
  }

  private InvalidInputException refusal(String what) {
    return new InvalidInputException(path + ": " + what);
  }

  private boolean startsWith(int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if (i >= size || (bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private int indexOf(byte wanted) {
    for (int i = 0; i < size; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
