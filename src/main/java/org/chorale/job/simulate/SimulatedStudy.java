package org.chorale.job.simulate;

import java.util.List;
import java.util.Locale;
import org.chorale.stats.simulate.Simulation;

/** What the scans, sites and features of a simulation are called. */
final class SimulatedStudy {
  static final String ID = "sub_id";
  static final String SITE = "site";
  static final List<String> SCAN_COLUMNS = List.of(ID, SITE, "age", "sex");

  private SimulatedStudy() {}

  /** Name of a feature: half of them on either side, as in tables of regions. */
  static String feature(int feature, int features) {
    int left = (features + 1) / 2;
    return feature < left
        ? String.format(Locale.ROOT, "lh_%04d", feature + 1)
        : String.format(Locale.ROOT, "rh_%04d", feature - left + 1);
  }

  /** Name of a voxel, as a feature matrix of images has it. */
  static String voxel(int[] place) {
    return place[0] + "_" + place[1] + "_" + place[2];
  }

  static String scan(int scan) {
    return String.format(Locale.ROOT, "sub-%06d", scan + 1);
  }

  static String site(int site) {
    return String.format(Locale.ROOT, "S%03d", site + 1);
  }

  /** Cells of {@link #SCAN_COLUMNS}. */
  static String[] cells(Simulation simulation, int scan) {
    return new String[] {
      scan(scan),
      site(simulation.site(scan)),
      Double.toString(simulation.age(scan)),
      simulation.male(scan) ? "M" : "F"
    };
  }
}
