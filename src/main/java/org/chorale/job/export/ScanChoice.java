package org.chorale.job.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.io.matrix.MatrixPartReader;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Nearest;

/** The scans of a matrix by site, as its files have them, and those of them that are wanted. */
final class ScanChoice {
  private ScanChoice() {}

  /** Ids of all scans by site label; a task reads them from the first file of a site. */
  static Map<String, List<String>> all(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      FeatureMatrix matrix) {
    List<MatrixPart> first =
        matrix.parts().stream().filter(part -> part.firstBlock() == 0).toList();
    List<String[]> ids =
        spark
            .parallelize(first, Math.max(1, first.size()))
            .map(part -> scans(configuration.value(), matrix, part))
            .collect();
    Map<String, List<String>> bySite = new LinkedHashMap<>();
    for (int k = 0; k < ids.size(); k++) {
      bySite
          .computeIfAbsent(first.get(k).siteLabel(), site -> new ArrayList<>())
          .addAll(List.of(ids.get(k)));
    }
    return bySite;
  }

  private static String[] scans(
      SerializableConfiguration conf, FeatureMatrix matrix, MatrixPart part) throws IOException {
    try (MatrixPartReader rows =
        MatrixPartReader.open(conf.value(), part.path(matrix.directory()), matrix.element())) {
      List<String> scans = new ArrayList<>();
      for (int row = 0; row < rows.rows() && rows.block(row) == part.firstBlock(); row++) {
        scans.add(rows.scan(row));
      }
      return scans.toArray(new String[0]);
    }
  }

  /**
   * Those that are wanted.
   *
   * @throws InvalidInputException if a site or scan isn't there, or none is left
   */
  static Map<String, List<String>> wanted(
      Map<String, List<String>> all, ImageExportRequest request) {
    for (String site : request.sites()) {
      if (!all.containsKey(site)) {
        throw new InvalidInputException(
            "--sites: %s has no site '%s'%s"
                .formatted(request.matrix(), site, Nearest.hint(site, all.keySet())));
      }
    }
    Set<String> ids = request.scans() == null ? null : new HashSet<>(request.scans());
    if (ids != null) {
      Set<String> unknown = new LinkedHashSet<>(request.scans());
      all.values().forEach(unknown::removeAll);
      if (!unknown.isEmpty()) {
        throw new InvalidInputException(
            "--scans-list: %,d of %,d scans are not in %s: %s"
                .formatted(unknown.size(), ids.size(), request.matrix(), Nearest.listed(unknown)));
      }
    }
    Map<String, List<String>> wanted = new LinkedHashMap<>();
    all.forEach(
        (site, scans) -> {
          List<String> own = scans.stream().filter(id -> ids == null || ids.contains(id)).toList();
          boolean in = request.sites().isEmpty() || request.sites().contains(site);
          if (in && !own.isEmpty()) {
            wanted.put(site, own);
          }
        });
    if (wanted.isEmpty()) {
      throw new InvalidInputException(
          "no scan is left to export: none of --scans-list is of a site of --sites");
    }
    return wanted;
  }
}
