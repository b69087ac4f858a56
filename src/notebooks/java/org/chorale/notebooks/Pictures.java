package org.chorale.notebooks;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.rapaio.jupyter.kernel.display.DisplayData;

/** Pixels for the output of a cell: PNG, drawn finer than it is shown. */
final class Pictures {
  /** Pixels drawn for a pixel shown. */
  static final double FINENESS = 1.5;

  private Pictures() {}

  static BufferedImage blank(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, width, height);
    canvas.dispose();
    return image;
  }

  /** What is painted in pixels as they are shown. */
  static BufferedImage painted(int width, int height, Consumer<Graphics2D> painter) {
    BufferedImage image = blank((int) (FINENESS * width), (int) (FINENESS * height));
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    canvas.scale(FINENESS, FINENESS);
    painter.accept(canvas);
    canvas.dispose();
    return image;
  }

  /** Pictures from left to right, with words for readers who don't see them. */
  static DisplayData beside(String words, List<BufferedImage> pictures) {
    int width = pictures.stream().mapToInt(BufferedImage::getWidth).sum();
    int height = pictures.stream().mapToInt(BufferedImage::getHeight).max().orElseThrow();
    BufferedImage all = blank(width, height);
    Graphics2D canvas = all.createGraphics();
    int at = 0;
    for (BufferedImage picture : pictures) {
      canvas.drawImage(picture, at, 0, null);
      at += picture.getWidth();
    }
    canvas.dispose();
    DisplayData shown = DisplayData.fromText("[plot: " + words + "]");
    shown.putData("image/png", Base64.getEncoder().encodeToString(png(all)));
    shown.putMetaData("image/png", Map.of("width", (int) Math.round(width / FINENESS)));
    return shown;
  }

  /** As small as PNG gets: notebooks are kept with their plots. */
  private static byte[] png(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam smallest = writer.getDefaultWriteParam();
    smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    smallest.setCompressionQuality(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), smallest);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
