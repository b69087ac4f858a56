package org.chorale.io.nifti;

import static org.chorale.io.nifti.HeaderChecks.refused;

import java.io.Serializable;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.chorale.io.voxels.ElementType;
import org.chorale.io.voxels.VoxelLayout;
import org.chorale.model.InvalidInputException;

/**
 * The header of an image of real numbers, NIfTI-1 or NIfTI-2: its bytes, and what they mean.
 * Immutable; travels. Two are equal if their bytes are.
 *
 * <p>Extensions are not part of it.
 */
public final class NiftiHeader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private final int version;
  private final boolean littleEndian;
  private final int[] shape;
  private final int volumes;
  private final double[] zooms;
  private final ElementType elementType;
  private final double slope;
  private final double inter;
  private final double[] affine;
  private final long dataOffset;

  private NiftiHeader(RawHeader raw, String name) {
    this.bytes = Arrays.copyOf(raw.bytes(), raw.size());
    this.version = raw.version();
    this.littleEndian = raw.order() == ByteOrder.LITTLE_ENDIAN;
    this.elementType = HeaderChecks.elementType(raw, name);
    Extent extent = Extent.of(raw, name);
    this.shape = extent.shape();
    this.volumes = extent.volumes();
    this.dataOffset = dataOffset(raw, name);
    double stated = raw.number(HeaderField.SCL_SLOPE);
    boolean scaled = stated != 0 && Double.isFinite(stated);
    this.slope = scaled ? stated : 1;
    this.inter = scaled ? raw.number(HeaderField.SCL_INTER) : 0;
    if (!Double.isFinite(inter)) {
      throw refused(
          name,
          "its values are to be scaled by %s·v + %s (scl_slope, scl_inter); expected was a finite number. Correct its header."
              .formatted(slope, inter));
    }
    double[] space = Orientation.zooms(raw);
    boolean hasVolumes = raw.integer(HeaderField.DIM) > space.length;
    this.zooms = Arrays.copyOf(space, hasVolumes ? space.length + 1 : space.length);
    if (hasVolumes) {
      zooms[space.length] = raw.number(HeaderField.PIXDIM, space.length + 1);
    }
    this.affine = Orientation.affine(raw, shape, name);
  }

  /**
   * Reads a header.
   *
   * @param bytes beginning with a header; copied; more may follow
   * @param nameForMessages the file it is of
   * @throws InvalidInputException if it is no NIfTI header, or not one of an image of real numbers
   *     in three dimensions, or four with volumes as the last
   */
  public static NiftiHeader parse(byte[] bytes, String nameForMessages) {
    return new NiftiHeader(HeaderChecks.raw(bytes, nameForMessages), nameForMessages);
  }

  /**
   * The header of a 3-D image of float32 that is known by its grid alone. The affine becomes the
   * sform, to scanner coordinates in millimetres.
   *
   * @param shape three lengths
   * @param affine three rows of four
   * @throws InvalidInputException if they can't be those of an image
   */
  public static NiftiHeader of(int[] shape, double[] affine) {
    return new NiftiHeader(Float32Header.onGrid(shape, affine), "a new image");
  }

  /**
   * The header of a 3-D image of float32 on the same grid: a single file, little-endian, unscaled;
   * NIfTI-1 unless a length needs more than 16 bits. Sform, qform, their codes, intent, units,
   * zooms and texts are kept; range for display, slice timing and the time axis are not.
   */
  public NiftiHeader float32Volume() {
    return new NiftiHeader(Float32Header.like(raw(), shape), "an image like another");
  }

  /** The same with another description: ASCII, of which 79 characters have room. */
  public NiftiHeader withDescription(String description) {
    RawHeader raw = RawHeader.of(bytes());
    raw.putText(HeaderField.DESCRIP, description);
    return new NiftiHeader(raw, "a described image");
  }

  /**
   * The same with a qform that says what the sform says, for programs that go by that.
   *
   * @throws IllegalStateException if the affine turns or mirrors axes
   */
  public NiftiHeader withQform() {
    for (int i = 0; i < affine.length; i++) {
      boolean diagonal = i % 5 == 0;
      boolean translation = i % 4 == 3;
      if (diagonal ? !(affine[i] > 0) : !translation && affine[i] != 0) {
        throw new IllegalStateException("the affine turns or mirrors axes: " + this);
      }
    }
    RawHeader raw = RawHeader.of(bytes());
    raw.put(HeaderField.QFORM_CODE, sformCode());
    for (int row = 0; row < 3; row++) {
      raw.put(HeaderField.QUATERN, row, 0);
      raw.put(HeaderField.QOFFSET, row, affine[4 * row + 3]);
      raw.put(HeaderField.PIXDIM, row + 1, affine[5 * row]);
    }
    raw.put(HeaderField.PIXDIM, 0, 1);
    return new NiftiHeader(raw, "a header with a qform");
  }

  private static long dataOffset(RawHeader raw, String name) {
    double offset = raw.number(HeaderField.VOX_OFFSET);
    boolean single = isSingleFile(raw);
    long least = single ? raw.size() + RawHeader.EXTENSION_FLAG : 0;
    if (!(offset >= least) || offset != Math.rint(offset) || offset > Long.MAX_VALUE / 2.0) {
      throw refused(
          name,
          "its header states that the values begin at byte %s (vox_offset); expected was a whole number of at least %d. Convert the file again."
              .formatted(offset, least));
    }
    return (long) offset;
  }

  private static boolean isSingleFile(RawHeader raw) {
    return raw.text(HeaderField.MAGIC).charAt(1) == '+';
  }

  private RawHeader raw() {
    return RawHeader.of(bytes);
  }

  /** As it lies in a file: 348 or 540 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** 1 or 2. */
  public int version() {
    return version;
  }

  /** Of the header's numbers and of the values. */
  public ByteOrder byteOrder() {
    return littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  /** Whether header and values are one file, not a pair. */
  public boolean isSingleFile() {
    return isSingleFile(raw());
  }

  /** Three lengths; 1 where the image has fewer dimensions. */
  public int[] shape() {
    return shape.clone();
  }

  /** Voxels of one volume. */
  public int voxels() {
    return shape[0] * shape[1] * shape[2];
  }

  public int volumes() {
    return volumes;
  }

  /** Size of a voxel, and the distance of volumes if the header has a fourth dimension. */
  public double[] zooms() {
    return zooms.clone();
  }

  /** Of the values as they are stored. */
  public ElementType elementType() {
    return elementType;
  }

  /** A stored value s means {@code slope · s + inter}; 1 where the header scales nothing. */
  public double slope() {
    return slope;
  }

  /** See {@link #slope}. */
  public double inter() {
    return inter;
  }

  /** From voxel indices, counted from 0, to millimetres: three rows of four. */
  public double[] affine() {
    return affine.clone();
  }

  /** Whether a sform or qform states the affine; without one, left and right are a guess. */
  public boolean isPlaced() {
    return Orientation.isPlaced(raw());
  }

  public int sformCode() {
    return (int) raw().integer(HeaderField.SFORM_CODE);
  }

  public int qformCode() {
    return (int) raw().integer(HeaderField.QFORM_CODE);
  }

  public int intentCode() {
    return (int) raw().integer(HeaderField.INTENT_CODE);
  }

  public String intentName() {
    return raw().text(HeaderField.INTENT_NAME);
  }

  /** Units of space (the lowest three bits) and time. */
  public int xyztUnits() {
    return (int) raw().integer(HeaderField.XYZT_UNITS);
  }

  public String description() {
    return raw().text(HeaderField.DESCRIP);
  }

  /** How the values lie in the file that has them. */
  VoxelLayout layout() {
    long count = (long) voxels() * volumes;
    return new VoxelLayout(dataOffset, count, elementType, byteOrder(), slope, inter);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NiftiHeader header && Arrays.equals(bytes, header.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "NIfTI-%d header of %d × %d × %d %s, %d volumes"
        .formatted(version, shape[0], shape[1], shape[2], elementType, volumes);
  }
}
