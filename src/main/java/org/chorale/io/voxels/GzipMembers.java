package org.chorale.io.voxels;

import java.io.Closeable;
import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.chorale.model.InvalidInputException;

/**
 * Decompresses gzip (RFC 1952), any number of members one after the other.
 *
 * <p>Instead of the JDK's stream, which descends one level of its stack per empty member, takes a
 * damaged header of a later member for the end, and can't tell damage from a failing disk.
 */
final class GzipMembers implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  /** Modification time, extra flags, operating system. */
  private static final int FIXED_REST_OF_HEADER = 6;

  private final String file;
  private final RawBytes raw;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int at;
  private int limit;
  private long produced;
  private boolean inMember;
  private boolean atEnd;

  /**
   * Reads the header of the first member.
   *
   * @param file for messages
   */
  GzipMembers(String file, RawBytes raw) throws IOException {
    this.file = file;
    this.raw = raw;
    if (nextByte() != MAGIC_1 || nextByte() != MAGIC_2) {
      throw new InvalidInputException(
          file
              + ": its name says gzip, its first bytes do not. Remove the .gz (or name an .mgz .mgh)"
              + " if the file is not compressed, or copy it again.");
    }
    readRestOfHeader();
  }

  /** Some of the next bytes, at least one; -1 at the end of the last member. */
  int read(byte[] into, int from, int count) throws IOException {
    while (!atEnd) {
      if (!inMember) {
        startMember();
        continue;
      }
      int inflated = inflate(into, from, count);
      if (inflated > 0) {
        crc.update(into, from, inflated);
        produced += inflated;
        return inflated;
      }
      if (inflater.finished()) {
        finishMember();
      } else if (inflater.needsDictionary()) {
        throw damaged("asks for a dictionary");
      } else {
        fill();
        inflater.setInput(buffer, at, limit - at);
      }
    }
    return -1;
  }

  private int inflate(byte[] into, int from, int count) {
    try {
      return inflater.inflate(into, from, count);
    } catch (DataFormatException broken) {
      throw damaged(broken.getMessage() == null ? "invalid data" : broken.getMessage());
    }
  }

  /** Behind a member: another one, the end, or zeros, with which tapes fill their blocks. */
  private void startMember() throws IOException {
    int first = 0;
    while (first == 0) {
      if (at == limit && !refill()) {
        atEnd = true;
        return;
      }
      first = nextByte();
    }
    if (first != MAGIC_1 || nextByte() != MAGIC_2) {
      throw damaged("something else than gzip follows");
    }
    readRestOfHeader();
  }

  private void readRestOfHeader() throws IOException {
    int method = nextByte();
    int flags = nextByte();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw damaged("unknown method or flags");
    }
    skip(FIXED_REST_OF_HEADER);
    if ((flags & EXTRA) != 0) {
      skip(nextByte() | nextByte() << Byte.SIZE);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(Short.BYTES);
    }
    crc.reset();
    inflater.reset();
    inflater.setInput(buffer, at, limit - at);
    inMember = true;
  }

  private void finishMember() throws IOException {
    at = limit - inflater.getRemaining();
    long length = inflater.getBytesWritten();
    if (nextInt() != (int) crc.getValue() || nextInt() != (int) length) {
      throw damaged("the checksum does not match");
    }
    inMember = false;
  }

  private int nextInt() throws IOException {
    int value = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      value |= nextByte() << shift;
    }
    return value;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      nextByte();
    }
  }

  private void skipText() throws IOException {
    while (nextByte() != 0) {
      // A name or comment, of no use here.
    }
  }

  private int nextByte() throws IOException {
    if (at == limit) {
      fill();
    }
    return Byte.toUnsignedInt(buffer[at++]);
  }

  private void fill() throws IOException {
    if (!refill()) {
      throw damaged("the file ends in the middle");
    }
  }

  private boolean refill() throws IOException {
    at = 0;
    limit = Math.max(0, raw.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  private InvalidInputException damaged(String how) {
    return new InvalidInputException(
        "%s: damaged gzip: %s, after %d bytes of the file's %d, which gave %d decompressed bytes. Copy the file again."
            .formatted(file, how, raw.position(), raw.length(), produced));
  }

  @Override
  public void close() {
    inflater.end();
  }
}
