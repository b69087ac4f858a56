package org.chorale.io.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixJsonTest {
  private final Configuration conf = new Configuration();

  @TempDir java.nio.file.Path folder;

  private FeatureMatrix matrix() {
    List<MatrixPart> parts = new ArrayList<>(MatrixCut.site(0, "a", 12, 25, 16384, 1 << 20));
    parts.addAll(MatrixCut.site(1, "007", 3, 25, 16384, 1 << 20));
    return FeatureMatrix.builder()
        .directory(new Path(folder.toString()))
        .run("0123456789abcdef")
        .element(Element.FLOAT32)
        .kind(FeatureKind.VOXEL)
        .features(100_001, 4096)
        .columns("sub", List.of("site", "scanner"))
        .parts(parts)
        .imageHeader(new byte[] {1, 2, 3})
        .build();
  }

  private static void assertSame(FeatureMatrix read, FeatureMatrix wanted) {
    assertThat(read).usingRecursiveComparison().isEqualTo(wanted);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    MatrixJson.write(conf, matrix(), "1.0");
    assertSame(MatrixJson.read(conf, new Path(folder.toString())), matrix());
  }

  @Test
  void itTravels() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(matrix());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertSame((FeatureMatrix) in.readObject(), matrix());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "s0001, ../../etc, site_key",
    "\"first_block\" : 0, \"first_block\" : 99, end_block",
    "\"first_block\" : 0, \"first_block\" : -1, first_block",
    "\"features\" : 100001, \"features\" : 4000000000, features",
    "\"features\" : 100001, \"features\" : 0, features",
    "\"block_size\" : 4096, \"block_size\" : 0, block_size",
    "\"scans\" : 15, \"scans\" : 16, scans",
    "\"version\" : 1, \"version\" : 9, version",
    "chorale-feature-matrix, other, kind",
    "float32, int8, element",
    "AQID, A?, image_header",
    "\"run\", \"walk\", run"
  })
  void aDamagedOrForeignOneIsRefusedByField(String text, String damaged, String field)
      throws IOException {
    MatrixJson.write(conf, matrix(), "1.0");
    java.nio.file.Path file = folder.resolve("matrix.json");
    String json = Files.readString(file);
    assertThat(json).contains(text);
    Files.writeString(file, json.replace(text, damaged));
    assertThatThrownBy(() -> MatrixJson.read(conf, new Path(folder.toString())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("matrix.json")
        .hasMessageContaining("'" + field + "'");
  }

  @Test
  void whatIsNoJsonOrNoMatrixIsRefused() throws IOException {
    Path directory = new Path(folder.toUri());
    assertThatThrownBy(() -> MatrixJson.read(conf, directory))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("chorale import");
    assertThat(MatrixJson.find(conf, directory)).isNull();
    Files.writeString(folder.resolve("matrix.json"), "{ \"kind\":");
    assertThatThrownBy(() -> MatrixJson.read(conf, directory))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("JSON");
  }

  @Test
  void filesOfASiteHaveAllItsBlocksOnceAndAUsefulSize() {
    for (int scans : new int[] {1, 10, 1000, 100_000}) {
      int next = 0;
      long blockBytes = 16384;
      List<MatrixPart> parts = MatrixCut.site(4, "x", scans, 49, blockBytes, 128L << 20);
      for (MatrixPart part : parts) {
        assertThat(part.firstBlock()).isEqualTo(next);
        assertThat(part.scans()).isEqualTo(scans);
        next = part.endBlock();
        long bytes = scans * blockBytes * (part.endBlock() - part.firstBlock());
        assertThat(bytes).isLessThanOrEqualTo(Math.max(256L << 20, scans * blockBytes));
      }
      assertThat(next).isEqualTo(49);
    }
  }
}
