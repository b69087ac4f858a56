package org.chorale.io.matrix;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.io.parquet.FlatParquetWriter;
import org.chorale.io.parquet.RowGroup;
import org.chorale.model.InvalidInputException;

/**
 * {@code features.parquet}: name and, for voxels, place of every feature, a row group for each
 * block, so that a task reads those of its block. Immutable; travels.
 */
public final class FeatureIndex implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final List<String> PLACE = List.of("i", "j", "k");

  private final String path;

  FeatureIndex(Path path) {
    this.path = path.toString();
  }

  /** Names of a block's features. */
  public String[] names(Configuration conf, int block) throws IOException {
    try (FlatParquetReader file = FlatParquetReader.open(conf, new Path(path))) {
      int name = file.indexOf("name");
      try (RowGroup rows = file.readRowGroup(block, name)) {
        return rows.strings(name);
      }
    }
  }

  /** Places {@code [dimension][feature of the block]} of voxels: zero-based i, j, k. */
  public int[][] places(Configuration conf, int block) throws IOException {
    try (FlatParquetReader file = FlatParquetReader.open(conf, new Path(path))) {
      return places(file, block);
    }
  }

  private static int[][] places(FlatParquetReader file, int block) throws IOException {
    int[] columns = PLACE.stream().mapToInt(file::indexOf).toArray();
    int[][] places = new int[columns.length][];
    try (RowGroup rows = file.readRowGroup(block, columns)) {
      for (int d = 0; d < columns.length; d++) {
        places[d] = Arrays.stream(rows.longs(columns[d])).mapToInt(Math::toIntExact).toArray();
      }
    }
    return places;
  }

  /**
   * Where the voxels of all features lie in an image, x fastest: {@code i + x·(j + y·k)}.
   *
   * @param shape x, y and z of the image
   * @throws InvalidInputException if a voxel lies outside of it
   */
  public int[] voxels(Configuration conf, int[] shape) throws IOException {
    try (FlatParquetReader file = FlatParquetReader.open(conf, new Path(path))) {
      int[] voxels = new int[Math.toIntExact(file.rowCount())];
      int v = 0;
      for (int block = 0; block < file.rowGroupCount(); block++) {
        int[][] places = places(file, block);
        for (int f = 0; f < places[0].length; f++) {
          for (int d = 0; d < shape.length; d++) {
            if (places[d][f] < 0 || places[d][f] >= shape[d]) {
              throw new InvalidInputException(
                  "%s: voxel %d_%d_%d of feature %d lies outside of the image of %d × %d × %d; the matrix is damaged, import it again"
                      .formatted(
                          path,
                          places[0][f],
                          places[1][f],
                          places[2][f],
                          v,
                          shape[0],
                          shape[1],
                          shape[2]));
            }
          }
          voxels[v++] = places[0][f] + shape[0] * (places[1][f] + shape[1] * places[2][f]);
        }
      }
      return voxels;
    }
  }

  /** Writes an index, block by block. */
  public static final class Writer implements Closeable {
    private final FlatParquetWriter file;
    private final FeatureKind kind;
    private int block;
    private int feature;

    /** Creates the file. */
    public Writer(Configuration conf, Path path, FeatureKind kind) throws IOException {
      this.file = FlatParquetWriter.create(conf, path, columns(kind), Map.of());
      this.kind = kind;
    }

    private static List<PrimitiveType> columns(FeatureKind kind) {
      List<PrimitiveType> columns = new ArrayList<>();
      columns.add(Types.required(PrimitiveTypeName.INT32).named("block"));
      columns.add(Types.required(PrimitiveTypeName.INT32).named("feature"));
      columns.add(
          Types.required(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named("name"));
      if (kind == FeatureKind.VOXEL) {
        PLACE.forEach(d -> columns.add(Types.required(PrimitiveTypeName.INT32).named(d)));
      }
      return columns;
    }

    /**
     * Adds a block of columns.
     *
     * @param names of its features
     */
    public void add(String[] names) throws IOException {
      start(names);
      file.endRowGroup();
    }

    /**
     * Adds a block of voxels.
     *
     * @param places zero-based, {@code [dimension][feature of the block]}
     */
    public void add(int[][] places) throws IOException {
      String[] names = new String[places[0].length];
      Arrays.setAll(names, v -> places[0][v] + "_" + places[1][v] + "_" + places[2][v]);
      start(names);
      for (int[] place : places) {
        file.writeInts(place);
      }
      file.endRowGroup();
    }

    private void start(String[] names) throws IOException {
      int[] blocks = new int[names.length];
      int[] features = new int[names.length];
      Arrays.fill(blocks, block++);
      int first = feature;
      Arrays.setAll(features, v -> first + v);
      feature += names.length;
      file.startRowGroup(names.length);
      file.writeInts(blocks);
      file.writeInts(features);
      file.writeStrings(names);
    }

    /** What the index is of. */
    public FeatureKind kind() {
      return kind;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
