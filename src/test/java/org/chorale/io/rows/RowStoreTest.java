package org.chorale.io.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.parquet.CellType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows put aside come back, in order or by offset. */
class RowStoreTest {
  private static final Configuration CONF = new Configuration();
  private static final int FEATURES = 700;
  private static final int ROWS = 1_000;

  @TempDir Path directory;
  private RowStore store;
  private final double[][] values = new double[ROWS][FEATURES];
  private final byte[][][] carried = new byte[ROWS][2][];

  @BeforeEach
  void makeRows() {
    store =
        new RowStore(
            new org.apache.hadoop.fs.Path(directory.toUri()),
            FEATURES,
            List.of(CellType.TEXT, CellType.TEXT));
    Random random = new Random(11);
    for (int row = 0; row < ROWS; row++) {
      Arrays.setAll(values[row], f -> random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian());
      carried[row][0] = ("s" + row).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      carried[row][1] = row % 3 == 0 ? null : new byte[random.nextInt(5_000)];
    }
  }

  private List<Long> write(int part, String attempt, int rows) throws IOException {
    List<Long> offsets = new ArrayList<>();
    try (RowWriter writer = store.part(part, attempt).create(CONF)) {
      for (int row = 0; row < rows; row++) {
        offsets.add(writer.offset());
        writer.write(values[row], 0, carried[row]);
      }
      writer.publish();
    }
    return offsets;
  }

  @Test
  void sequentialAndRandomReadsGiveTheRowsWritten() throws IOException {
    List<Long> offsets = write(3, "0", ROWS);
    double[] read = new double[FEATURES + 2];
    try (RowReader reader = store.read(CONF, 3)) {
      for (int row = 0; row < ROWS; row++) {
        assertThat(reader.next()).isTrue();
        reader.values(read, 2);
        assertThat(Arrays.copyOfRange(read, 2, FEATURES + 2)).isEqualTo(values[row]);
        double[] some = new double[3];
        reader.values(FEATURES - 2, 2, some, 1);
        assertThat(some).containsExactly(0, values[row][FEATURES - 2], values[row][FEATURES - 1]);
        assertThat(Arrays.deepEquals(reader.carried(), carried[row])).isTrue();
      }
      assertThat(reader.next()).isFalse();
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
    Collections.shuffle(order, new Random(12));
    try (RowLookup lookup = store.look(CONF, 3)) {
      for (int row : order.subList(0, 100)) {
        lookup.read(offsets.get(row), read, 1);
        assertThat(Arrays.copyOfRange(read, 1, FEATURES + 1)).isEqualTo(values[row]);
        assertThat(Arrays.deepEquals(lookup.carried(), carried[row])).isTrue();
      }
    }
    assertThat(directory.toFile().list()).containsExactly("part-00003.rows");
  }

  @Test
  void secondAttemptLeavesTheFirstOnesPart() throws IOException {
    write(0, "0", 5);
    write(0, "1", 3);
    assertThat(directory.toFile().list()).containsExactly("part-00000.rows");
    try (RowReader reader = store.read(CONF, 0)) {
      for (int row = 0; row < 5; row++) {
        assertThat(reader.next()).isTrue();
      }
    }
  }

  @Test
  void failedAttemptLeavesNothing() throws IOException {
    try (RowWriter writer = store.part(0, "0").create(CONF)) {
      writer.write(values[0], 0, carried[0]);
    }
    assertThat(directory.toFile().list()).isEmpty();
  }

  @Test
  void partCutShortIsNoticed() throws IOException {
    write(0, "0", 2);
    Path file = directory.resolve("part-00000.rows");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    try (RowReader reader = store.read(CONF, 0)) {
      assertThat(reader.next()).isTrue();
      assertThatThrownBy(reader::next)
          .isInstanceOf(EOFException.class)
          .hasMessageContaining("ends within a row");
    }
  }

  @Test
  void rowsWithoutFeaturesOrCarriedCellsWork() throws IOException {
    RowStore bare = new RowStore(new org.apache.hadoop.fs.Path(directory.toUri()), 0, List.of());
    try (RowWriter writer = bare.part(0, "0").create(CONF)) {
      writer.write(new double[0], 0, new byte[0][]);
      writer.publish();
    }
    try (RowReader reader = bare.read(CONF, 0)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.carried()).isEmpty();
      assertThat(reader.next()).isFalse();
    }
  }
}
