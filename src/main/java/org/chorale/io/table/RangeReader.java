package org.chorale.io.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a text file that begin in a range of bytes, decoded from UTF-8; counts line feeds
 * and quotes on the way.
 *
 * <p>For a range [start, end) these are the bytes after the first line feed at or after start (in
 * the first range: from the top) up to and with the first line feed at or after end. Ranges that
 * tile a file thus tile its lines, wherever they are cut. Malformed bytes end the text.
 */
final class RangeReader extends Reader {
  private static final int CHUNK_BYTES = 1 << 18;
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LINE_FEEDS = 0x0a0a_0a0a_0a0a_0a0aL;
  private static final long QUOTES = 0x2222_2222_2222_2222L;
  private static final long LOW_BITS = 0x7f7f_7f7f_7f7f_7f7fL;

  private final InputStream in;
  private final long end;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES).limit(0);
  private long position;
  private boolean inRange;
  private boolean lastChunk;
  private boolean finished;
  private long lineFeeds;
  private long quotes;
  private byte lastByte = '\n';
  private byte lastVisible;
  private long malformedLine = -1;
  private char lowSurrogate;

  private RangeReader(InputStream in, long position, long end, boolean inRange) {
    this.in = in;
    this.position = position;
    this.end = end;
    this.inRange = inRange;
  }

  /**
   * The first range of a file.
   *
   * @param in at byte {@code position} of the file, behind its byte order mark; closed with this
   * @param end where the range ends, exclusive; {@link Long#MAX_VALUE} for the whole file
   */
  static RangeReader first(InputStream in, long position, long end) {
    return new RangeReader(in, position, end, true);
  }

  /** A later range of a file; {@code in} is at byte {@code start}. */
  static RangeReader later(InputStream in, long start, long end) {
    return new RangeReader(in, start, end, false);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (lowSurrogate != 0) {
      target[offset] = lowSurrogate;
      lowSurrogate = 0;
      return 1;
    }
    CharBuffer chars = CharBuffer.wrap(target, offset, length);
    while (!finished) {
      CoderResult result = decoder.decode(chunk, chars, lastChunk);
      if (result.isError()) {
        malformedLine = lineFeeds + 1 - count(chunk.position(), chunk.limit(), LINE_FEEDS);
        finished = true;
      } else if (result.isUnderflow() && lastChunk) {
        finished = true;
      }
      int read = chars.position() - offset;
      if (read > 0) {
        return read;
      }
      if (result.isOverflow()) {
        return readPair(target, offset);
      }
      if (!finished) {
        fill();
      }
    }
    return -1;
  }

  /** A character beyond the first plane, where there is room for one half of it. */
  private int readPair(char[] target, int offset) {
    CharBuffer pair = CharBuffer.allocate(2);
    decoder.decode(chunk, pair, lastChunk);
    target[offset] = pair.get(0);
    lowSurrogate = pair.get(1);
    return 1;
  }

  /** Lines read so far; one that lacks its line feed counts. */
  long lines() {
    return lineFeeds + (lastByte == '\n' ? 0 : 1);
  }

  /** Whether an odd number of quotes was read. */
  boolean hasOddQuotes() {
    return (quotes & 1) == 1;
  }

  /** Whether the last byte that isn't a line end is a quote. */
  boolean endsWithQuote() {
    return lastVisible == '"';
  }

  /** Line of the first malformed bytes, from 1, or -1 if there are none so far. */
  long malformedLine() {
    return malformedLine;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Refills the chunk behind what the decoder left of it: at most the start of a character. */
  private void fill() throws IOException {
    chunk.compact();
    int left = chunk.position();
    int read = in.read(chunk.array(), left, chunk.remaining());
    if (read <= 0) {
      lastChunk = true;
      chunk.flip();
      return;
    }
    int from = left;
    int to = left + read;
    if (!inRange) {
      from = afterLineFeed(left, to);
      inRange = from >= 0;
      if (!inRange || position + (from - left) > end) {
        // No line begins here, or the first that does is the next range's.
        lastChunk = inRange;
        position += read;
        chunk.position(0).limit(0);
        return;
      }
    }
    long firstPastEnd = end - position + left;
    if (firstPastEnd < to) {
      int cut = afterLineFeed((int) Math.max(firstPastEnd, from), to);
      lastChunk = cut >= 0;
      to = cut >= 0 ? cut : to;
    }
    position += read;
    take(left, from, to);
  }

  private void take(int left, int from, int to) {
    lineFeeds += count(from, to, LINE_FEEDS);
    quotes += count(from, to, QUOTES);
    if (to > from) {
      lastByte = chunk.get(to - 1);
      for (int i = to - 1; i >= from; i--) {
        byte b = chunk.get(i);
        if (b != '\n' && b != '\r') {
          lastVisible = b;
          break;
        }
      }
    }
    // Before the range nothing is left over, so that a text begins either at 0 or at from.
    chunk.limit(to).position(left == from ? 0 : from);
  }

  private int afterLineFeed(int from, int to) {
    byte[] bytes = chunk.array();
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  /** Bytes of the chunk that equal the pattern's, eight at a time. */
  private long count(int from, int to, long pattern) {
    byte[] bytes = chunk.array();
    long count = 0;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long differing = (long) EIGHT_BYTES.get(bytes, i) ^ pattern;
      // The high bit of each byte that is zero: Warren, Hacker's Delight, 6-1.
      long zeros = ~((differing & LOW_BITS) + LOW_BITS | differing | LOW_BITS);
      count += Long.bitCount(zeros);
    }
    for (; i < to; i++) {
      count += bytes[i] == (byte) pattern ? 1 : 0;
    }
    return count;
  }
}
