package org.chorale.job.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.chorale.io.image.ImageReader;
import org.chorale.io.image.Images;
import org.chorale.io.matrix.Element;
import org.chorale.model.InvalidInputException;

/**
 * Reads volumes from front to back, a slice at a time. A file that turns out to be damaged ends
 * with a report that says so, whatever slices it gave before. For one task.
 */
final class VolumeReading implements Iterator<Scanned> {
  private final Configuration conf;
  private final Iterator<VolumeRun> runs;
  private final Element element;
  private final VoxelMask mask;
  private final double[] voxels = new double[VolumeSlice.VOXELS];
  private VolumeRun run;
  private ImageReader image;
  private int volume;
  private int voxel;
  private int filled;
  private int inMask;
  private int missing;

  /**
   * Before the first volume.
   *
   * @param mask outside which nothing is kept, or null
   */
  VolumeReading(Configuration conf, List<VolumeRun> runs, Element element, VoxelMask mask) {
    this.conf = conf;
    this.runs = runs.iterator();
    this.element = element;
    this.mask = mask;
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) ended -> close());
  }

  @Override
  public boolean hasNext() {
    return run != null || runs.hasNext();
  }

  @Override
  public Scanned next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    try {
      return advance();
    } catch (InvalidInputException unusable) {
      FileReport report = new FileReport(run.file(), unusable.getMessage(), null);
      close();
      run = null;
      return report;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Scanned advance() throws IOException {
    if (run == null) {
      open();
    }
    int all = image.grid().voxels();
    while (volume < run.count()) {
      int scan = run.scan(volume);
      if (voxel == all) {
        volume++;
        VolumeReport report = new VolumeReport(scan, filled, inMask, missing);
        startVolume();
        if (scan >= 0) {
          return report;
        }
      } else {
        int from = voxel;
        int n = Math.min(VolumeSlice.VOXELS, all - from);
        image.read(voxels, 0, n);
        voxel += n;
        if (scan >= 0) {
          return slice(scan, from, n);
        }
      }
    }
    FileReport report = new FileReport(run.file(), null, run.hashed() ? image.sha256() : null);
    close();
    run = null;
    return report;
  }

  private void open() throws IOException {
    run = runs.next();
    image = Images.open(conf, new Path(run.path()));
    if (!run.hashed()) {
      image.skipVolumes(run.first());
    }
    volume = 0;
    startVolume();
  }

  private void startVolume() {
    voxel = 0;
    filled = 0;
    inMask = 0;
    missing = 0;
  }

  private VolumeSlice slice(int scan, int from, int count) {
    if (mask != null) {
      // What is outside the mask is not kept, but an empty image is told from an unregistered one.
      for (int v = 0; v < count; v++) {
        filled += voxels[v] != 0 && Double.isFinite(voxels[v]) ? 1 : 0;
      }
    }
    VolumeSlice slice = VolumeSlice.of(scan, from, voxels, count, element, mask);
    if (mask == null) {
      filled += slice.filledCount();
    } else {
      inMask += slice.filledIn(mask);
      missing += slice.missingIn(mask);
    }
    return slice;
  }

  private void close() {
    if (image != null) {
      try {
        image.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      image = null;
    }
  }
}
