package org.chorale.job.matrix;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Id and site of every scan of a matrix. Broadcast. Immutable. */
final class ScanPlaces implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String[] ids;
  private final String[] sites;

  ScanPlaces(String[] ids, String[] sites) {
    this.ids = ids;
    this.sites = sites;
  }

  /**
   * Some scans by site.
   *
   * @return by site label, for each id its place in the list
   */
  Map<String, Map<String, Integer>> bySite(List<Integer> scans) {
    Map<String, Map<String, Integer>> bySite = new TreeMap<>();
    for (int place = 0; place < scans.size(); place++) {
      int scan = scans.get(place);
      bySite.computeIfAbsent(sites[scan], site -> new TreeMap<>()).put(ids[scan], place);
    }
    return bySite;
  }
}
