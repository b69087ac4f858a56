package org.chorale.io.mgh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.hadoop.conf.Configuration;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FreeSurfer images made byte by byte. */
class MghReaderTest {
  private static final int TAGS_BEHIND_THE_VALUES = 50;

  @TempDir Path directory;

  private static ByteBuffer image(int type, int... dims) {
    ByteBuffer bytes = ByteBuffer.allocate(284 + 8 * 24 + TAGS_BEHIND_THE_VALUES);
    bytes.order(ByteOrder.BIG_ENDIAN).putInt(1);
    Arrays.stream(dims).forEach(bytes::putInt);
    bytes.putInt(type).position(284);
    return bytes;
  }

  private static byte[] content(ByteBuffer image) {
    byte[] content = new byte[image.capacity()];
    image.duplicate().clear().get(content);
    return content;
  }

  private static ByteBuffer placed(ByteBuffer bytes, float... numbers) {
    bytes.putShort(28, (short) 1);
    for (int i = 0; i < numbers.length; i++) {
      bytes.putFloat(30 + 4 * i, numbers[i]);
    }
    return bytes;
  }

  private MghReader open(String name, byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve(name), bytes);
    return MghReader.open(new Configuration(), new org.apache.hadoop.fs.Path(file.toUri()));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest(name = "type {0}")
  @CsvSource({"0, 200", "1, -70000", "3, 0.5", "4, -3"})
  void everyTypeIsReadAndHashed(int type, double value)
      throws IOException, GeneralSecurityException {
    ByteBuffer bytes = image(type, 2, 2, 3, 2);
    for (int i = 0; i < 24; i++) {
      double v = i == 23 ? value : i;
      switch (type) {
        case 0 -> bytes.put((byte) v);
        case 1 -> bytes.putInt((int) v);
        case 3 -> bytes.putFloat((float) v);
        default -> bytes.putShort((short) v);
      }
    }
    for (String name : List.of("t.mgh", "t.mgz")) {
      byte[] raw = name.equals("t.mgz") ? gzip(content(bytes)) : content(bytes);
      try (MghReader image = open(name, raw)) {
        assertThat(image.header().shape()).containsExactly(2, 2, 3);
        assertThat(image.header().volumes()).isEqualTo(2);
        double[] values = new double[24];
        image.read(values, 0, 24);
        assertThat(values).startsWith(0, 1, 2, 3).endsWith(22, value);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(raw);
        assertThat(image.sha256()).isEqualTo(HexFormat.of().formatHex(hash));
      }
      try (MghReader image = open(name, raw)) {
        image.skipVolumes(1);
        double[] values = new double[12];
        image.read(values, 0, 12);
        assertThat(values).startsWith(12, 13).endsWith(22, value);
        assertThatThrownBy(image::sha256)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("was not read as a whole");
      }
    }
  }

  /** nibabel 5.0.0: {@code MGHHeader(binaryblock).get_affine()} with goodRASFlag 0, 3 × 5 × 7. */
  @Test
  void placeIsNibabelsIfTheFileHasNone() {
    MghHeader header = MghHeader.parse(content(image(3, 3, 5, 7, 1)), "t.mgh");
    assertThat(header.affine()).containsExactly(-1, 0, 0, 1.5, 0, 0, -1, 3.5, 0, 1, 0, -2.5);
    assertThat(header.zooms()).containsExactly(1, 1, 1);
  }

  @Test
  void placeIsMadeOfZoomsDirectionsAndCentre() {
    ByteBuffer bytes =
        placed(image(3, 4, 6, 8, 1), 2, 3, 4, -1, 0, 0, 0, 0, -1, 0, 1, 0, 10, 20, 30);
    MghHeader header = MghHeader.parse(content(bytes), "t.mgh");
    assertThat(header.zooms()).containsExactly(2, 3, 4);
    assertThat(header.affine()).containsExactly(-2, 0, 0, 14, 0, 0, 4, 4, 0, -3, 0, 39);
  }

  @Test
  void whatCannotBeReadIsRefused() throws IOException {
    refused(content(image(10, 2, 2, 3, 2)), "its values are of type 10; expected was uchar (0)");
    refused(content(image(3, 2, -2, 3, 2)), "states the shape 2 × -2 × 3 × 2");
    refused(content(image(3, 2, 2, 3, 0)), "states the shape 2 × 2 × 3 × 0");
    int most = Integer.MAX_VALUE;
    refused(content(image(3, most, most, most, most)), "at most 2147483639 voxels");
    refused(content(image(3, 1, 1, most - 8, most)), "too few for the");
    refused(content(image(3, 5, 5, 5, 5)), "has 526 bytes, too few for the 2784");
    refused(new byte[400], "not an MGH file: it begins with the number 0, expected was 1");
    refused(new byte[283], "ends after 283 bytes; an MGH header has 284");
    refused(content(placed(image(3, 2, 2, 3, 2), Float.NaN)), "its affine has the element NaN");
    byte[] cut = Arrays.copyOf(content(image(3, 2, 2, 3, 2)), 300);
    assertThatThrownBy(
            () -> {
              try (MghReader image = open("t.mgz", gzip(cut))) {
                image.read(new double[24], 0, 24);
              }
            })
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("t.mgz: ends after 4 of the 24 values");
  }

  private void refused(byte[] bytes, String message) {
    assertThatThrownBy(() -> open("t.mgh", bytes))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("t.mgh: ")
        .hasMessageContaining(message);
  }

  @Property(tries = 2000, seed = "20261128")
  void randomHeadersAreUnderstoodOrRefused(@ForAll long seed, @ForAll boolean smallShape) {
    byte[] noise = new byte[284];
    new Random(seed).nextBytes(noise);
    ByteBuffer bytes = ByteBuffer.wrap(noise).putInt(0, 1);
    if (smallShape) {
      bytes.putInt(4, 2).putInt(8, 3).putInt(12, 4).putInt(16, 1).putInt(20, 3);
    }
    try {
      assertThat(MghHeader.parse(noise, "fuzz.mgh").voxels()).isPositive();
    } catch (InvalidInputException refused) {
      assertThat(refused).hasMessageStartingWith("fuzz.mgh: ");
    }
  }
}
