package org.chorale.io.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixPartTest {
  private static final int SCANS = 5;
  private static final int[] SIZES = {700, 700, 3};

  private final Configuration conf = new Configuration();
  private final double[][] values = new double[SCANS][IntStream.of(SIZES).sum()];

  @TempDir java.nio.file.Path folder;
  private Path path;

  @BeforeEach
  void drawValues() {
    path = new Path(folder.resolve("part.parquet").toUri());
    Random random = new Random(7);
    for (double[] scan : values) {
      Arrays.setAll(scan, v -> random.nextInt(10) == 0 ? Double.NaN : 1e3 * random.nextGaussian());
    }
    // A page whose values are all missing has no least and no largest one.
    Arrays.fill(values[2], 0, 700, Double.NaN);
    values[3][0] = -0.0;
    values[3][1] = Double.POSITIVE_INFINITY;
  }

  private void write(Element element) throws IOException {
    try (MatrixPartWriter writer = MatrixPartWriter.create(conf, path, element, "site 1")) {
      for (int block = 0, first = 0; block < SIZES.length; first += SIZES[block++]) {
        for (int scan = 0; scan < SCANS; scan++) {
          writer.write("scan-" + scan, block, values[scan], first, SIZES[block]);
        }
      }
      writer.finish();
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsComeBackFromTopToBottomAndInAnyOrder(Element element) throws IOException {
    write(element);
    try (MatrixPartReader reader = MatrixPartReader.open(conf, path, element)) {
      assertThat(reader.rows()).isEqualTo(SCANS * SIZES.length);
      for (int row = 0; row < reader.rows(); row++) {
        assertRow(reader, element, row);
      }
      for (int row : new Random(1).ints(40, 0, reader.rows()).toArray()) {
        assertRow(reader, element, row);
      }
    }
  }

  private void assertRow(MatrixPartReader reader, Element element, int row) throws IOException {
    int block = row / SCANS;
    int scan = row % SCANS;
    int first = 700 * block;
    assertThat(reader.scan(row)).isEqualTo("scan-" + scan);
    assertThat(reader.block(row)).isEqualTo(block);
    double[] read = new double[SIZES[block]];
    reader.read(row, read, 0, read.length);
    for (int v = 0; v < read.length; v++) {
      double wanted = values[scan][first + v];
      assertThat(read[v])
          .isEqualTo(Double.valueOf(element == Element.FLOAT32 ? (float) wanted : wanted));
    }
    double[] some = new double[3];
    reader.read(row, read.length, read.length - 2, 2, some, 1);
    assertThat(some).containsExactly(0, read[read.length - 2], read[read.length - 1]);
  }

  @Test
  void equalValuesGiveEqualBytes() throws IOException {
    write(Element.FLOAT32);
    byte[] once = Files.readAllBytes(folder.resolve("part.parquet"));
    Files.delete(folder.resolve("part.parquet"));
    write(Element.FLOAT32);
    assertThat(Files.readAllBytes(folder.resolve("part.parquet"))).isEqualTo(once);
  }

  @Test
  void aRowGroupIsWrittenBeforeItGrowsWithoutBound() throws IOException {
    double[] block = new double[1 << 17];
    try (MatrixPartWriter writer = MatrixPartWriter.create(conf, path, Element.FLOAT64, "site 1")) {
      for (int scan = 0; scan < 40; scan++) {
        writer.write("scan-" + scan, 0, block, 0, block.length);
      }
      writer.finish();
    }
    try (FlatParquetReader file = FlatParquetReader.open(conf, path)) {
      assertThat(file.rowCount()).isEqualTo(40);
      assertThat(file.rowGroupCount()).isGreaterThan(1);
    }
  }

  @Test
  void aFlippedBitIsFoundByTheChecksumOfItsPage() throws IOException {
    write(Element.FLOAT32);
    java.nio.file.Path file = folder.resolve("part.parquet");
    byte[] bytes = Files.readAllBytes(file);
    bytes[2000] ^= 4;
    Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
    try (MatrixPartReader reader = MatrixPartReader.open(conf, path, Element.FLOAT32)) {
      assertThatThrownBy(
              () -> {
                for (int row = 0; row < reader.rows(); row++) {
                  reader.read(row, new double[700], 0, row < 10 ? 700 : 3);
                }
              })
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("part.parquet")
          .hasMessageContaining("checksum");
    }
  }

  @Test
  void anotherNumberOrTypeOfValuesIsRefused() throws IOException {
    write(Element.FLOAT32);
    for (Element element : Element.values()) {
      int count = element == Element.FLOAT32 ? 699 : 700;
      try (MatrixPartReader reader = MatrixPartReader.open(conf, path, element)) {
        assertThatThrownBy(() -> reader.read(0, new double[700], 0, count))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining("scan 'scan-0'");
      }
    }
  }

  @Test
  void aFileThatWasCutIsRefused() throws IOException {
    write(Element.FLOAT64);
    java.nio.file.Path file = folder.resolve("part.parquet");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> MatrixPartReader.open(conf, path, Element.FLOAT64))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("part.parquet");
  }

  @Test
  void aFileThatIsGivenUpIsNoParquetFile() throws IOException {
    try (MatrixPartWriter writer = MatrixPartWriter.create(conf, path, Element.FLOAT64, "site 1")) {
      writer.write("scan-0", 0, values[0], 0, 3);
    }
    assertThatThrownBy(() -> MatrixPartReader.open(conf, path, Element.FLOAT64))
        .isInstanceOf(InvalidInputException.class);
  }
}
