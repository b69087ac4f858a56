package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.chorale.io.image.ImageReader;
import org.chorale.io.image.Images;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.ImageList;
import org.chorale.io.matrix.MatrixJson;

/** A matrix of images as any reader of Parquet and NIfTI sees it. */
final class ImportedMatrix {
  private static final Configuration CONF = new Configuration();

  private final SparkSession spark;
  private final Path directory;
  private final FeatureMatrix matrix;

  ImportedMatrix(SparkSession spark, Path directory) {
    this.spark = spark;
    this.directory = directory;
    this.matrix = MatrixJson.find(CONF, new org.apache.hadoop.fs.Path(directory.toString()));
  }

  FeatureMatrix matrix() {
    return matrix;
  }

  /** Values of all features by scan. */
  Map<String, double[]> values() {
    Map<String, TreeMap<Integer, List<? extends Number>>> blocks = new TreeMap<>();
    for (Row row : spark.read().parquet(directory.resolve("values").toString()).collectAsList()) {
      List<? extends Number> values = row.getList(row.fieldIndex("values"));
      blocks
          .computeIfAbsent(row.getString(row.fieldIndex("scan")), scan -> new TreeMap<>())
          .put(row.getInt(row.fieldIndex("block")), values);
    }
    Map<String, double[]> values = new LinkedHashMap<>();
    blocks.forEach(
        (scan, own) ->
            values.put(
                scan,
                own.values().stream()
                    .flatMap(List::stream)
                    .mapToDouble(Number::doubleValue)
                    .toArray()));
    return values;
  }

  /** Voxels of the features, as indices in the file. */
  int[] voxels() {
    List<Integer> voxels = new ArrayList<>();
    try {
      for (int b = 0; b < matrix.blocks().count(); b++) {
        int[][] places = matrix.index().places(CONF, b);
        for (int v = 0; v < places[0].length; v++) {
          int row = places[1][v] + StudyImages.SHAPE[1] * places[2][v];
          voxels.add(places[0][v] + StudyImages.SHAPE[0] * row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return voxels.stream().mapToInt(v -> v).toArray();
  }

  /** What stands in the scan table, by column. */
  List<String> scans(String column) {
    return spark
        .read()
        .parquet(directory.resolve("scans.parquet").toString())
        .select(column)
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .toList();
  }

  List<ImageList.Image> images() {
    try {
      return ImageList.read(CONF, FeatureMatrix.images(matrix.directory()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The features are those voxels, and a scan's values those of a volume there. */
  void assertValues(String scan, double[] volume) {
    double[] expected = Arrays.stream(voxels()).mapToDouble(v -> volume[v]).toArray();
    assertThat(values().get(scan)).containsExactly(expected);
  }

  /** The file with the mask has 1 in the features' voxels, else 0. */
  void assertMaskFile() {
    double[] mask = new double[StudyImages.VOXELS];
    try (ImageReader image = Images.open(CONF, FeatureMatrix.mask(matrix.directory()))) {
      image.read(mask, 0, mask.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    double[] expected = new double[mask.length];
    Arrays.stream(voxels()).forEach(v -> expected[v] = 1);
    assertThat(mask).containsExactly(expected);
  }
}
