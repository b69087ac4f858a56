package org.chorale.job.export;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.image.Grid;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.io.nifti.NiftiWriter;
import org.chorale.io.storage.NewFile;
import org.chorale.job.export.ImageExportRequest.Outside;
import org.chorale.job.matrix.ScanValues;
import org.chorale.job.task.TaskAttempt;
import org.chorale.model.InvalidInputException;

/**
 * What every task of an export does. Broadcast: what the matrix is. A task holds the values in the
 * mask of its scans as float32 (64 MiB at most, or one scan), the places of the voxels and one
 * volume.
 */
final class ImageWriting implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FeatureMatrix matrix;
  private final NiftiHeader header;
  private final Outside outside;

  ImageWriting(FeatureMatrix matrix, Outside outside) {
    this.matrix = matrix;
    this.header = VoxelMatrix.header(matrix);
    this.outside = outside;
  }

  private Grid grid() {
    return new Grid(header.shape(), header.affine());
  }

  /** Opens the originals of some scans, to see whether they are there; reads only headers. */
  ImageFaults look(Configuration conf, ImageRun run) throws IOException {
    ImageFaults faults = new ImageFaults();
    try (OriginalImages originals = new OriginalImages(conf, grid())) {
      for (int s = 0; s < run.size(); s++) {
        try {
          originals.open(run.original(s), run.volume(s));
        } catch (InvalidInputException fault) {
          faults.add(run.scan(s), fault);
        }
      }
    }
    return faults;
  }

  /** Writes the images of some scans. Those whose original turns out to be another are left out. */
  ImageFaults write(Configuration conf, ImageRun run, Path directory) throws IOException {
    int[] voxels = matrix.index().voxels(conf, header.shape());
    float[][] values = values(conf, run);
    float[] volume = new float[header.voxels()];
    ImageFaults faults = new ImageFaults();
    try (OriginalImages originals = new OriginalImages(conf, grid())) {
      for (int s = 0; s < run.size(); s++) {
        try {
          NiftiHeader own = background(originals, run, s, volume);
          for (int v = 0; v < voxels.length; v++) {
            volume[voxels[v]] = values[s][v];
          }
          faults.wrote(writeVolume(conf, new Path(directory, run.file(s)), own, volume));
        } catch (InvalidInputException fault) {
          faults.add(run.scan(s), fault);
          originals.leave();
        }
      }
    }
    return faults;
  }

  private float[][] values(Configuration conf, ImageRun run) {
    Map<String, Integer> places = new TreeMap<>();
    for (int s = 0; s < run.size(); s++) {
      places.put(run.scan(s), s);
    }
    float[][] values = new float[run.size()][matrix.featureCount()];
    new ScanValues(conf, matrix)
        .read(
            run.site(),
            places,
            (place, first, block, count) -> {
              for (int v = 0; v < count; v++) {
                values[place][first + v] = (float) block[v];
              }
            });
    return values;
  }

  /** Fills in what isn't harmonised; gives the header. */
  private NiftiHeader background(OriginalImages originals, ImageRun run, int s, float[] volume)
      throws IOException {
    if (outside != Outside.ORIGINAL) {
      Arrays.fill(volume, outside == Outside.NAN ? Float.NaN : 0);
      return header;
    }
    originals.open(run.original(s), run.volume(s));
    originals.read(run.volume(s), volume);
    if (run.hash(s) != null) {
      originals.require(run.hash(s));
    }
    return originals.header();
  }

  /** Writes an image under its final name; gives the bytes of the file. */
  static long writeVolume(Configuration conf, Path file, NiftiHeader header, float[] volume)
      throws IOException {
    // The writer goes by the ending.
    String name = file.getName();
    String ending = name.substring(name.lastIndexOf('.'));
    Path attempt = NewFile.attempt(file, TaskAttempt.label() + ending);
    try (NiftiWriter out = NiftiWriter.create(conf, attempt, header)) {
      out.write(volume, 0, volume.length);
    }
    long bytes = NewFile.fileSystem(conf, attempt).getFileStatus(attempt).getLen();
    NewFile.publish(conf, attempt, file);
    return bytes;
  }
}
