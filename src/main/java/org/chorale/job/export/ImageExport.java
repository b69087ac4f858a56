package org.chorale.job.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.ImageList;
import org.chorale.io.storage.FileNames;
import org.chorale.io.storage.NewFile;
import org.chorale.job.export.ImageExportRequest.Outside;
import org.chorale.job.image.ImageHash;
import org.chorale.job.run.ExportRun;
import org.chorale.job.run.RunInput;

/**
 * Writes the scans of a matrix of voxels as NIfTI images of float32, one each, named by their ids:
 * in the mask the values of the matrix, outside what {@link Outside} says. Headers are those of the
 * scans' own images, or of the matrix.
 *
 * <p>Nothing is shuffled. The driver holds id, site and path of every scan, some 500 bytes. A task
 * exports up to 16 scans of a site: it reads their rows of the site's files, and where the original
 * is kept, each of their images once. See {@link ImageWriting} for what it holds. Of a compressed
 * 4-D stack every task has to decompress what comes before its volumes.
 */
public final class ImageExport {
  private final JavaSparkContext spark;
  private final ImageExportRequest request;
  private final Broadcast<SerializableConfiguration> configuration;

  /** Prepares the export. */
  public ImageExport(JavaSparkContext spark, ImageExportRequest request) {
    this.spark = spark;
    this.request = request;
    this.configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /**
   * Exports.
   *
   * @throws org.chorale.model.InvalidInputException if the matrix, an image or an option can't be
   *     used
   */
  public ImageExportOutcome run() {
    try {
      FeatureMatrix matrix = VoxelMatrix.find(hadoop(), request.matrix());
      ExportRun export =
          ExportRun.of(
              hadoop(),
              request.matrix(),
              new RunInput(matrix.directory().toString(), -1, matrix.run()),
              request.options(),
              request.output(),
              request.overwrite());
      return export.isDone()
          ? ImageExportOutcome.already(export.id(), request.output())
          : run(matrix, export);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private ImageExportOutcome run(FeatureMatrix matrix, ExportRun export) throws IOException {
    spark.setJobGroup("chorale", "looking for the images", false);
    Map<String, ImageList.Image> images = images(matrix);
    Map<String, String> stacks = stacks(images.values());
    List<ImageRun> runs = runs(matrix, images, stacks.keySet());
    int count = runs.stream().mapToInt(ImageRun::size).sum();
    Broadcast<ImageWriting> writing = spark.broadcast(new ImageWriting(matrix, request.outside()));
    if (request.outside() == Outside.ORIGINAL) {
      refuseWithin(export, runs);
      look(writing, runs, stacks, count);
    }
    long[] bytes = new long[1];
    export.run(
        (directory, counts) -> {
          spark.setJobGroup("chorale", "writing images", false);
          bytes[0] = write(writing, runs, count, directory);
          list(runs).write(hadoop(), new Path(directory, "images.csv"));
          counts.put("images", count);
          counts.put("bytes", bytes[0]);
        });
    return new ImageExportOutcome(export.id(), request.output(), false, count, bytes[0]);
  }

  private List<ImageRun> runs(
      FeatureMatrix matrix, Map<String, ImageList.Image> images, Set<String> stacks) {
    Map<String, List<String>> all = ScanChoice.all(spark, configuration, matrix);
    Map<String, List<String>> wanted = ScanChoice.wanted(all, request);
    // Of all scans: a scan's name doesn't depend on which others are wanted.
    FileNames names = new FileNames(all.values().stream().flatMap(Collection::stream).toList());
    List<ImageRun> runs = new ArrayList<>();
    wanted.forEach(
        (site, scans) ->
            runs.addAll(
                ImageRun.cut(
                    site, scans, matrix.featureCount(), images, stacks, names, request.ending())));
    return runs;
  }

  /** Where the images of the scans lie; empty if the matrix doesn't tell. */
  private Map<String, ImageList.Image> images(FeatureMatrix matrix) throws IOException {
    Map<String, ImageList.Image> images = new HashMap<>();
    Path list = FeatureMatrix.images(matrix.directory());
    if (NewFile.fileSystem(hadoop(), list).exists(list)) {
      ImageList.read(hadoop(), list).forEach(image -> images.put(image.scan(), image));
    }
    return images;
  }

  /**
   * Hash at import of every file that several scans share. Their tasks read some volumes each, so
   * that none would know it.
   */
  private static Map<String, String> stacks(Collection<ImageList.Image> images) {
    Set<String> paths = new HashSet<>();
    Map<String, String> stacks = new TreeMap<>();
    for (ImageList.Image image : images) {
      if (!paths.add(image.path()) || image.volume() > 0) {
        stacks.put(image.path(), image.sha256());
      }
    }
    return stacks;
  }

  private static void refuseWithin(ExportRun export, List<ImageRun> runs) throws IOException {
    for (ImageRun run : runs) {
      for (int s = 0; s < run.size(); s++) {
        if (run.original(s) != null) {
          export.refuseWithin(run.original(s));
        }
      }
    }
  }

  private void look(
      Broadcast<ImageWriting> writing,
      List<ImageRun> runs,
      Map<String, String> stacks,
      int images) {
    Broadcast<SerializableConfiguration> conf = configuration;
    List<ImageFaults> found =
        spark
            .parallelize(runs, runs.size())
            .map(run -> writing.value().look(conf.value().value(), run))
            .collect();
    ImageFaults.refuse(found, images);
    ImageFaults.refuse(List.of(changed(runs, stacks)), images);
  }

  /** Scans whose stack is another one than was imported. */
  private ImageFaults changed(List<ImageRun> runs, Map<String, String> stacks) {
    Set<String> read = new TreeSet<>();
    forEach(runs, (run, s) -> read.add(run.original(s)));
    read.retainAll(stacks.keySet());
    List<String> paths = List.copyOf(read);
    List<String> hashes = ImageHash.all(spark, configuration, paths);
    Set<String> changed = new HashSet<>();
    for (int p = 0; p < paths.size(); p++) {
      if (!hashes.get(p).equals(stacks.get(paths.get(p)))) {
        changed.add(paths.get(p));
      }
    }
    ImageFaults faults = new ImageFaults();
    forEach(
        runs,
        (run, s) -> {
          if (changed.contains(run.original(s))) {
            faults.add(run.scan(s), OriginalImages.changed(run.original(s)));
          }
        });
    return faults;
  }

  private static void forEach(List<ImageRun> runs, ObjIntConsumer<ImageRun> scan) {
    for (ImageRun run : runs) {
      for (int s = 0; s < run.size(); s++) {
        if (run.original(s) != null) {
          scan.accept(run, s);
        }
      }
    }
  }

  private long write(
      Broadcast<ImageWriting> writing, List<ImageRun> runs, int images, Path target) {
    Broadcast<SerializableConfiguration> conf = configuration;
    String directory = target.toString();
    List<ImageFaults> found =
        spark
            .parallelize(runs, runs.size())
            .map(run -> writing.value().write(conf.value().value(), run, new Path(directory)))
            .collect();
    return ImageFaults.refuse(found, images);
  }

  private static Listing list(List<ImageRun> runs) {
    Listing list = new Listing("scan", "site", "file", "original", "volume");
    for (ImageRun run : runs) {
      for (int s = 0; s < run.size(); s++) {
        list.add(
            run.scan(s),
            run.site(),
            run.file(s),
            run.original(s),
            run.original(s) == null ? null : Integer.toString(run.volume(s)));
      }
    }
    return list;
  }

  private Configuration hadoop() {
    return spark.hadoopConfiguration();
  }
}
