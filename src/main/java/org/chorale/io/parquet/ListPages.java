package org.chorale.io.parquet;

import org.apache.parquet.internal.column.columnindex.OffsetIndex;

/**
 * Where the lists of one column lie in a row group that {@link FlatParquetWriter} wrote: a page for
 * each row, uncompressed, its elements last. Immutable.
 */
public final class ListPages {
  private final long[] offsets;
  private final int[] bytes;

  private ListPages(long[] offsets, int[] bytes) {
    this.offsets = offsets;
    this.bytes = bytes;
  }

  /** Pages of an index, or null if there are not as many as rows. */
  static ListPages of(OffsetIndex index, long rows) {
    if (index == null || index.getPageCount() != rows) {
      return null;
    }
    long[] offsets = new long[index.getPageCount()];
    int[] bytes = new int[offsets.length];
    for (int page = 0; page < offsets.length; page++) {
      offsets[page] = index.getOffset(page);
      bytes[page] = index.getCompressedPageSize(page);
    }
    return new ListPages(offsets, bytes);
  }

  /** Bytes in front of the elements of a page, behind its header. */
  public static int levelBytes(int elements) {
    return ListPage.levelBytes(elements);
  }

  /** Rows of the row group. */
  public int rows() {
    return offsets.length;
  }

  /** Where the page of a row begins in the file, its header first. */
  public long offset(int row) {
    return offsets[row];
  }

  /** Bytes of a row's page, header included. */
  public int bytes(int row) {
    return bytes[row];
  }
}
