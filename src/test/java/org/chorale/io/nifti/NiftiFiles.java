package org.chorale.io.nifti;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;

/** Writes what a test made, and reads it. */
final class NiftiFiles {
  static final Configuration CONF = new Configuration();

  private NiftiFiles() {}

  static org.apache.hadoop.fs.Path hadoop(Path file) {
    return new org.apache.hadoop.fs.Path(file.toUri());
  }

  static Path write(Path file, byte[]... parts) throws IOException {
    return Files.write(file, NiftiBytes.joined(parts));
  }

  static NiftiReader open(Path file) throws IOException {
    return NiftiReader.open(CONF, hadoop(file));
  }

  /** All values, some at a time. */
  static double[] values(NiftiReader image) throws IOException {
    double[] values = new double[image.header().voxels() * image.header().volumes()];
    int first = values.length / 3;
    image.read(values, 0, first);
    image.read(values, first, values.length - first);
    return values;
  }

  static double[] values(Path file) throws IOException {
    try (NiftiReader image = open(file)) {
      return values(image);
    }
  }

  static String sha256(byte[]... parts) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(NiftiBytes.joined(parts)));
  }
}
