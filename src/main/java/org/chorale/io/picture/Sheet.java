package org.chorale.io.picture;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A sheet of pixels that are entries of the palette. */
final class Sheet {
  /** Pixels of a letter's dot. */
  private static final int DOT = 2;

  static final int LETTER_WIDTH = DOT * Glyphs.WIDTH;
  static final int LETTER_HEIGHT = DOT * Glyphs.HEIGHT;
  private static final int PITCH = LETTER_WIDTH + DOT;

  private final BufferedImage image;
  private final WritableRaster pixels;

  /** White paper. */
  Sheet(int width, int height) {
    image =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, ColourScale.palette());
    pixels = image.getRaster();
  }

  void set(int x, int y, byte entry) {
    pixels.setSample(x, y, 0, entry & 0xff);
  }

  /** Writes with the first letter's upper left corner at a point. */
  void text(int x, int y, String text) {
    for (int c = 0; c < text.length(); c++) {
      for (int dot = 0; dot < LETTER_WIDTH * LETTER_HEIGHT; dot++) {
        int right = dot % LETTER_WIDTH;
        int down = dot / LETTER_WIDTH;
        if (Glyphs.isSet(text.charAt(c), right / DOT, down / DOT)) {
          set(x + c * PITCH + right, y + down, ColourScale.INK);
        }
      }
    }
  }

  static int width(String text) {
    return text.length() * PITCH - DOT;
  }

  byte[] png() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Not ImageIO's own choice of a stream, which goes by way of a file.
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException("This Java runtime can't write PNG");
      }
    }
    return bytes.toByteArray();
  }
}
