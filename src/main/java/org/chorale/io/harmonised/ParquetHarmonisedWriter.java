package org.chorale.io.harmonised;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.FlatParquetWriter;

/**
 * Writes rows as Parquet. Rows are buffered and written as one row group, or several where a group
 * would exceed 96 MiB.
 */
public final class ParquetHarmonisedWriter implements HarmonisedWriter {
  private static final long GROUP_BYTES = 96L << 20;

  /** Of a carried cell beside its bytes: array header and reference. */
  private static final int CELL_BYTES = 24;

  private final FlatParquetWriter file;
  private final List<OutputColumn> columns;
  private final int featureCount;
  private final long groupBytes;
  private final List<byte[][]> carriedRows = new ArrayList<>();
  private double[] values = new double[0];
  private long bytes;

  private ParquetHarmonisedWriter(
      FlatParquetWriter file, List<OutputColumn> columns, long groupBytes) {
    this.file = file;
    this.columns = List.copyOf(columns);
    this.groupBytes = groupBytes;
    this.featureCount =
        columns.stream()
            .filter(OutputColumn::isFeature)
            .mapToInt(c -> c.index() + 1)
            .max()
            .orElse(0);
  }

  /**
   * Creates the file.
   *
   * @param metadata for the footer
   * @throws IOException if it exists or can't be created
   */
  public static ParquetHarmonisedWriter create(
      Configuration conf, Path path, List<OutputColumn> columns, Map<String, String> metadata)
      throws IOException {
    return create(conf, path, columns, metadata, GROUP_BYTES);
  }

  static ParquetHarmonisedWriter create(
      Configuration conf,
      Path path,
      List<OutputColumn> columns,
      Map<String, String> metadata,
      long groupBytes)
      throws IOException {
    OutputColumn.refuseAmbiguousNames(columns);
    FlatParquetWriter file =
        FlatParquetWriter.create(
            conf, path, columns.stream().map(OutputColumn::parquetColumn).toList(), metadata);
    return new ParquetHarmonisedWriter(file, columns, groupBytes);
  }

  @Override
  public void write(double[] row, byte[][] carried) throws IOException {
    int rows = carriedRows.size();
    int needed = Math.multiplyExact(rows + 1, featureCount);
    if (values.length < needed) {
      long limit = Math.max(needed, groupBytes / Double.BYTES + featureCount);
      values = Arrays.copyOf(values, (int) Math.min(limit, Math.max(2L * values.length, needed)));
    }
    System.arraycopy(row, 0, values, rows * featureCount, featureCount);
    carriedRows.add(carried.clone());
    bytes += (long) Double.BYTES * featureCount;
    for (byte[] cell : carried) {
      bytes += CELL_BYTES + (cell == null ? 0 : cell.length);
    }
    if (bytes >= groupBytes) {
      writeGroup();
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      if (!carriedRows.isEmpty()) {
        writeGroup();
      }
    }
  }

  private void writeGroup() throws IOException {
    int rows = carriedRows.size();
    file.startRowGroup(rows);
    for (OutputColumn column : columns) {
      if (column.isFeature()) {
        file.writeDoubles(values, column.index(), featureCount);
      } else {
        byte[][] cells = new byte[rows][];
        for (int row = 0; row < rows; row++) {
          cells[row] = carriedRows.get(row)[column.index()];
        }
        file.writeCells(cells);
      }
    }
    file.endRowGroup();
    carriedRows.clear();
    bytes = 0;
  }
}
