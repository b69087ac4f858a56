package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chorale.stats.moments.ScanMoments;

/**
 * The fits of a run over the same scans and the same design: mostly one; one for each batch
 * variable, in the order in which their effects are removed; or one without each fold.
 *
 * <p>Scans that are treated alike by all fits, at the same site of every batch variable, or at the
 * same site and of the same fold, are a <em>cell</em>. Moments by cell are enough for all of them.
 * With one fit the cells are its sites, in their order. Immutable.
 */
public final class Sequence {
  /** Of a cell that has no part in a fit. */
  private static final int NO_SITE = -1;

  private final List<Study> studies;
  private final Folds folds;
  private final int[][] cells;
  private final int[] cellOf;
  private final int[] scansOf;

  private Sequence(List<Study> studies, Folds folds) {
    this.studies = List.copyOf(studies);
    this.folds = folds;
    int scans = first().scans().size();
    int[][] keys = new int[scans][];
    TreeSet<int[]> sorted = new TreeSet<>(Arrays::compare);
    for (int s = 0; s < scans; s++) {
      if (first().cohort().site(s) != Cohort.OUT) {
        keys[s] = key(s);
        sorted.add(keys[s]);
      }
    }
    cells = sorted.toArray(new int[0][]);
    Map<int[], Integer> indexOf = new TreeMap<>(Arrays::compare);
    for (int c = 0; c < cells.length; c++) {
      indexOf.put(cells[c], c);
    }
    cellOf = new int[scans];
    scansOf = new int[cells.length];
    for (int s = 0; s < scans; s++) {
      cellOf[s] = keys[s] == null ? Cohort.OUT : indexOf.get(keys[s]);
      if (cellOf[s] != Cohort.OUT) {
        scansOf[cellOf[s]]++;
      }
    }
  }

  /** Sites of a scan, and its fold where there are some. */
  private int[] key(int scan) {
    return folds == null
        ? studies.stream().mapToInt(study -> study.cohort().site(scan)).toArray()
        : new int[] {first().cohort().site(scan), folds.fold(scan)};
  }

  /**
   * Sorts the scans by every batch variable, and by folds.
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
    return new Sequence(
        studies,
        specification.foldColumn() == null
            ? null
            : new Folds(studies.get(0), specification.foldColumn()));
  }

  /** The study of every batch variable, in order. */
  public List<Study> studies() {
    return studies;
  }

  /** Of the first batch variable. */
  public Study first() {
    return studies.get(0);
  }

  /** How many fits there are. */
  public int fitCount() {
    return folds == null ? studies.size() : folds.labels().size();
  }

  /** Whether there is a fit without each fold. */
  public boolean hasFolds() {
    return folds != null;
  }

  /** What is fitted. */
  public StudyFacts facts(int fit) {
    return folds == null ? studies.get(fit).facts() : folds.facts(fit);
  }

  /** Moments of every site's covariates in a fit. */
  public List<ScanMoments> scanMoments(int fit) {
    return folds == null ? studies.get(fit).scanMoments() : folds.scanMoments(fit);
  }

  /**
   * What tells a fit from the others, for people: its batch variable, or the fold it is without.
   */
  public String label(int fit) {
    return folds == null
        ? String.join("+", studies.get(fit).specification().siteColumns())
        : "fold " + folds.labels().get(fit);
  }

  /** The labels of the folds; none without. */
  public List<String> folds() {
    return folds == null ? List.of() : folds.labels();
  }

  /** Scans of every cell. */
  public int[] scansOfCells() {
    return scansOf.clone();
  }

  /** The scans with their cells for groups. */
  public CodedScans coded() {
    return new CodedScans(first().scans(), cellOf, first().z(), first().design().columnCount());
  }

  /** Site of every cell in a fit, or −1 if its scans have no part in it. */
  public int[] siteOfCells(int fit) {
    return Arrays.stream(cells)
        .mapToInt(cell -> folds == null ? cell[fit] : cell[1] == fit ? NO_SITE : cell[0])
        .toArray();
  }

  /** Site of every cell whose scans are harmonised by a fit, or −1 if they aren't. */
  public int[] harmonisedSiteOfCells(int fit) {
    return Arrays.stream(cells)
        .mapToInt(cell -> folds == null ? cell[fit] : cell[1] == fit ? cell[0] : NO_SITE)
        .toArray();
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
