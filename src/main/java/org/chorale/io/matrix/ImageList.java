package org.chorale.io.matrix;

import java.io.IOException;
import java.util.ArrayList;
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

/** {@code images.parquet}: where the image of each scan lies, a row per scan, read as a whole. */
public final class ImageList {
  private ImageList() {}

  /**
   * The image of a scan.
   *
   * @param scan its id
   * @param path of the file, the same from any working directory
   * @param volume of the file, from 0
   * @param sha256 of the file, in hexadecimal
   * @param missing values of the scan that are missing: NaN or infinite in the mask
   */
  public record Image(String scan, String path, int volume, String sha256, int missing) {}

  /** Writes a list. */
  public static void write(Configuration conf, Path file, List<Image> images) throws IOException {
    List<PrimitiveType> columns =
        List.of(text("scan"), text("path"), number("volume"), text("sha256"), number("missing"));
    try (FlatParquetWriter out = FlatParquetWriter.create(conf, file, columns, Map.of())) {
      out.startRowGroup(images.size());
      out.writeStrings(images.stream().map(Image::scan).toArray(String[]::new));
      out.writeStrings(images.stream().map(Image::path).toArray(String[]::new));
      out.writeInts(images.stream().mapToInt(Image::volume).toArray());
      out.writeStrings(images.stream().map(Image::sha256).toArray(String[]::new));
      out.writeInts(images.stream().mapToInt(Image::missing).toArray());
      out.endRowGroup();
    }
  }

  private static PrimitiveType text(String name) {
    return Types.required(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }

  private static PrimitiveType number(String name) {
    return Types.required(PrimitiveTypeName.INT32).named(name);
  }

  /**
   * Reads a list, in the order of its rows.
   *
   * @throws InvalidInputException if a column is missing
   */
  public static List<Image> read(Configuration conf, Path file) throws IOException {
    List<Image> images = new ArrayList<>();
    try (FlatParquetReader in = FlatParquetReader.open(conf, file)) {
      int[] columns = new int[5];
      List<String> names = List.of("scan", "path", "volume", "sha256", "missing");
      for (int c = 0; c < columns.length; c++) {
        columns[c] = in.indexOf(names.get(c));
        if (columns[c] < 0) {
          throw new InvalidInputException(
              "%s: column '%s' is missing; the matrix is damaged, import it again"
                  .formatted(file, names.get(c)));
        }
      }
      for (int g = 0; g < in.rowGroupCount(); g++) {
        try (RowGroup rows = in.readRowGroup(g, columns)) {
          add(rows, columns, images);
        }
      }
    }
    return images;
  }

  private static void add(RowGroup rows, int[] columns, List<Image> to) throws IOException {
    String[] scans = rows.strings(columns[0]);
    String[] paths = rows.strings(columns[1]);
    long[] volumes = rows.longs(columns[2]);
    String[] hashes = rows.strings(columns[3]);
    long[] missing = rows.longs(columns[4]);
    for (int r = 0; r < scans.length; r++) {
      to.add(new Image(scans[r], paths[r], (int) volumes[r], hashes[r], (int) missing[r]));
    }
  }
}
