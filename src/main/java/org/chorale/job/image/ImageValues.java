package org.chorale.job.image;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.Element;
import org.chorale.job.matrix.MatrixKey;
import org.chorale.job.matrix.MatrixPlaces;

/**
 * The values of images, decompressed once: what may be a feature lies on the local disks of the
 * executors from the first reading on, some bits per voxel and the values that are not zero. What a
 * lost executor had is read again.
 */
final class ImageValues implements AutoCloseable {
  /** Partial counts, each an image's grid, that a core makes. */
  private static final int COUNTS_PER_CORE = 2;

  private final JavaSparkContext spark;
  private final JavaRDD<Scanned> scanned;
  private final Element element;

  /**
   * Images to be read.
   *
   * @param mask outside which nothing is kept, or null
   */
  ImageValues(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> conf,
      List<List<VolumeRun>> tasks,
      Element element,
      Broadcast<VoxelMask> mask) {
    this.spark = spark;
    this.element = element;
    this.scanned =
        spark
            .parallelize(tasks, Math.max(1, tasks.size()))
            .flatMap(
                runs ->
                    new VolumeReading(
                        conf.value().value(), runs, element, mask == null ? null : mask.value()))
            .persist(StorageLevel.DISK_ONLY());
  }

  /** Reads the images: what there is to say of volumes and files. */
  List<Scanned> reports() {
    return scanned.filter(one -> !(one instanceof VolumeSlice)).collect();
  }

  /**
   * In how many scans each voxel is finite and not zero. The driver gets four bytes per voxel, some
   * of them at a time; sums of integers, in whatever order.
   *
   * @param out scans that don't count
   */
  int[] counts(BitSet out, int voxels) {
    int parts = Math.min(scanned.getNumPartitions(), COUNTS_PER_CORE * spark.defaultParallelism());
    return scanned
        .coalesce(parts)
        .mapPartitions(
            some -> {
              int[] counts = new int[voxels];
              some.forEachRemaining(
                  one -> {
                    if (one instanceof VolumeSlice slice && !out.get(slice.scan())) {
                      slice.count(counts);
                    }
                  });
              return List.of(counts).iterator();
            })
        .treeReduce(ImageValues::sum);
  }

  private static int[] sum(int[] counts, int[] others) {
    for (int v = 0; v < counts.length; v++) {
      counts[v] += others[v];
    }
    return counts;
  }

  /** How much of a mask every volume fills, and what is missing of it there. */
  List<VolumeReport> within(Broadcast<VoxelMask> mask) {
    return scanned.mapPartitions(some -> within(some, mask.value())).collect();
  }

  private static Iterator<VolumeReport> within(Iterator<Scanned> some, VoxelMask mask) {
    Map<Integer, int[]> counts = new LinkedHashMap<>();
    some.forEachRemaining(
        one -> {
          if (one instanceof VolumeSlice slice) {
            int[] own = counts.computeIfAbsent(slice.scan(), scan -> new int[2]);
            own[0] += slice.filledIn(mask);
            own[1] += slice.missingIn(mask);
          }
        });
    List<VolumeReport> reports = new ArrayList<>();
    counts.forEach((scan, own) -> reports.add(new VolumeReport(scan, own[0], own[0], own[1])));
    return reports.iterator();
  }

  /** Rows of the matrix. */
  JavaPairRDD<MatrixKey, byte[]> rows(Broadcast<VoxelMask> mask, Broadcast<MatrixPlaces> places) {
    Element stored = element;
    return scanned.mapPartitionsToPair(
        some -> new VolumeRows(some, mask.value(), stored, places.value()));
  }

  @Override
  public void close() {
    scanned.unpersist(false);
  }
}
