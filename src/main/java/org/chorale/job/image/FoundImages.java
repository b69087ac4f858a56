package org.chorale.job.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.chorale.model.ScanTable;

/** Which image each scan has. An image is of one scan, a scan has one image: all else is noted. */
final class FoundImages {
  private final ScanTable scans;
  private final SetAside aside;
  private final Map<Integer, Set<String>> imagesOf = new HashMap<>();
  private final Map<String, int[]> stacks = new LinkedHashMap<>();

  FoundImages(ScanTable scans, SetAside aside) {
    this.scans = scans;
    this.aside = aside;
  }

  /** An image that may be a scan's. */
  void add(int scan, String path) {
    imagesOf.computeIfAbsent(scan, s -> new LinkedHashSet<>()).add(path);
  }

  /** A stack, a volume for each scan; −1: of none. */
  void addStack(String path, int[] scansOfVolumes) {
    stacks.put(path, scansOfVolumes);
    for (int v = 0; v < scansOfVolumes.length; v++) {
      if (scansOfVolumes[v] >= 0) {
        add(scansOfVolumes[v], path);
      }
    }
  }

  /**
   * The files, in the order of the scan table or of the stacks.
   *
   * @param missing why a scan has no image, in words
   */
  List<ImageFile> files(IntFunction<String> missing) {
    Map<String, Integer> scanOf = new LinkedHashMap<>();
    for (int s = 0; s < scans.size(); s++) {
      List<String> own = List.copyOf(imagesOf.getOrDefault(s, Set.of()));
      if (aside.isOut(s)) {
        continue;
      }
      if (own.isEmpty()) {
        aside.scan(s, null, missing.apply(s));
      } else if (own.size() > 1) {
        aside.scan(
            s,
            null,
            "%d images could be its own: %s"
                .formatted(own.size(), String.join(", ", own.stream().sorted().limit(3).toList())));
      } else if (!stacks.containsKey(own.get(0))) {
        take(s, own.get(0), scanOf);
      }
    }
    List<ImageFile> files = new ArrayList<>();
    scanOf.forEach((path, s) -> files.add(new ImageFile(path, new int[] {s}, false)));
    stacks.forEach((path, volumes) -> files.add(new ImageFile(path, volumes, true)));
    return files;
  }

  private void take(int scan, String path, Map<String, Integer> scanOf) {
    Integer other = scanOf.putIfAbsent(path, scan);
    if (other == null) {
      return;
    }
    aside.scan(scan, path, "is the image of scan '%s' too".formatted(scans.id(other)));
    if (!aside.isOut(other)) {
      aside.scan(other, path, "is the image of scan '%s' too".formatted(scans.id(scan)));
    }
  }
}
