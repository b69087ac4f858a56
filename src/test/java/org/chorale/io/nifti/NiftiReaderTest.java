package org.chorale.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chorale.io.nifti.NiftiFiles.open;
import static org.chorale.io.nifti.NiftiFiles.sha256;
import static org.chorale.io.nifti.NiftiFiles.values;
import static org.chorale.io.nifti.NiftiFiles.write;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values as they were put into files by the test itself. */
class NiftiReaderTest {
  private static final Object[][] TYPES = {
    {NiftiBytes.INT8, new Number[] {-128, -1, 0, 127}, new double[] {-128, -1, 0, 127}},
    {NiftiBytes.UINT8, new Number[] {0, 127, 128, 255}, new double[] {0, 127, 128, 255}},
    {NiftiBytes.INT16, new Number[] {-32768, -1, 1, 32767}, new double[] {-32768, -1, 1, 32767}},
    {NiftiBytes.UINT16, new Number[] {0, 1, 32768, 65535}, new double[] {0, 1, 32768, 65535}},
    {
      NiftiBytes.INT32,
      new Number[] {Integer.MIN_VALUE, -1, 7, Integer.MAX_VALUE},
      new double[] {-2147483648.0, -1, 7, 2147483647.0}
    },
    {
      NiftiBytes.UINT32,
      new Number[] {0, 1, -1, -2},
      new double[] {0, 1, 4294967295.0, 4294967294.0}
    },
    {
      NiftiBytes.INT64,
      new Number[] {Long.MIN_VALUE, -1, (1L << 53) + 1, 5},
      new double[] {-0x1p63, -1, 0x1p53, 5}
    },
    {
      NiftiBytes.UINT64,
      // 2⁶³ + 1025 lies just above the middle of two doubles, 2⁶³ + 1024 on it.
      new Number[] {Long.MIN_VALUE + 1025, Long.MIN_VALUE + 1024, -1L, 5},
      new double[] {0x1p63 + 2048, 0x1p63, 0x1p64, 5}
    },
    {
      NiftiBytes.FLOAT32,
      new Number[] {1.5f, Float.NaN, -0f, Float.NEGATIVE_INFINITY},
      new double[] {1.5, Double.NaN, -0.0, Double.NEGATIVE_INFINITY}
    },
    {
      NiftiBytes.FLOAT64,
      new Number[] {Math.PI, Double.NaN, Double.MIN_VALUE, -1e300},
      new double[] {Math.PI, Double.NaN, Double.MIN_VALUE, -1e300}
    },
  };

  @TempDir Path directory;

  static List<Arguments> layouts() {
    List<Arguments> all = new ArrayList<>();
    for (Object[] type : TYPES) {
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        for (int version = 1; version <= 2; version++) {
          all.add(Arguments.of(type[0], order, version, type[1], type[2]));
        }
      }
    }
    return all;
  }

  @ParameterizedTest(name = "type {0}, {1}, NIfTI-{2}")
  @MethodSource("layouts")
  void everyTypeIsReadInBothByteOrdersAndVersions(
      int type, ByteOrder order, int version, Number[] stored, double[] expected)
      throws IOException {
    NiftiBytes bytes = new NiftiBytes(version, order).datatype(type).dim(3, 2, 2, 1);
    Path file = write(directory.resolve("t.nii"), bytes.file(stored));
    try (NiftiReader image = open(file)) {
      assertThat(image.header().version()).isEqualTo(version);
      assertThat(image.header().byteOrder()).isEqualTo(order);
      assertThat(values(image)).containsExactly(expected);
    }
  }

  @Test
  void valuesAreScaled() throws IOException {
    NiftiBytes bytes = NiftiBytes.little().datatype(NiftiBytes.INT16).dim(3, 3, 1, 1);
    bytes.scaling(0.25, -3);
    Path file = write(directory.resolve("t.nii"), bytes.file(0, 4, -8));
    assertThat(values(file)).containsExactly(-3, -2, -5);
  }

  @ParameterizedTest(name = "slope {0}")
  @MethodSource("noSlopes")
  void slopesThatAreNoneScaleNothing(double slope) throws IOException {
    NiftiBytes bytes = NiftiBytes.little().datatype(NiftiBytes.INT16).dim(3, 3, 1, 1);
    bytes.scaling(slope, 5);
    Path file = write(directory.resolve("t.nii"), bytes.file(0, 4, -8));
    assertThat(values(file)).containsExactly(0, 4, -8);
  }

  static List<Double> noSlopes() {
    return List.of(0.0, Double.NaN, Double.POSITIVE_INFINITY);
  }

  @Test
  void imagesLongerThanTheBufferAreReadInAnyPieces() throws IOException, GeneralSecurityException {
    int count = 100 * 90 * 30;
    NiftiBytes bytes = NiftiBytes.little().dim(3, 100, 90, 30);
    byte[] content = bytes.counting(count);
    double[] expected = IntStream.range(0, count).asDoubleStream().toArray();
    for (String name : List.of("t.nii", "t.nii.gz")) {
      byte[] raw = name.endsWith(".gz") ? NiftiBytes.gzip(content) : content;
      Path file = write(directory.resolve(name), raw);
      Random random = new Random(3);
      double[] values = new double[count];
      try (NiftiReader image = open(file)) {
        for (int done = 0; done < count; ) {
          int n = Math.min(count - done, random.nextInt(random.nextBoolean() ? 10 : 150_000));
          image.read(values, done, n);
          done += n;
        }
        assertThat(Arrays.equals(values, expected)).isTrue();
        assertThat(image.sha256()).isEqualTo(sha256(raw));
        assertThat(image.sha256()).isEqualTo(sha256(raw));
      }
    }
  }

  @Test
  void extensionsAndWhatFollowsTheValuesAreSkippedAndHashed()
      throws IOException, GeneralSecurityException {
    NiftiBytes bytes = NiftiBytes.little().dim(3, 2, 1, 1).voxOffset(400);
    byte[] content =
        NiftiBytes.joined(bytes.header(), new byte[52], bytes.values(3, 4), new byte[300_000]);
    for (String name : List.of("t.nii", "t.nii.gz")) {
      byte[] raw = name.endsWith(".gz") ? NiftiBytes.gzip(content) : content;
      try (NiftiReader image = open(write(directory.resolve(name), raw))) {
        assertThat(values(image)).containsExactly(3, 4);
        assertThat(image.sha256()).isEqualTo(sha256(raw));
      }
    }
  }

  @Test
  void volumesAreSkipped() throws IOException {
    NiftiBytes bytes = NiftiBytes.little().dim(4, 3, 1, 1, 4);
    byte[] content = bytes.counting(12);
    for (String name : List.of("t.nii", "t.nii.gz")) {
      byte[] raw = name.endsWith(".gz") ? NiftiBytes.gzip(content) : content;
      try (NiftiReader image = open(write(directory.resolve(name), raw))) {
        assertThat(image.header().volumes()).isEqualTo(4);
        double[] values = new double[3];
        image.skipVolumes(1);
        image.read(values, 0, 3);
        assertThat(values).containsExactly(3, 4, 5);
        image.skipVolumes(1);
        image.read(values, 0, 3);
        assertThat(values).containsExactly(9, 10, 11);
        assertThatThrownBy(image::sha256)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("was not read as a whole");
        assertThatThrownBy(() -> image.skipVolumes(1))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("3 values of")
            .hasMessageContaining("wanted, 0 are left");
      }
    }
  }

  @Test
  void hashIsRefusedBeforeEverythingWasRead() throws IOException {
    try (NiftiReader image =
        open(write(directory.resolve("t.nii"), NiftiBytes.little().counting(12)))) {
      assertThatThrownBy(image::sha256)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("12 values of");
      assertThatThrownBy(() -> image.read(new double[13], 0, 13))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("13 values of");
    }
  }

  @Test
  void pairsAreReadThroughEitherFile() throws IOException, GeneralSecurityException {
    NiftiBytes bytes = NiftiBytes.little().magic("ni1").voxOffset(16).dim(3, 2, 2, 1);
    byte[] header = NiftiBytes.joined(bytes.header(), new byte[] {1, 0, 0, 0}, new byte[70_000]);
    byte[] values = NiftiBytes.joined(new byte[16], bytes.values(1, 2, 3, 4));
    for (String ending : List.of("", ".gz")) {
      byte[] hdr = ending.isEmpty() ? header : NiftiBytes.gzip(header);
      byte[] img = ending.isEmpty() ? values : NiftiBytes.gzip(values);
      write(directory.resolve("p.hdr" + ending), hdr);
      write(directory.resolve("p.img" + ending), img);
      for (String half : List.of("p.hdr", "p.img")) {
        try (NiftiReader image = open(directory.resolve(half + ending))) {
          assertThat(image.header().isSingleFile()).isFalse();
          assertThat(values(image)).containsExactly(1, 2, 3, 4);
          assertThat(image.sha256()).isEqualTo(sha256(hdr, img));
        }
      }
    }
  }

  @Test
  void halvesOfAPairMayBeCompressedDifferentlyAndNamedInCapitals() throws IOException {
    NiftiBytes bytes = NiftiBytes.little().magic("ni1").voxOffset(0).dim(3, 2, 1, 1);
    write(directory.resolve("P.HDR"), bytes.header());
    write(directory.resolve("P.IMG.GZ"), NiftiBytes.gzip(bytes.values(1, 2)));
    assertThat(values(directory.resolve("P.HDR"))).containsExactly(1, 2);
    assertThat(values(directory.resolve("P.IMG.GZ"))).containsExactly(1, 2);
  }

  @Test
  void gzipOfSeveralMembersIsOneFile() throws IOException, GeneralSecurityException {
    byte[] content = NiftiBytes.little().counting(12);
    byte[] empty = NiftiBytes.gzip(new byte[0]);
    byte[][] empties = new byte[20_000][];
    Arrays.fill(empties, empty);
    byte[] raw =
        NiftiBytes.joined(
            NiftiBytes.gzip(Arrays.copyOf(content, 100)),
            NiftiBytes.joined(empties),
            NiftiBytes.gzip(Arrays.copyOfRange(content, 100, 381)),
            NiftiBytes.gzip(Arrays.copyOfRange(content, 381, content.length)),
            empty,
            new byte[512]);
    try (NiftiReader image = open(write(directory.resolve("t.nii.gz"), raw))) {
      assertThat(values(image)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
      assertThat(image.sha256()).isEqualTo(sha256(raw));
    }
  }
}
