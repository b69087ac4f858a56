package org.chorale.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chorale.io.nifti.NiftiFiles.open;
import static org.chorale.io.nifti.NiftiFiles.values;
import static org.chorale.io.nifti.NiftiFiles.write;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are refused, and what the refusal says. */
class NiftiDamageTest {
  @TempDir Path directory;

  private AbstractThrowableAssert<?, ? extends Throwable> refusal(String name, byte[]... parts)
      throws IOException {
    Path file = write(directory.resolve(name), parts);
    return assertThatThrownBy(() -> values(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(name + ": ");
  }

  static List<Arguments> headers() {
    return List.of(
        Arguments.of(little().datatype(128), "colours (RGB) (datatype 128)"),
        Arguments.of(little().datatype(2304), "colours (RGB) (datatype 2304)"),
        Arguments.of(little().datatype(32), "complex numbers (datatype 32)"),
        Arguments.of(little().datatype(1792), "complex numbers (datatype 1792)"),
        Arguments.of(little().datatype(1536), "float128 (datatype 1536)"),
        Arguments.of(little().datatype(1), "single bits (datatype 1)"),
        Arguments.of(little().datatype(77), "an unknown type (datatype 77)"),
        Arguments.of(little().magic("abc"), "no 'n+1' or 'ni1' in its header"),
        Arguments.of(little().magic("ni1"), "the values are in an .img beside it"),
        Arguments.of(little().dim(0), "states 0 dimensions; expected were 1 to 7"),
        Arguments.of(little().dim(8), "states 8 dimensions"),
        Arguments.of(little().dim(3, 3, -2, 2), "states the shape 3 × -2 × 2"),
        Arguments.of(little().dim(4, 3, 2, 2, 0), "states the shape 3 × 2 × 2 × 0"),
        Arguments.of(little().dim(5, 3, 2, 2, 1, 3), "has the shape 3 × 2 × 2 × 1 × 3"),
        Arguments.of(little().dim(3, 32767, 32767, 32767), "at most 2147483639 voxels"),
        Arguments.of(large().dim(3, 1L << 62, 1L << 62, 4), "at most 2147483639 voxels"),
        Arguments.of(large().dim(4, 3, 2, 2, 1L << 40), "at most 2147483639 voxels"),
        Arguments.of(
            large().dim(4, 1 << 15, 1 << 15, 1, Integer.MAX_VALUE).datatype(64), "too few for the"),
        Arguments.of(little().voxOffset(0), "begin at byte 0.0 (vox_offset); expected was"),
        Arguments.of(little().voxOffset(352.5), "begin at byte 352.5 (vox_offset)"),
        Arguments.of(little().voxOffset(Double.NaN), "begin at byte NaN (vox_offset)"),
        Arguments.of(little().voxOffset(1e18), "too few for the"),
        Arguments.of(large().voxOffset(Long.MAX_VALUE / 2.0), "too few for the"),
        Arguments.of(little().scaling(2, Double.NaN), "scaled by 2.0·v + NaN"),
        Arguments.of(little().intent(3002, "dense"), "a CIFTI file (intent code 3002)"),
        Arguments.of(little().sform(1, 1, 0, 0, Double.NaN), "its affine has the element NaN"),
        Arguments.of(little().qform(1, 0, 0, Double.NaN, 1, 2, 3), "affine has the element NaN"),
        Arguments.of(little().pixdim(1, Double.NaN, 1, 1), "its affine has the element NaN"),
        Arguments.of(little().dim(3, 100, 100, 100), "has 400 bytes, too few for the 4000352"));
  }

  private static NiftiBytes little() {
    return NiftiBytes.little();
  }

  private static NiftiBytes large() {
    return new NiftiBytes(2, ByteOrder.BIG_ENDIAN);
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("headers")
  void headersThatPromiseSomethingElseAreRefused(NiftiBytes bytes, String message)
      throws IOException {
    refusal("t.nii", bytes.counting(12)).hasMessageContaining(message);
  }

  @Test
  void filesThatAreNoNiftiAreRefused() throws IOException {
    refusal("t.nii", new byte[0]).hasMessageContaining("ends after 0 bytes");
    refusal("t.nii", "PK\3\4 something".getBytes(StandardCharsets.US_ASCII))
        .hasMessageContaining("begins with the bytes 50 4b 03 04; expected was 348");
    refusal("t.nii", NiftiBytes.gzip(little().counting(12)))
        .hasMessageContaining("is compressed by gzip; let its name end in .gz.");
    refusal("t.nii.gz", little().counting(12))
        .hasMessageContaining("its name says gzip, its first bytes do not.");
    refusal("t.nii", Arrays.copyOf(little().header(), 347))
        .hasMessageContaining("ends after 347 bytes; a NIfTI-1 header has 348.");
    refusal("t.nii", Arrays.copyOf(large().header(), 539))
        .hasMessageContaining("ends after 539 bytes; a NIfTI-2 header has 540.");
    byte[] textCopy = large().counting(12);
    textCopy[8] = '\n';
    refusal("t.nii", textCopy).hasMessageContaining("its line ends were changed");
  }

  @Test
  void missingFilesAndHalvesAreNamed() throws IOException {
    assertThatThrownBy(() -> open(directory.resolve("none.nii")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none.nii: no such file");
    assertThatThrownBy(() -> open(directory))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is a directory");
    refusal("p.hdr", little().magic("ni1").header())
        .hasMessageContaining("there is no p.img beside it, which must hold the values");
    refusal("q.img.gz", NiftiBytes.gzip(new byte[100]))
        .hasMessageContaining("there is no q.hdr.gz beside it, which must hold the header");
    refusal("s.hdr", little().counting(12))
        .hasMessageContaining("its header says that the values follow in the same file");
    Files.write(directory.resolve("r.img"), new byte[47]);
    Path half = write(directory.resolve("r.hdr"), little().magic("ni1").voxOffset(0).header());
    assertThatThrownBy(() -> open(half))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("r.img: has 47 bytes, too few for the 48");
  }

  @Test
  void compressedFileThatHoldsTooLittleIsRefusedAtItsEnd() throws IOException {
    refusal("t.nii.gz", NiftiBytes.gzip(little().counting(9)))
        .hasMessageContaining("ends after 9 of the 12 values that its header states");
    refusal("t.nii.gz", NiftiBytes.gzip(little().dim(3, 200, 100, 100).counting(9)))
        .hasMessageContaining("compressed bytes, too few for the 8000352 bytes");
    refusal("t.nii.gz", NiftiBytes.gzip(Arrays.copyOf(little().header(), 200)))
        .hasMessageContaining("ends after 200 bytes; a NIfTI-1 header has 348.");
  }

  @Test
  void gzipCutOffAnywhereIsRefused() throws IOException {
    byte[] whole = NiftiBytes.gzip(noise());
    for (int length = 0; length < whole.length; length += 1 + length / 10) {
      refusal("t.nii.gz", Arrays.copyOf(whole, length));
    }
    refusal("t.nii.gz", Arrays.copyOf(whole, whole.length - 1))
        .hasMessageContaining(
            "damaged gzip: the file ends in the middle, after %d bytes of the file's %d, which gave 8352 decompressed bytes"
                .formatted(whole.length - 1, whole.length - 1));
  }

  /** In the header of gzip stand a time and a system: nobody can tell whether they are true. */
  @Test
  void gzipWithAFlippedBitIsRefusedOrWithoutHarm() throws IOException {
    byte[] content = noise();
    byte[] whole = NiftiBytes.gzip(content);
    Path intact = write(directory.resolve("intact.nii.gz"), whole);
    double[] expected = values(intact);
    Random random = new Random(11);
    int harmless = 0;
    for (int i = 0; i < 300; i++) {
      int at = i < 20 ? i : random.nextInt(whole.length);
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Path file = write(directory.resolve("flipped.nii.gz"), flipped);
      try {
        assertThat(Arrays.equals(values(file), expected)).as("byte %d", at).isTrue();
        harmless++;
      } catch (InvalidInputException refused) {
        assertThat(refused).hasMessageContaining("flipped.nii.gz: ");
      }
    }
    assertThat(harmless).isLessThan(20);
  }

  @Test
  void somethingElseBehindGzipIsRefused() throws IOException {
    refusal("t.nii.gz", NiftiBytes.gzip(little().counting(12)), new byte[] {0, 0, 7, 7})
        .hasMessageContaining("damaged gzip: something else than gzip follows");
  }

  private static byte[] noise() {
    Random random = new Random(7);
    Number[] values = new Number[2000];
    Arrays.setAll(values, i -> random.nextGaussian());
    return little().dim(3, 20, 10, 10).file(values);
  }
}
