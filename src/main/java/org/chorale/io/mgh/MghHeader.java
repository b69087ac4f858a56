package org.chorale.io.mgh;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.chorale.io.voxels.ElementType;
import org.chorale.io.voxels.VoxelLayout;
import org.chorale.model.InvalidInputException;

/** The header of a FreeSurfer image. Immutable; travels. */
public final class MghHeader implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bytes before the first value. */
  static final int SIZE = 284;

  private static final int VERSION = 1;
  private static final int DIMENSIONS = 4;
  private static final int TYPE_AT = 20;
  private static final int GOOD_RAS_AT = 28;
  private static final int DELTA_AT = 30;
  private static final int DIRECTIONS_AT = 42;
  private static final int CENTRE_AT = 78;

  /** What a Java array can hold, with some room for its header. */
  private static final int MAX_VOXELS = Integer.MAX_VALUE - 8;

  /**
   * Directions of the axes, one after the other, if the file has none: nibabel's. FreeSurfer itself
   * takes y and z the other way round. Such a file says nothing of its place, so it only matters
   * that all of them get the same.
   */
  private static final double[] DEFAULT_DIRECTIONS = {-1, 0, 0, 0, 0, 1, 0, -1, 0};

  private static final double ABSURD = 1e30;

  private final int[] shape;
  private final int volumes;
  private final double[] zooms;
  private final ElementType elementType;
  private final double[] affine;

  private MghHeader(ByteBuffer bytes, String name) {
    long[] lengths = new long[DIMENSIONS];
    for (int d = 0; d < DIMENSIONS; d++) {
      lengths[d] = bytes.getInt(Integer.BYTES * (1 + d));
    }
    checkSize(lengths, name);
    this.shape = new int[] {(int) lengths[0], (int) lengths[1], (int) lengths[2]};
    this.volumes = (int) lengths[3];
    this.elementType = elementType(bytes.getInt(TYPE_AT), name);
    boolean placed = bytes.getShort(GOOD_RAS_AT) != 0;
    this.zooms = new double[shape.length];
    for (int d = 0; d < zooms.length; d++) {
      zooms[d] = placed ? bytes.getFloat(DELTA_AT + d * Float.BYTES) : 1;
    }
    this.affine = affine(bytes, placed, name);
  }

  /**
   * Reads a header.
   *
   * @param bytes beginning with a header, decompressed
   * @param nameForMessages the file it is of
   * @throws InvalidInputException if it is none, or not one of an image of real numbers
   */
  public static MghHeader parse(byte[] bytes, String nameForMessages) {
    if (bytes.length < SIZE) {
      throw new InvalidInputException(
          "%s: ends after %d bytes; an MGH header has %d. Copy or convert the file again."
              .formatted(nameForMessages, bytes.length, SIZE));
    }
    ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
    if (numbers.getInt(0) != VERSION) {
      throw new InvalidInputException(
          "%s: not an MGH file: it begins with the number %d, expected was 1. Convert it, or leave it out; a compressed one is named .mgz."
              .formatted(nameForMessages, numbers.getInt(0)));
    }
    return new MghHeader(numbers, nameForMessages);
  }

  private static void checkSize(long[] lengths, String name) {
    long voxels = 1;
    boolean absurd = lengths[DIMENSIONS - 1] < 1;
    for (int d = 0; d < DIMENSIONS - 1; d++) {
      // Lengths are ints: the product of an int and MAX_VOXELS has room in a long.
      absurd |= lengths[d] < 1;
      voxels = Math.min(voxels * lengths[d], MAX_VOXELS + 1L);
    }
    if (absurd || voxels > MAX_VOXELS) {
      throw new InvalidInputException(
          "%s: its header states the shape %d × %d × %d × %d; expected were lengths of at least 1 and at most %d voxels. Copy or convert the file again."
              .formatted(name, lengths[0], lengths[1], lengths[2], lengths[3], MAX_VOXELS));
    }
  }

  private static ElementType elementType(int code, String name) {
    return switch (code) {
      case 0 -> ElementType.UINT8;
      case 1 -> ElementType.INT32;
      case 3 -> ElementType.FLOAT32;
      case 4 -> ElementType.INT16;
      default ->
          throw new InvalidInputException(
              "%s: its values are of type %d; expected was uchar (0), int (1), float (3) or short (4). Convert it, e.g. with mri_convert --out_data_type float."
                  .formatted(name, code));
    };
  }

  /**
   * {@code M = D·diag(zooms)}, D's columns being the axes' directions, and a translation that puts
   * the voxel {@code shape/2} at the stated centre.
   */
  private double[] affine(ByteBuffer bytes, boolean placed, String name) {
    double[] result = new double[12];
    for (int row = 0; row < 3; row++) {
      double centre = placed ? bytes.getFloat(CENTRE_AT + row * Float.BYTES) : 0;
      for (int axis = 0; axis < 3; axis++) {
        int direction = axis * 3 + row;
        double cosine =
            placed
                ? bytes.getFloat(DIRECTIONS_AT + direction * Float.BYTES)
                : DEFAULT_DIRECTIONS[direction];
        result[row * 4 + axis] = cosine * zooms[axis];
        centre -= result[row * 4 + axis] * shape[axis] / 2.0;
      }
      result[row * 4 + 3] = centre;
    }
    for (double element : result) {
      if (!(Math.abs(element) < ABSURD)) {
        throw new InvalidInputException(
            "%s: its affine has the element %s; expected were millimetres. Copy or convert the file again."
                .formatted(name, element));
      }
    }
    return result;
  }

  /** Three lengths. */
  public int[] shape() {
    return shape.clone();
  }

  /** Voxels of one volume. */
  public int voxels() {
    return shape[0] * shape[1] * shape[2];
  }

  /** Frames, as FreeSurfer calls them. */
  public int volumes() {
    return volumes;
  }

  /** Size of a voxel. */
  public double[] zooms() {
    return zooms.clone();
  }

  /** Of the values as they are stored. */
  public ElementType elementType() {
    return elementType;
  }

  /** From voxel indices, counted from 0, to millimetres: three rows of four. */
  public double[] affine() {
    return affine.clone();
  }

  /** How the values lie in the file. */
  VoxelLayout layout() {
    long count = (long) voxels() * volumes;
    return new VoxelLayout(SIZE, count, elementType, ByteOrder.BIG_ENDIAN, 1, 0);
  }
}
