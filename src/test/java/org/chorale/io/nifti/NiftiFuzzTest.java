package org.chorale.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.chorale.model.InvalidInputException;

/** Whatever the bytes: a header is understood and written again, or refused. */
class NiftiFuzzTest {
  private static void parseAndWriteAgain(byte[] bytes) {
    NiftiHeader header;
    try {
      header = NiftiHeader.parse(bytes, "fuzz.nii");
    } catch (InvalidInputException refused) {
      assertThat(refused).hasMessageStartingWith("fuzz.nii: ");
      return;
    }
    assertThat(NiftiHeader.parse(header.bytes(), "again")).isEqualTo(header);
    assertThat(header.bytes()).isEqualTo(java.util.Arrays.copyOf(bytes, header.bytes().length));
    NiftiHeader like = header.float32Volume();
    assertThat(like.shape()).isEqualTo(header.shape());
    assertThat(like.float32Volume()).isEqualTo(like);
    assertThat(header.voxels()).isPositive();
    assertThat(header.volumes()).isPositive();
  }

  @Property(tries = 2000, seed = "20261125")
  void headersWithSomeBytesChangedAreUnderstoodOrRefused(
      @ForAll @IntRange(min = 1, max = 2) int version,
      @ForAll boolean big,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 539) Integer> places,
      @ForAll long seed) {
    NiftiBytes valid =
        new NiftiBytes(version, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .qform(1, 0.1, 0.2, 0.3, 1, 2, 3);
    byte[] bytes = valid.header();
    Random random = new Random(seed);
    for (int place : places) {
      bytes[place % bytes.length] = (byte) random.nextInt();
    }
    parseAndWriteAgain(bytes);
  }

  /** Beginning as a header does, so that not all are refused at once. */
  @Property(tries = 2000, seed = "20261126")
  void randomHeadersAreUnderstoodOrRefused(
      @ForAll @IntRange(min = 1, max = 2) int version, @ForAll long seed) {
    byte[] bytes = new NiftiBytes(version, ByteOrder.LITTLE_ENDIAN).header();
    byte[] noise = new byte[bytes.length];
    Random random = new Random(seed);
    random.nextBytes(noise);
    int kept = version == 1 ? 72 : 80;
    System.arraycopy(noise, kept, bytes, kept, (version == 1 ? 344 : 540) - kept);
    parseAndWriteAgain(bytes);
  }

  @Property(tries = 500, seed = "20261127")
  void bytesOfAnyKindAreRefused(@ForAll byte[] bytes) {
    parseAndWriteAgain(bytes);
  }
}
