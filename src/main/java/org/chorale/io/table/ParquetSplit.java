package org.chorale.io.table;

import java.io.IOException;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.io.parquet.RowGroup;
import org.chorale.io.rows.RowPart;
import org.chorale.io.rows.RowWriter;

/** A row group of a Parquet table. */
final class ParquetSplit implements TableSplit {
  private static final long serialVersionUID = 1L;

  /** Values turned from columns into rows at a time: 4 MiB, about what a core caches. */
  private static final int CHUNK_VALUES = 1 << 19;

  private final String path;
  private final int index;
  private final int rowGroup;

  ParquetSplit(String path, int index, int rowGroup) {
    this.path = path;
    this.index = index;
    this.rowGroup = rowGroup;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public ImportedPart importRows(Configuration conf, TableLayout layout, RowPart target)
      throws IOException {
    int[] wanted =
        IntStream.concat(
                IntStream.range(0, layout.featureCount()).map(layout::feature),
                IntStream.range(0, layout.carriedCount()).map(layout::carried))
            .sorted()
            .toArray();
    try (FlatParquetReader file = FlatParquetReader.open(conf, new Path(path));
        RowGroup group = file.readRowGroup(rowGroup, wanted);
        RowWriter out = target == null ? null : target.create(conf)) {
      PartRows rows = new PartRows(layout, out);
      ParquetRows source = new ParquetRows(file.columns(), group, layout, rows);
      int perChunk = Math.max(1, CHUNK_VALUES / Math.max(1, wanted.length));
      for (int row = 0; row < group.rows(); row += perChunk) {
        source.addRows(row, Math.min(perChunk, group.rows() - row));
      }
      if (out != null) {
        out.publish();
      }
      return new ImportedPart(index, group.rows(), false, rows);
    }
  }
}
