package org.chorale.io.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Passes a Parquet file through and puts the encodings in its footer in order, which Parquet's
 * writer lists in the order of a hash set of enums: another one in every JVM. With it equal input
 * gives equal bytes everywhere.
 */
final class CanonicalFooter extends PositionOutputStream {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL_BYTES = Integer.BYTES + MAGIC.length;

  private final PositionOutputStream out;
  private ByteArrayOutputStream held;

  CanonicalFooter(PositionOutputStream out) {
    this.out = out;
  }

  /** All that is written from now on is the end of the file, its footer last. */
  void holdBack() {
    held = new ByteArrayOutputStream();
  }

  @Override
  public long getPos() throws IOException {
    return out.getPos() + (held == null ? 0 : held.size());
  }

  @Override
  public void write(int b) throws IOException {
    if (held == null) {
      out.write(b);
    } else {
      held.write(b);
    }
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (held == null) {
      out.write(bytes, from, count);
    } else {
      held.write(bytes, from, count);
    }
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      byte[] end = held == null ? new byte[0] : held.toByteArray();
      // Without its last bytes the writer failed on the way, and its failure is what counts.
      if (end.length > TAIL_BYTES
          && Arrays.equals(MAGIC, Arrays.copyOfRange(end, end.length - MAGIC.length, end.length))) {
        writeCanonical(end);
      }
    } finally {
      held = null;
    }
  }

  private void writeCanonical(byte[] end) throws IOException {
    int footerEnd = end.length - TAIL_BYTES;
    int length = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(footerEnd);
    int footerStart = footerEnd - length;
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(end, footerStart, length));
    footer
        .getRow_groups()
        .forEach(
            group ->
                group
                    .getColumns()
                    .forEach(
                        column -> {
                          List<Encoding> encodings =
                              new ArrayList<>(column.getMeta_data().getEncodings());
                          encodings.sort(Comparator.comparing(Encoding::getValue));
                          column.getMeta_data().setEncodings(encodings);
                        }));
    ByteArrayOutputStream canonical = new ByteArrayOutputStream(length);
    Util.writeFileMetaData(footer, canonical);
    out.write(end, 0, footerStart);
    canonical.writeTo(out);
    ByteBuffer tail = ByteBuffer.allocate(TAIL_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    tail.putInt(canonical.size()).put(MAGIC);
    out.write(tail.array());
  }
}
