package org.chorale.io.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Reads a DOUBLE column page by page, without Parquet's machinery for records: PLAIN pages are
 * copied, pages of dictionary indices looked up. What almost all writers write.
 */
final class DoublePages {
  private final PageReader pages;
  private final boolean optional;
  private double[] dictionary;

  private ByteBuffer plain;
  private RunLengthBitPackingHybridDecoder indices;
  private boolean[] missing;
  private int pageRows;
  private int left;

  DoublePages(PageReader pages, ColumnDescriptor column) {
    this.pages = pages;
    this.optional = column.getMaxDefinitionLevel() > 0;
  }

  /** Whether the pages of a column chunk are such that this class reads them. */
  static boolean canRead(ColumnDescriptor column, ColumnChunkMetaData chunk) {
    if (column.getPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.DOUBLE) {
      return false;
    }
    for (Encoding encoding : chunk.getEncodings()) {
      switch (encoding) {
        case DELTA_BINARY_PACKED, DELTA_LENGTH_BYTE_ARRAY, DELTA_BYTE_ARRAY, BYTE_STREAM_SPLIT -> {
          return false;
        }
        default -> {}
      }
    }
    return true;
  }

  /** The next rows: row r goes to {@code into[offset + r*stride]}, NaN if null. */
  void read(int rows, double[] into, int offset, int stride) {
    try {
      int at = offset;
      int wanted = rows;
      while (wanted > 0) {
        if (left == 0) {
          nextPage();
        }
        int count = Math.min(left, wanted);
        copy(count, into, at, stride);
        left -= count;
        wanted -= count;
        at += count * stride;
      }
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  private void copy(int count, double[] into, int offset, int stride) throws IOException {
    if (missing == null && plain != null && stride == 1) {
      plain.asDoubleBuffer().get(into, offset, count);
      plain.position(plain.position() + count * Double.BYTES);
      return;
    }
    int row = pageRows - left;
    for (int end = row + count, at = offset; row < end; row++, at += stride) {
      if (missing != null && missing[row]) {
        into[at] = Double.NaN;
      } else {
        into[at] = plain != null ? plain.getDouble() : dictionary[indices.readInt()];
      }
    }
  }

  private void nextPage() throws IOException {
    if (dictionary == null) {
      readDictionary();
    }
    DataPage page = pages.readPage();
    if (page == null) {
      throw new EOFException("a column has fewer values than its row group has rows");
    }
    pageRows = page.getValueCount();
    left = pageRows;
    missing = null;
    if (page instanceof DataPageV1 v1) {
      begin(v1);
    } else {
      begin((DataPageV2) page);
    }
  }

  private void begin(DataPageV1 page) throws IOException {
    ByteBuffer bytes = buffer(page.getBytes());
    if (optional && page.getDlEncoding() == Encoding.RLE) {
      int length = bytes.getInt();
      setLevels(bytes.slice(bytes.position(), length));
      bytes.position(bytes.position() + length);
    } else if (optional) {
      setPackedLevels(bytes);
    }
    setValues(bytes, page.getValueEncoding());
  }

  private void begin(DataPageV2 page) throws IOException {
    if (optional) {
      setLevels(buffer(page.getDefinitionLevels()));
    }
    setValues(buffer(page.getData()), page.getDataEncoding());
  }

  /** Keeps the levels only if some value is missing: one run of ones says that none is. */
  private void setLevels(ByteBuffer bytes) throws IOException {
    int run = 0;
    int at = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += 7) {
      byte b = bytes.get(at++);
      run |= (b & 0x7f) << shift;
      if (b >= 0) {
        break;
      }
    }
    if ((run & 1) == 0 && run >>> 1 >= pageRows && bytes.get(at) == 1) {
      return;
    }
    RunLengthBitPackingHybridDecoder levels =
        new RunLengthBitPackingHybridDecoder(1, ByteBufferInputStream.wrap(bytes));
    missing = new boolean[pageRows];
    for (int row = 0; row < pageRows; row++) {
      missing[row] = levels.readInt() == 0;
    }
  }

  /** Levels as the first writers of Parquet packed them, the first in the highest bit. */
  private void setPackedLevels(ByteBuffer bytes) {
    missing = new boolean[pageRows];
    for (int row = 0; row < pageRows; row++) {
      missing[row] = (bytes.get(row / 8) >> (7 - row % 8) & 1) == 0;
    }
    bytes.position((pageRows + 7) / 8);
  }

  private void setValues(ByteBuffer bytes, Encoding encoding) {
    plain = null;
    indices = null;
    if (encoding == Encoding.PLAIN) {
      plain = bytes;
    } else if (bytes.hasRemaining()) {
      int width = bytes.get();
      indices = new RunLengthBitPackingHybridDecoder(width, ByteBufferInputStream.wrap(bytes));
    }
  }

  private void readDictionary() throws IOException {
    DictionaryPage page = pages.readDictionaryPage();
    dictionary = new double[page == null ? 0 : page.getDictionarySize()];
    if (page != null) {
      buffer(page.getBytes()).asDoubleBuffer().get(dictionary);
    }
  }

  /** The bytes from position 0, little-endian; copied only if they lie in several pieces. */
  private static ByteBuffer buffer(BytesInput bytes) throws IOException {
    ByteBuffer whole = bytes.toInputStream().slice(Math.toIntExact(bytes.size()));
    return whole.slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
