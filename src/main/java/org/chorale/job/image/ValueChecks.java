package org.chorale.job.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.chorale.io.image.Grid;
import org.chorale.model.InvalidInputException;
import org.chorale.model.ScanTable;

/**
 * What the values of images tell against them, and the mask that is derived from them. On the
 * driver: some numbers per scan, one image's grid of counts.
 */
final class ValueChecks {
  /** With a mask of fewer of the voxels that half of the scans have, the user is told. */
  private static final double NOTABLE_SHARE = 0.9;

  private static final double LESS_STRICT = 0.95;

  private final JavaSparkContext spark;
  private final ImageImportRequest request;
  private final ScanTable scans;
  private final List<ImageFile> files;
  private final SetAside aside;
  private final List<String> notes = new ArrayList<>();
  private final String[] imageOf;
  private final int[] missing;
  private final String[] hashes;

  /**
   * Before anything is read.
   *
   * @param files those that are read; null where one is not
   * @param hashes of the files; what is not known yet and is found on the way is filled in
   */
  ValueChecks(
      JavaSparkContext spark,
      ImageImportRequest request,
      ScanTable scans,
      List<ImageFile> files,
      SetAside aside,
      String[] hashes) {
    this.spark = spark;
    this.request = request;
    this.scans = scans;
    this.files = files;
    this.aside = aside;
    this.hashes = hashes;
    this.missing = new int[scans.size()];
    this.imageOf = new String[scans.size()];
    for (ImageFile file : files) {
      for (int v = 0; file != null && v < file.scans().length; v++) {
        if (file.scans()[v] >= 0) {
          imageOf[file.scans()[v]] =
              file.stack() ? file.path() + " (volume %d)".formatted(v + 1) : file.path();
        }
      }
    }
  }

  /** Sentences for the user. */
  List<String> notes() {
    return notes;
  }

  /** Missing values of every scan. */
  int[] missing() {
    return missing;
  }

  /**
   * Reads the values and sets aside what can't be used.
   *
   * @param given the mask, or null: it is derived
   * @return the mask
   */
  Broadcast<VoxelMask> run(ImageValues values, Broadcast<VoxelMask> given, Grid grid) {
    List<VolumeReport> volumes = new ArrayList<>();
    for (Scanned report : values.reports()) {
      if (report instanceof VolumeReport volume) {
        volumes.add(volume);
      } else if (report instanceof FileReport file) {
        if (file.problem() != null && files.get(file.file()).without(aside) != null) {
          aside.image(files.get(file.file()), file.problem());
        }
        if (file.sha256() != null) {
          hashes[file.file()] = file.sha256();
        }
      }
    }
    for (VolumeReport volume : volumes) {
      if (!aside.isOut(volume.scan()) && volume.filled() == 0) {
        refuse(volume, "all its voxels are zero or not finite");
      }
    }
    if (given != null) {
      checkOverlap(volumes, given.value().count(), "the mask's voxels");
      checkMissing(volumes);
      aside.settle();
      return given;
    }
    return derive(values, grid);
  }

  private void refuse(VolumeReport volume, String reason) {
    aside.scan(volume.scan(), imageOf[volume.scan()], reason);
  }

  private void checkOverlap(List<VolumeReport> volumes, int inMask, String ofWhat) {
    for (VolumeReport volume : volumes) {
      double share = volume.inMask() / (double) inMask;
      if (!aside.isOut(volume.scan())
          && share < request.checks().minOverlap()
          && !request.checks().force()) {
        refuse(
            volume,
            "it fills %.0f %% of %s (at least %.0f %% are expected): it looks unregistered; register it, or take it all the same with --force"
                .formatted(100 * share, ofWhat, 100 * request.checks().minOverlap()));
      }
    }
  }

  private void checkMissing(List<VolumeReport> volumes) {
    for (VolumeReport volume : volumes) {
      if (aside.isOut(volume.scan()) || volume.missing() == 0) {
        continue;
      }
      missing[volume.scan()] = volume.missing();
      if (!request.checks().keepMissing()) {
        refuse(
            volume,
            "%,d voxels in the mask are NaN or infinite; --missing keep takes them as missing values"
                .formatted(volume.missing()));
      }
    }
  }

  private int left() {
    return scans.size() - aside.scans().cardinality();
  }

  private Broadcast<VoxelMask> derive(ImageValues values, Grid grid) {
    aside.settle();
    int[] counts = values.counts(aside.scans(), grid.voxels());
    // An image that is elsewhere takes its part from a mask of what all have, but not from this.
    VoxelMask half = VoxelMask.atLeast(grid, counts, (left() + 1) / 2);
    if (half.count() == 0) {
      throw new InvalidInputException(
          "no voxel is finite and not zero in half of the scans; give a mask with --mask");
    }
    Broadcast<VoxelMask> broadcast = spark.broadcast(half);
    int before = aside.size();
    checkOverlap(values.within(broadcast), half.count(), "the voxels that half of the scans have");
    aside.settle();
    if (aside.size() > before) {
      counts = values.counts(aside.scans(), grid.voxels());
    }
    Broadcast<VoxelMask> mask = spark.broadcast(derived(grid, counts, half.count()));
    if (request.maskShare() < 1) {
      checkMissing(values.within(mask));
      aside.settle();
    }
    return mask;
  }

  private VoxelMask derived(Grid grid, int[] counts, int half) {
    VoxelMask mask = VoxelMask.atLeast(grid, counts, scansFor(request.maskShare()));
    int lessStrict = VoxelMask.atLeast(grid, counts, scansFor(LESS_STRICT)).count();
    if (mask.count() == 0) {
      throw new InvalidInputException(
          "no voxel is finite and not zero in %,d of the %,d scans; lower --mask-share (%,d voxels with %s), or give a mask with --mask"
              .formatted(scansFor(request.maskShare()), left(), lessStrict, LESS_STRICT));
    }
    if (mask.count() < NOTABLE_SHARE * half) {
      notes.add(
          "the mask has %.0f %% of the voxels that half of the scans have; --mask-share %s would make it %,d voxels"
              .formatted(100.0 * mask.count() / half, LESS_STRICT, lessStrict));
    }
    return mask;
  }

  /** Fewest scans that are a share of all; a share like 0.95 is not exact in binary. */
  private int scansFor(double share) {
    return Math.max(1, (int) Math.ceil(share * left() - 1e-9));
  }

  /** Says which images have the same bytes. */
  void noteCopies() {
    Map<String, List<String>> scansOf = new LinkedHashMap<>();
    Map<String, String> first = new HashMap<>();
    for (int f = 0; f < files.size(); f++) {
      ImageFile file = files.get(f);
      if (file != null && file.scans().length == 1 && !aside.isOut(file.scans()[0])) {
        String id = scans.id(file.scans()[0]);
        String before = first.putIfAbsent(hashes[f], id);
        if (before != null) {
          scansOf.computeIfAbsent(hashes[f], h -> new ArrayList<>(List.of(before))).add(id);
        }
      }
    }
    scansOf.values().stream()
        .limit(3)
        .forEach(
            ids -> notes.add("the same image, byte for byte: scans " + String.join(", ", ids)));
  }

  /** Says how much is missing. */
  long noteMissing() {
    long all = Arrays.stream(missing).asLongStream().sum();
    long in = Arrays.stream(missing).filter(count -> count > 0).count();
    if (all > 0) {
      notes.add(
          "%,d values are missing (NaN or infinite in the mask), in %,d scans".formatted(all, in));
    }
    return all;
  }
}
