package org.chorale.job.export;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.image.Grid;
import org.chorale.io.image.ImageReader;
import org.chorale.io.image.Images;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.io.storage.NewFile;
import org.chorale.job.image.ImageHash;
import org.chorale.model.InvalidInputException;

/**
 * The images that a matrix was made of, one after the other. Volumes of a stack that are asked for
 * in their order are read in one pass over it. Holds half a megabyte. For one thread.
 */
final class OriginalImages implements Closeable {
  private static final int CHUNK = 1 << 16;

  private final Configuration conf;
  private final Grid grid;
  private final double[] chunk = new double[CHUNK];
  private String path;
  private ImageReader image;
  private int nextVolume;

  /**
   * Opens nothing yet.
   *
   * @param grid of all images
   */
  OriginalImages(Configuration conf, Grid grid) {
    this.conf = conf;
    this.grid = grid;
  }

  /**
   * Opens an image, unless it is open and its volume yet to come.
   *
   * @throws InvalidInputException if it isn't there, or not as it was when it was imported
   */
  void open(String wanted, int volume) throws IOException {
    if (wanted == null) {
      throw new InvalidInputException("the matrix does not tell where its image lies");
    }
    if (!wanted.equals(path) || volume < nextVolume) {
      leave();
      Path file = new Path(wanted);
      if (!NewFile.fileSystem(conf, file).exists(file)) {
        throw new InvalidInputException(wanted + ": is not there any more");
      }
      image = Images.open(conf, file);
      path = wanted;
      nextVolume = 0;
    }
    String difference = image.grid().difference(grid);
    if (difference != null) {
      throw new InvalidInputException(
          "%s: is another image now than the one that was imported: %s"
              .formatted(wanted, difference));
    }
    if (volume >= image.volumes()) {
      throw new InvalidInputException(
          "%s: is another image now than the one that was imported: it has %d volumes, not %d"
              .formatted(wanted, image.volumes(), volume + 1));
    }
  }

  /** Header of a 3-D image of float32 like the open one. */
  NiftiHeader header() {
    return image.like();
  }

  /**
   * Reads a volume of the open image.
   *
   * @param into receives its voxels
   * @throws InvalidInputException if the file is damaged
   */
  void read(int volume, float[] into) throws IOException {
    if (volume > nextVolume) {
      // Even of none there would be no hash afterwards.
      image.skipVolumes(volume - nextVolume);
    }
    nextVolume = volume + 1;
    for (int from = 0; from < into.length; from += CHUNK) {
      int count = Math.min(CHUNK, into.length - from);
      image.read(chunk, 0, count);
      for (int i = 0; i < count; i++) {
        into[from + i] = (float) chunk[i];
      }
    }
  }

  /**
   * Asks whether the file of the open image, whose last volume was read, is the one that was
   * imported. Reads what is left of it.
   *
   * @param sha256 as it was then
   * @throws InvalidInputException if it isn't
   */
  void require(String sha256) throws IOException {
    String found = image.volumes() == 1 ? image.sha256() : ImageHash.of(conf, new Path(path));
    if (!found.equals(sha256)) {
      throw changed(path);
    }
  }

  /** A file that was written to since it was imported. */
  static InvalidInputException changed(String path) {
    return new InvalidInputException(
        path + ": has changed since it was imported (its SHA-256 is another one)");
  }

  /** Gives up the open image, so that it is opened again for its next volume. */
  void leave() throws IOException {
    if (image != null) {
      image.close();
      image = null;
      path = null;
    }
  }

  @Override
  public void close() throws IOException {
    leave();
  }
}
