package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The batch variables of a run, one study for each, in the order in which their effects are
 * removed; mostly there is one. All studies have the same scans and the same design: a scan that
 * one of them leaves out is in none.
 *
 * <p>Scans at the same site of every batch variable are a <em>cell</em>. Moments by cell are enough
 * for all of them, since an adjustment is the same for all scans of a cell but for the covariates.
 * With one batch variable the cells are its sites, in their order. Immutable.
 */
public final class Sequence {
  private final List<Study> studies;
  private final int[][] siteOfCell;
  private final int[] cellOf;
  private final int[] scansOf;

  private Sequence(List<Study> studies) {
    this.studies = List.copyOf(studies);
    int scans = first().scans().size();
    int steps = studies.size();
    int[][] sitesOf = new int[scans][];
    TreeSet<int[]> cells = new TreeSet<>(Arrays::compare);
    for (int s = 0; s < scans; s++) {
      if (first().cohort().site(s) != Cohort.OUT) {
        int scan = s;
        sitesOf[s] = studies.stream().mapToInt(study -> study.cohort().site(scan)).toArray();
        cells.add(sitesOf[s]);
      }
    }
    siteOfCell = cells.toArray(new int[0][]);
    Map<int[], Integer> indexOf = new TreeMap<>(Arrays::compare);
    for (int c = 0; c < siteOfCell.length; c++) {
      indexOf.put(siteOfCell[c], c);
    }
    cellOf = new int[scans];
    scansOf = new int[siteOfCell.length];
    for (int s = 0; s < scans; s++) {
      cellOf[s] = sitesOf[s] == null ? Cohort.OUT : indexOf.get(sitesOf[s]);
      if (cellOf[s] != Cohort.OUT) {
        scansOf[cellOf[s]]++;
      }
    }
    if (steps == 1 && siteOfCell.length != first().cohort().sites().size()) {
      throw new IllegalStateException("a site without scans");
    }
  }

  /**
   * Sorts the scans by every batch variable.
   *
   * @throws InvalidInputException as {@link Study#of} does for one of them
   */
  public static Sequence of(ScanTable scans, Specification specification) {
    List<Specification> steps = specification.steps();
    List<Cohort> cohorts = new ArrayList<>();
    steps.forEach(step -> cohorts.add(Cohort.of(scans, step)));
    // Scans that go with a small site make other sites smaller.
    for (boolean moving = steps.size() > 1; moving; ) {
      moving = false;
      for (int k = 0; k < steps.size(); k++) {
        Map<Integer, LeftOut> others = new TreeMap<>();
        for (int other = 0; other < steps.size(); other++) {
          if (other != k) {
            cohorts.get(other).out().forEach(others::putIfAbsent);
          }
        }
        if (!cohorts.get(k).out().keySet().containsAll(others.keySet())) {
          cohorts.set(k, Cohort.of(scans, steps.get(k), others));
          moving = true;
        }
      }
    }
    List<Study> studies = new ArrayList<>();
    for (int k = 0; k < steps.size(); k++) {
      studies.add(Study.of(scans, steps.get(k), cohorts.get(k)));
    }
    return new Sequence(studies);
  }

  /** The study of every batch variable, in order. */
  public List<Study> studies() {
    return studies;
  }

  /** Of the first batch variable. */
  public Study first() {
    return studies.get(0);
  }

  /** Scans of every cell. */
  public int[] scansOfCells() {
    return scansOf.clone();
  }

  /** The scans with their cells for groups. */
  public CodedScans coded() {
    return new CodedScans(first().scans(), cellOf, first().z(), first().design().columnCount());
  }

  /** Site of every cell for one of the batch variables. */
  public int[] siteOfCells(int step) {
    return Arrays.stream(siteOfCell).mapToInt(sites -> sites[step]).toArray();
  }

  /**
   * How batch variables cross, whether harmonised in sequence or as parts of a joint site, and
   * which of the two their numbers of scans allow; empty if there is nothing to say.
   */
  public Optional<String> crossing() {
    Specification specification = first().specification();
    if (studies.size() > 1) {
      List<List<String>> variables =
          studies.stream().map(study -> study.specification().siteColumns()).toList();
      return Optional.of(new Crossing(first().cohort(), first().scans(), variables).ofSequence());
    }
    List<List<String>> parts = specification.siteColumns().stream().map(List::of).toList();
    return new Crossing(first().cohort(), first().scans(), parts).ofJointSite();
  }

  /** What looks like a slip but can be meant, as sentences. */
  public List<String> warnings() {
    LinkedHashSet<String> warnings = new LinkedHashSet<>();
    studies.forEach(study -> warnings.addAll(study.warnings()));
    return List.copyOf(warnings);
  }
}
