package org.chorale.io.rows;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.CellType;
import org.chorale.io.storage.NewFile;

/** A directory of row parts, and what a row of them is. Immutable; travels. */
public final class RowStore implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String directory;
  private final int featureCount;
  private final CellType[] carried;

  /**
   * @param directory where the parts are, or will be
   * @param featureCount F, doubles of a row
   * @param carried types of the carried cells of a row, in order
   */
  public RowStore(Path directory, int featureCount, List<CellType> carried) {
    this.directory = directory.toString();
    this.featureCount = featureCount;
    this.carried = carried.toArray(new CellType[0]);
  }

  public Path directory() {
    return new Path(directory);
  }

  public int featureCount() {
    return featureCount;
  }

  public int carriedCount() {
    return carried.length;
  }

  /** Types of the carried cells, in order. */
  public List<CellType> carriedTypes() {
    return List.of(carried);
  }

  /** The file of a part. */
  public Path path(int part) {
    return new Path(directory, fileName(part));
  }

  /**
   * Where a task writes a part.
   *
   * @param attempt a label no other attempt of this part has, fit for a file name
   */
  public RowPart part(int part, String attempt) {
    Path target = path(part);
    return new RowPart(target, NewFile.attempt(target, attempt), featureCount, carried.length);
  }

  /** Opens a part for reading it from top to bottom. */
  public RowReader read(Configuration conf, int part) throws IOException {
    return new RowReader(conf, path(part), featureCount, carried.length);
  }

  /** Opens a part for reading rows by offset. */
  public RowLookup look(Configuration conf, int part) throws IOException {
    return new RowLookup(conf, path(part), featureCount, carried.length);
  }

  private static String fileName(int part) {
    return String.format(Locale.ROOT, "part-%05d.rows", part);
  }
}
