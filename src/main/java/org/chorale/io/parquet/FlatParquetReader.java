package org.chorale.io.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.chorale.model.InvalidInputException;

/**
 * Reads the flat columns of a Parquet file, whatever its encodings, codec and writer.
 *
 * <p>Columns are known by their position among the flat columns of the file. Only the footer is
 * read on opening; a row group is read once, and of it the columns asked for. For one thread.
 */
public final class FlatParquetReader implements Closeable {
  private final ParquetFileReader file;
  private final Path path;
  private final List<PrimitiveType> columns = new ArrayList<>();
  private final List<ColumnDescriptor> descriptors = new ArrayList<>();
  private final Map<ColumnPath, Integer> positions = new HashMap<>();
  private final List<String> nested = new ArrayList<>();

  private FlatParquetReader(ParquetFileReader file, Path path) {
    this.file = file;
    this.path = path;
    Map<String, ColumnDescriptor> leaves = new HashMap<>();
    for (ColumnDescriptor leaf : file.getFileMetaData().getSchema().getColumns()) {
      leaves.put(leaf.getPath()[0], leaf);
    }
    for (Type field : file.getFileMetaData().getSchema().getFields()) {
      if (field.isPrimitive() && !field.isRepetition(Type.Repetition.REPEATED)) {
        positions.put(ColumnPath.get(field.getName()), columns.size());
        columns.add(field.asPrimitiveType());
        descriptors.add(leaves.get(field.getName()));
      } else {
        nested.add(field.getName());
      }
    }
  }

  /**
   * Opens a file and reads its footer.
   *
   * @throws InvalidInputException if it is not a Parquet file or its footer is damaged
   * @throws IOException if it can't be read
   */
  public static FlatParquetReader open(Configuration conf, Path path) throws IOException {
    ParquetFileReader file;
    try {
      // Without options Parquet parses Hadoop's configuration files anew for every file.
      file =
          ParquetFileReader.open(
              HadoopInputFile.fromPath(path, conf), HadoopReadOptions.builder(conf).build());
    } catch (RuntimeException damaged) {
      throw new InvalidInputException(
          path
              + ": not a Parquet file, or a damaged one ("
              + damaged.getMessage()
              + "). Copy or write it again.",
          damaged);
    }
    return new FlatParquetReader(file, path);
  }

  /** Of the file. */
  public Path path() {
    return path;
  }

  /** The flat columns in the order of the file. */
  public List<PrimitiveType> columns() {
    return List.copyOf(columns);
  }

  /** Names of lists, maps and structs, which this reader leaves alone. */
  public List<String> nestedColumns() {
    return List.copyOf(nested);
  }

  /** Position of a flat column, or -1. */
  public int indexOf(String name) {
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).getName().equals(name)) {
        return c;
      }
    }
    return -1;
  }

  /** What the writer put into the footer. */
  public Map<String, String> metadata() {
    return Map.copyOf(file.getFileMetaData().getKeyValueMetaData());
  }

  public int rowGroupCount() {
    return file.getRowGroups().size();
  }

  /** Rows of one row group. */
  public long rowCount(int rowGroup) {
    return file.getRowGroups().get(rowGroup).getRowCount();
  }

  /** Rows of the file. */
  public long rowCount() {
    return file.getRecordCount();
  }

  /**
   * Reads the chosen columns of a row group, in one pass over it. Memory: their bytes as they lie
   * in the file, and one page of each once it is being read.
   */
  public RowGroup readRowGroup(int rowGroup, int... chosen) throws IOException {
    List<ColumnDescriptor> requested = new ArrayList<>(chosen.length);
    for (int column : chosen) {
      requested.add(descriptors.get(column));
    }
    int rows = Math.toIntExact(rowCount(rowGroup));
    boolean[] hasDoublePages = new boolean[columns.size()];
    if (requested.isEmpty() || rows == 0) {
      return new RowGroup(null, file.getFileMetaData(), descriptors, hasDoublePages, rows);
    }
    for (ColumnChunkMetaData chunk : file.getRowGroups().get(rowGroup).getColumns()) {
      Integer column = positions.get(chunk.getPath());
      if (column != null) {
        hasDoublePages[column] = DoublePages.canRead(descriptors.get(column), chunk);
      }
    }
    file.setRequestedSchema(requested);
    return new RowGroup(
        file.readRowGroup(rowGroup), file.getFileMetaData(), descriptors, hasDoublePages, rows);
  }

  /**
   * Where the lists of a column lie, for one that {@link FlatParquetWriter} wrote.
   *
   * @return null if it lies otherwise, or there is no such column
   */
  public ListPages listPages(int rowGroup, String list) throws IOException {
    for (ColumnChunkMetaData chunk : file.getRowGroups().get(rowGroup).getColumns()) {
      boolean plain =
          chunk.getCodec() == CompressionCodecName.UNCOMPRESSED
              && chunk.getEncodings().contains(Encoding.PLAIN)
              && !chunk.hasDictionaryPage();
      if (chunk.getPath().toArray()[0].equals(list) && plain) {
        return ListPages.of(file.readOffsetIndex(chunk), rowCount(rowGroup));
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
