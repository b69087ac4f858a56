package org.chorale.io.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteOrder;
import java.util.List;
import org.chorale.io.voxels.ElementType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NiftiHeaderTest {
  /** Of float32, in which NIfTI-1 keeps its numbers, for millimetres of a head. */
  private static final double FLOAT32 = 1e-5;

  private static NiftiHeader parsed(NiftiBytes bytes) {
    return NiftiHeader.parse(bytes.header(), "t.nii");
  }

  private static NiftiBytes full(int version, ByteOrder order) {
    return new NiftiBytes(version, order)
        .dim(4, 5, 6, 7, 3)
        .pixdim(-1, 2, 3, 4, 2.5)
        .datatype(NiftiBytes.INT16)
        .scaling(2, 1)
        .calibration(100, 10)
        .sform(4, 2, 0, 0, -90, 0, 3, 0, -126, 0, 0, 4, -72)
        .qform(2, 0, 0.6, 0.8, 10, 20, 30)
        .intent(1001, "beta")
        .units(10)
        .description("made by hand");
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "2, false", "2, true"})
  void everythingIsUnderstood(int version, boolean big) {
    NiftiHeader header =
        parsed(full(version, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
    assertThat(header.shape()).containsExactly(5, 6, 7);
    assertThat(header.voxels()).isEqualTo(210);
    assertThat(header.volumes()).isEqualTo(3);
    assertThat(header.zooms()).containsExactly(2, 3, 4, 2.5);
    assertThat(header.elementType()).isEqualTo(ElementType.INT16);
    assertThat(header.slope()).isEqualTo(2);
    assertThat(header.inter()).isEqualTo(1);
    assertThat(header.affine()).containsExactly(2, 0, 0, -90, 0, 3, 0, -126, 0, 0, 4, -72);
    assertThat(header.sformCode()).isEqualTo(4);
    assertThat(header.qformCode()).isEqualTo(2);
    assertThat(header.intentCode()).isEqualTo(1001);
    assertThat(header.intentName()).isEqualTo("beta");
    assertThat(header.xyztUnits()).isEqualTo(10);
    assertThat(header.description()).isEqualTo("made by hand");
    assertThat(header.isSingleFile()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, false", "1, true", "2, false", "2, true"})
  void likeKeepsPlaceIntentAndUnits(int version, boolean big) {
    NiftiHeader header =
        parsed(full(version, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
    NiftiHeader like = header.float32Volume();
    assertThat(like.version()).isEqualTo(1);
    assertThat(like.byteOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    // Field by field as the test itself would write it: no calibration, no scaling, no fourth zoom.
    NiftiBytes expected =
        full(1, ByteOrder.LITTLE_ENDIAN)
            .dim(3, 5, 6, 7, 1, 1, 1, 1)
            .pixdim(-1, 2, 3, 4, 1, 1, 1, 1)
            .datatype(NiftiBytes.FLOAT32)
            .scaling(1, 0)
            .calibration(0, 0);
    byte[] bytes = expected.header();
    bytes[72] = 32;
    assertThat(like.bytes()).isEqualTo(bytes);
    assertThat(like.float32Volume()).isEqualTo(like);
    assertThat(like.withDescription("new").description()).isEqualTo("new");
    assertThat(like.withDescription("x".repeat(100)).description()).isEqualTo("x".repeat(79));
    assertThat(like.withDescription("new").withDescription("made by hand")).isEqualTo(like);
  }

  @Test
  void lengthsBeyondSixteenBitsNeedTheSecondVersion() {
    NiftiHeader large =
        parsed(new NiftiBytes(2, ByteOrder.BIG_ENDIAN).dim(3, 40_000, 2, 1)).float32Volume();
    assertThat(large.version()).isEqualTo(2);
    assertThat(large.shape()).containsExactly(40_000, 2, 1);
    assertThat(NiftiHeader.parse(large.bytes(), "t")).isEqualTo(large);
  }

  @Test
  void freeSurfersSurfacesAreUnderstood() {
    NiftiBytes bytes = NiftiBytes.little().dim(4, -1, 1, 1, 2).glmin(163_842);
    assertThat(parsed(bytes).shape()).containsExactly(163_842, 1, 1);
    assertThat(parsed(bytes).volumes()).isEqualTo(2);
    assertThat(parsed(bytes).float32Volume().version()).isEqualTo(2);
    assertThat(parsed(NiftiBytes.little().dim(3, 27_307, 1, 6)).shape())
        .containsExactly(163_842, 1, 1);
  }

  @Test
  void dimensionsThatAreMissingAreOne() {
    assertThat(parsed(NiftiBytes.little().dim(2, 5, 4, 9, 9)).shape()).containsExactly(5, 4, 1);
    NiftiBytes slice = NiftiBytes.little().dim(2, 5, 4, 9, 9).pixdim(1, 2, 3, 4);
    assertThat(parsed(slice).zooms()).containsExactly(2, 3, 1);
    assertThat(parsed(slice.qform(1, 0, 0, 0, 0, 0, 0)).affine()[10]).isEqualTo(4);
    assertThat(parsed(slice).float32Volume().affine()).isEqualTo(parsed(slice).affine());
    assertThat(parsed(NiftiBytes.little().dim(7, 5, 4, 3, 2, 1, 1, 1)).volumes()).isEqualTo(2);
  }

  /** A quarter turn about z by the quaternion (√½, 0, 0, √½): x goes to y, y to −x. */
  @ParameterizedTest
  @CsvSource({"1, 4", "-1, -4", "0, 4"})
  void qformIsUsedWithoutSform(double qfac, double third) {
    double half = Math.sqrt(0.5);
    NiftiBytes bytes =
        NiftiBytes.little()
            .pixdim(qfac, 2, 3, 4)
            .qform(1, 0, 0, half, 10, 20, 30)
            .sform(0, 9, 9, 9, 9);
    assertThat(parsed(bytes).affine())
        .containsExactly(
            new double[] {0, -3, 0, 10, 2, 0, 0, 20, 0, 0, third, 30}, within(FLOAT32));
  }

  @Test
  void quaternionLongerThanOneIsShortened() {
    NiftiBytes bytes = NiftiBytes.little().qform(1, 0.8, 0.6001, 0, 0, 0, 0);
    double[] affine = parsed(bytes).affine();
    assertThat(Math.hypot(affine[0], affine[4])).isEqualTo(1, within(FLOAT32));
  }

  @Test
  void zoomsPlaceAnImageOfWhichNothingElseIsSaid() {
    NiftiBytes bytes = NiftiBytes.little().dim(3, 3, 5, 7).pixdim(1, 3, -2, 0);
    assertThat(parsed(bytes).zooms()).containsExactly(3, 2, 1);
    assertThat(parsed(bytes).affine()).containsExactly(-3, 0, 0, 3, 0, 2, 0, -4, 0, 0, 1, -3);
    assertThat(parsed(bytes).float32Volume().affine()).isEqualTo(parsed(bytes).affine());
    NiftiBytes unknownCodes = bytes.sform(9, 7, 7, 7, 7).qform(-1, 0, 0, 0, 7, 7, 7);
    assertThat(parsed(unknownCodes).affine()[0]).isEqualTo(-3);
  }

  @Test
  void headerIsMadeOfAGrid() {
    double[] affine = {0, -3, 0, 10, 2, 0, 0, 20, 0, 0, 4, 30};
    NiftiHeader header = NiftiHeader.of(new int[] {4, 5, 6}, affine);
    assertThat(header.affine()).isEqualTo(affine);
    assertThat(header.zooms()).containsExactly(2, 3, 4);
    assertThat(header.shape()).containsExactly(4, 5, 6);
    assertThat(header.float32Volume()).isEqualTo(header);
    assertThat(header.xyztUnits()).isEqualTo(2);
  }

  @Test
  void arraysGivenOutAreCopies() {
    NiftiHeader header = parsed(NiftiBytes.little());
    header.shape()[0] = 99;
    header.affine()[0] = 99;
    header.bytes()[0] = 99;
    assertThat(header).isEqualTo(parsed(NiftiBytes.little()));
    assertThat(header.shape()[0]).isEqualTo(3);
    assertThat(List.of(header.affine()[0])).doesNotContain(99.0);
  }
}
