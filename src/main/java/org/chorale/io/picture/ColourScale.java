package org.chorale.io.picture;

import java.awt.image.IndexColorModel;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Colours from dark violet, 0, over green to bright yellow, the top of the scale and what is above.
 * Lightness rises evenly, so that order is seen without colours and in print; what is missing is
 * grey.
 *
 * <p>Source: lightness, chroma and hue are those of the OKLab space, B. Ottosson, "A perceptual
 * color space for image processing", 2020.
 *
 * @param top value of the brightest colour; positive
 */
public record ColourScale(double top) {
  /** Colours between 0 and the top. */
  static final int LEVELS = 128;

  private static final MathContext DIGITS = new MathContext(3);

  static final byte PAPER = 0;
  static final byte MASK = 1;
  static final byte INK = 2;
  private static final int FIRST = 3;

  private static final double DARKEST = 0.30;
  private static final double BRIGHTEST = 0.92;
  private static final double VIOLET = Math.toRadians(300);
  private static final double YELLOW = Math.toRadians(100);

  /** Chroma at 0, in the middle and at the top: the most of which a screen can show all hues. */
  private static final double[] CHROMA = {0.12, 0.09, 0.16};

  /** A scale from 0. */
  public ColourScale {
    if (!(top > 0) || Double.isInfinite(top)) {
      throw new IllegalArgumentException("A scale of colours can't end at " + top);
    }
  }

  /** The colour of a value, 0xRRGGBB. */
  public int rgb(double value) {
    return rgb(entry(value) & 0xff);
  }

  /** Place in the palette of a value; NaN is that of the mask. */
  byte entry(double value) {
    if (Double.isNaN(value)) {
      return MASK;
    }
    double share = Math.min(1, Math.max(0, value / top));
    return (byte) (FIRST + Math.round(share * (LEVELS - 1)));
  }

  /**
   * A number as the scale shows it: three digits.
   *
   * @param value finite, not negative
   */
  public static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    boolean plain = value == 0 || (value >= 1e-3 && value < 1e6);
    return plain ? rounded.toPlainString() : rounded.toString();
  }

  /** All colours of a picture. */
  static IndexColorModel palette() {
    int count = FIRST + LEVELS;
    byte[][] channels = new byte[3][count];
    for (int entry = 0; entry < count; entry++) {
      int rgb = rgb(entry);
      channels[0][entry] = (byte) (rgb >> 16);
      channels[1][entry] = (byte) (rgb >> 8);
      channels[2][entry] = (byte) rgb;
    }
    return new IndexColorModel(8, count, channels[0], channels[1], channels[2]);
  }

  private static int rgb(int entry) {
    return switch (entry) {
      case PAPER -> 0xffffff;
      case MASK -> 0xb4b4b4;
      case INK -> 0x1c2731;
      default -> level((entry - FIRST) / (double) (LEVELS - 1));
    };
  }

  private static int level(double share) {
    double lightness = DARKEST + share * (BRIGHTEST - DARKEST);
    double hue = VIOLET + share * (YELLOW - VIOLET);
    int half = share < 0.5 ? 0 : 1;
    double chroma = CHROMA[half] + (2 * share - half) * (CHROMA[half + 1] - CHROMA[half]);
    double a = chroma * Math.cos(hue);
    double b = chroma * Math.sin(hue);
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    int red = channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    int green = channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    int blue = channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    return (red << 16) | (green << 8) | blue;
  }

  private static double cube(double x) {
    return x * x * x;
  }

  /** From linear light to a byte of sRGB (IEC 61966-2-1). */
  private static int channel(double light) {
    double x = Math.min(1, Math.max(0, light));
    double encoded = x <= 0.0031308 ? 12.92 * x : 1.055 * Math.pow(x, 1 / 2.4) - 0.055;
    return (int) Math.round(255 * encoded);
  }
}
