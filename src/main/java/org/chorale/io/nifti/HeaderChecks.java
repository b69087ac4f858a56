package org.chorale.io.nifti;

import java.util.HexFormat;
import org.chorale.io.voxels.ElementType;
import org.chorale.model.InvalidInputException;

/** What a header must be, to be read as an image of real numbers on a grid. */
final class HeaderChecks {
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;
  private static final int FIRST_BYTES = 4;

  private static final long CIFTI_INTENT_FIRST = 3000;
  private static final long CIFTI_INTENT_LAST = 3099;

  private HeaderChecks() {}

  /** The header that these bytes begin with, its kind being one that can be read. */
  static RawHeader raw(byte[] bytes, String name) {
    RawHeader raw = bytes.length < FIRST_BYTES ? null : RawHeader.of(bytes);
    if (raw == null) {
      throw notNifti(bytes, name);
    }
    if (bytes.length < raw.size()) {
      throw refused(
          name,
          "ends after %d bytes; a NIfTI-%d header has %d. Copy or convert the file again."
              .formatted(bytes.length, raw.version(), raw.size()));
    }
    checkMagic(raw, name);
    checkIntent(raw, name);
    return raw;
  }

  private static InvalidInputException notNifti(byte[] bytes, String name) {
    if (bytes.length < FIRST_BYTES) {
      return refused(
          name,
          "ends after %d bytes; a NIfTI header has at least %d. Copy or convert the file again."
              .formatted(bytes.length, RawHeader.SIZE_1));
    }
    if (Byte.toUnsignedInt(bytes[0]) == GZIP_MAGIC_1
        && Byte.toUnsignedInt(bytes[1]) == GZIP_MAGIC_2) {
      return refused(name, "is compressed by gzip; let its name end in .gz.");
    }
    return refused(
        name,
        "not a NIfTI file: it begins with the bytes %s; expected was %d (NIfTI-1) or %d (NIfTI-2) as a number. Convert it, or leave it out."
            .formatted(
                HexFormat.ofDelimiter(" ").formatHex(bytes, 0, FIRST_BYTES),
                RawHeader.SIZE_1,
                RawHeader.SIZE_2));
  }

  private static void checkMagic(RawHeader raw, String name) {
    String magic = raw.text(HeaderField.MAGIC);
    String version = Integer.toString(raw.version());
    if (!magic.equals("n+" + version) && !magic.equals("ni" + version)) {
      throw refused(
          name,
          "not a NIfTI file: no 'n+%s' or 'ni%s' in its header%s. Convert it, or leave it out."
              .formatted(
                  version, version, raw.version() == 1 ? "; perhaps an ANALYZE 7.5 image" : ""));
    }
    if (raw.version() == 2) {
      String ends = raw.text(HeaderField.LINE_ENDS);
      if (!ends.equals(RawHeader.LINE_ENDS) && !ends.isEmpty()) {
        throw refused(
            name, "its line ends were changed, as by a copy as text. Copy it again, as binary.");
      }
    }
  }

  private static void checkIntent(RawHeader raw, String name) {
    long intent = raw.integer(HeaderField.INTENT_CODE);
    if (intent >= CIFTI_INTENT_FIRST && intent <= CIFTI_INTENT_LAST) {
      throw refused(
          name,
          "a CIFTI file (intent code %d): a matrix, not an image of voxels. Convert it to a table of its values, e.g. with wb_command -cifti-convert -to-text."
              .formatted(intent));
    }
  }

  /** The type of its values. */
  static ElementType elementType(RawHeader raw, String name) {
    int code = (int) raw.integer(HeaderField.DATATYPE);
    return switch (code) {
      case 2 -> ElementType.UINT8;
      case 4 -> ElementType.INT16;
      case 8 -> ElementType.INT32;
      case 16 -> ElementType.FLOAT32;
      case 64 -> ElementType.FLOAT64;
      case 256 -> ElementType.INT8;
      case 512 -> ElementType.UINT16;
      case 768 -> ElementType.UINT32;
      case 1024 -> ElementType.INT64;
      case 1280 -> ElementType.UINT64;
      case 1 -> throw unreadable(name, code, "single bits");
      case 32, 1792, 2048 -> throw unreadable(name, code, "complex numbers");
      case 128, 2304 -> throw unreadable(name, code, "colours (RGB)");
      case 1536 -> throw unreadable(name, code, "float128");
      default -> throw unreadable(name, code, "an unknown type");
    };
  }

  private static InvalidInputException unreadable(String name, int code, String what) {
    return refused(
        name,
        "its values are %s (datatype %d); expected was one real number per voxel: int8 to uint64, float32 or float64. Convert the image."
            .formatted(what, code));
  }

  /** An exception that names the file. */
  static InvalidInputException refused(String name, String what) {
    return new InvalidInputException(name + ": " + what);
  }
}
