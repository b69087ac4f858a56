package org.chorale.io.voxels;

import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.model.InvalidInputException;

/**
 * The bytes of an image, decompressed if the file's name says that it is compressed; the file as it
 * lies there is hashed on the way. An image of two files is one sequence to the hash. For one
 * thread.
 */
public final class ImageBytes implements Closeable {
  static final int BUFFER_BYTES = 1 << 18;

  /** Deflate can't do better (zlib's technical notes: 1032 to 1); a bound on what a file holds. */
  private static final long MAX_COMPRESSION = 1032;

  private final String name;
  private final RawBytes raw;
  private final GzipMembers gzip;
  private MessageDigest digest;
  private String sha256;
  private long position;

  private ImageBytes(String name, RawBytes raw, GzipMembers gzip, MessageDigest digest) {
    this.name = name;
    this.raw = raw;
    this.gzip = gzip;
    this.digest = digest;
  }

  /**
   * Opens a file.
   *
   * @throws InvalidInputException if it doesn't exist, is a directory, or its name ends in {@code
   *     .gz} or {@code .mgz} but it isn't gzip
   * @throws IOException if it can't be read
   */
  public static ImageBytes open(Configuration hadoop, Path path) throws IOException {
    return open(hadoop, path, newDigest());
  }

  private static ImageBytes open(Configuration hadoop, Path path, MessageDigest digest)
      throws IOException {
    String name = path.toString();
    String ending = name.toLowerCase(Locale.ROOT);
    boolean compressed = ending.endsWith(".gz") || ending.endsWith(".mgz");
    RawBytes raw = RawBytes.open(hadoop, path, digest);
    try {
      GzipMembers gzip = compressed ? new GzipMembers(name, raw) : null;
      return new ImageBytes(name, raw, gzip, digest);
    } catch (IOException | RuntimeException refused) {
      raw.close();
      throw refused;
    }
  }

  /**
   * Reads this file to its end, closes it, and opens the second one of the image.
   *
   * @throws InvalidInputException as {@link #open(Configuration, Path)}
   */
  public ImageBytes thenOpen(Configuration hadoop, Path second) throws IOException {
    drain();
    close();
    return open(hadoop, second, digest);
  }

  /** The file's path, for messages. */
  public String name() {
    return name;
  }

  /** Decompressed bytes read or skipped so far. */
  public long position() {
    return position;
  }

  /**
   * Reads.
   *
   * @return how many bytes there were: {@code count}, or fewer at the end of the file
   * @throws InvalidInputException if the compressed file is damaged
   */
  public int read(byte[] into, int from, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int read =
          gzip == null
              ? raw.read(into, from + done, count - done)
              : gzip.read(into, from + done, count - done);
      if (read < 0) {
        break;
      }
      done += read;
    }
    position += done;
    return done;
  }

  /** Whether there can be this many decompressed bytes from the beginning of the file. */
  boolean mayHold(long bytes) {
    return gzip == null ? bytes <= raw.length() : bytes / MAX_COMPRESSION <= raw.length();
  }

  /** Bytes of the file as it lies there. */
  long fileLength() {
    return raw.length();
  }

  boolean compressed() {
    return gzip != null;
  }

  /**
   * Moves on by reading, or beyond the reach of the hash by jumping.
   *
   * @return how many bytes there were
   */
  long skip(long bytes) throws IOException {
    if (gzip == null && digest == null) {
      long to = Math.min(raw.length(), position + bytes);
      long skipped = to - position;
      raw.seek(to);
      position = to;
      return skipped;
    }
    byte[] buffer = new byte[(int) Math.min(bytes, BUFFER_BYTES)];
    long done = 0;
    while (done < bytes) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, bytes - done));
      if (read == 0) {
        break;
      }
      done += read;
    }
    return done;
  }

  /** From here on nothing is hashed, and skipping need not read. */
  void stopHashing() {
    digest = null;
    raw.stopHashing();
  }

  /** Reads to the end: of a compressed file the checksums are compared. */
  void drain() throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    while (read(buffer, 0, buffer.length) > 0) {
      // What follows the values is of no use.
    }
  }

  /**
   * SHA-256 of the file, or of the two files of the image one after the other, in hexadecimal.
   * Reads to the end.
   *
   * @throws IllegalStateException if something was skipped
   */
  String sha256() throws IOException {
    if (digest == null) {
      throw new IllegalStateException(name + " was not read as a whole, so it has no hash");
    }
    if (sha256 == null) {
      drain();
      sha256 = HexFormat.of().formatHex(digest.digest());
    }
    return sha256;
  }

  @Override
  public void close() throws IOException {
    if (gzip != null) {
      gzip.close();
    }
    raw.close();
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
