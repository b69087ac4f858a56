package org.chorale.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chorale.io.nifti.NiftiFiles.CONF;
import static org.chorale.io.nifti.NiftiFiles.hadoop;
import static org.chorale.io.nifti.NiftiFiles.open;
import static org.chorale.io.nifti.NiftiFiles.values;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NiftiWriterTest {
  private static final double[] AFFINE = {-2, 0, 0, 90, 0, 2, 0, -126, 0, 0, 2, -72};

  @TempDir Path directory;

  private Path written(String name, NiftiHeader header, float[] values) throws IOException {
    Path file = directory.resolve(name);
    try (NiftiWriter out = NiftiWriter.create(CONF, hadoop(file), header)) {
      int first = values.length / 3;
      out.write(values, 0, first);
      out.write(values, first, values.length - first);
    }
    return file;
  }

  private static float[] noise(int count) {
    Random random = new Random(1);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i % 97 == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.nii", "t.nii.gz"})
  void whatIsWrittenIsReadBack(String name) throws IOException {
    NiftiHeader header = NiftiHeader.of(new int[] {60, 50, 40}, AFFINE).withDescription("Chorale");
    float[] values = noise(header.voxels());
    try (NiftiReader image = open(written(name, header, values))) {
      assertThat(image.header()).isEqualTo(header);
      double[] back = values(image);
      for (int i = 0; i < values.length; i++) {
        assertThat(Float.floatToIntBits((float) back[i]))
            .isEqualTo(Float.floatToIntBits(values[i]));
      }
    }
    assertThat(directory.toFile().list()).containsExactly(name);
  }

  @Test
  void longLinesOfVoxelsAreWrittenInTheSecondVersion() throws IOException {
    NiftiHeader header = NiftiHeader.of(new int[] {163_842, 1, 1}, AFFINE);
    try (NiftiReader image = open(written("s.nii.gz", header, noise(163_842)))) {
      assertThat(image.header().version()).isEqualTo(2);
      assertThat(image.header()).isEqualTo(header);
    }
  }

  @Test
  void equalImagesGiveEqualBytes() throws IOException {
    NiftiHeader header = NiftiHeader.of(new int[] {6, 5, 4}, AFFINE);
    Path a = written("a.nii.gz", header, noise(120));
    Path b = written("b.nii.gz", header, noise(120));
    assertThat(a).hasSameBinaryContentAs(b);
    // No modification time.
    assertThat(Files.readAllBytes(a)).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t.nii", "t.nii.gz"})
  void incompleteImageIsRefusedAndLeftUnreadable(String name) throws IOException {
    Path file = directory.resolve(name);
    NiftiHeader header = NiftiHeader.of(new int[] {60, 50, 40}, AFFINE);
    NiftiWriter out = NiftiWriter.create(CONF, hadoop(file), header);
    out.write(noise(100_000), 0, 100_000);
    assertThatThrownBy(() -> out.write(new float[20_001], 0, 20_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20001 values given, the image has room for 20000 more");
    assertThatThrownBy(out::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(name + ": closed after 100000 of its 120000 values");
    out.close();
    assertThatThrownBy(() -> values(file)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void existingFileIsNotOverwritten() throws IOException {
    Path file = Files.writeString(directory.resolve("t.nii"), "mine");
    NiftiHeader header = NiftiHeader.of(new int[] {6, 5, 4}, AFFINE);
    assertThatThrownBy(() -> NiftiWriter.create(CONF, hadoop(file), header))
        .isInstanceOf(IOException.class);
    assertThat(file).hasContent("mine");
  }
}
