package org.chorale.job;

import java.util.ArrayList;
import java.util.List;
import org.chorale.job.values.RunReader;
import org.chorale.model.Blocks;
import org.chorale.model.Domains;
import org.chorale.model.Sequence;
import org.chorale.model.Specification;
import org.chorale.model.Study;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.bayes.StopRule;

/**
 * What a run will cost, as far as is known beforehand.
 *
 * @param inputBytes that are read first
 * @param passes in words: how often the values are read and written
 * @param readTasks tasks that sum moments
 * @param solveTasks tasks that solve
 * @param applyTasks tasks that adjust and write
 * @param shuffleBytes moments that are shuffled, at most
 * @param taskBytes memory that a task holds, at most, beside buffers
 * @param outputBytes of harmonised values
 * @param modelBytes of moments and estimates
 */
public record Forecast(
    long inputBytes,
    String passes,
    int readTasks,
    int solveTasks,
    int applyTasks,
    long shuffleBytes,
    long taskBytes,
    long outputBytes,
    long modelBytes) {

  /** Numbers of a site and feature in the shuffle beside Czy: ȳ and Cyy. */
  private static final int SHUFFLED = 2;

  /** Numbers of a site and feature in a solve task beside Czy: those, and n, γ̂, δ̂, γ*, δ*. */
  private static final int SOLVED = 8;

  /** Numbers of a site and feature in the model beside Czy, keys and status included. */
  private static final int STORED = 10;

  private static final String[] TIMES = {"once", "twice"};

  /**
   * How often values are read, in words: for moments and to be adjusted, further for robust
   * estimates and to count what leaves its domain.
   */
  static String readings(Study study) {
    Specification specification = study.specification();
    List<String> further = new ArrayList<>();
    int robust = specification.robust() ? 1 : 0;
    int iteration = iterationReadings(study);
    int count = 2 + robust + iteration;
    if (robust > 0) {
      further.add("once for robust effects");
    }
    if (iteration > 0) {
      further.add(TIMES[iteration - 1] + " for their iteration");
    }
    Domains domains = specification.domains();
    if (!domains.isEmpty()) {
      int counting = domains.transforms() ? 2 + robust + iteration : 1;
      count += counting;
      further.add(times(counting) + " to count what leaves its domain");
    }
    return times(count) + (further.isEmpty() ? "" : " (" + String.join(", ", further) + ")");
  }

  private static String times(int count) {
    return count <= TIMES.length
        ? TIMES[count - 1]
        : List.of("three", "four", "five", "six", "seven", "eight", "nine", "ten")
                .get(count - TIMES.length - 1)
            + " times";
  }

  /** What the robust iteration reads: its steps to find the joint stop, and to take them. */
  private static int iterationReadings(Study study) {
    Specification specification = study.specification();
    boolean iterates =
        specification.robust()
            && specification.prior() == Specification.Prior.PARAMETRIC
            && study.cohort().sites().stream()
                .anyMatch(site -> site.effects() == Effects.LOCATION_AND_SCALE);
    if (!iterates) {
      return 0;
    }
    return specification.stopRule() == StopRule.CONVERGED ? 1 : 2;
  }

  /**
   * Of a fit and an apply.
   *
   * @param partials moments of one site and block that are merged, on average
   * @param readBytes memory of a task that sums moments
   */
  static Forecast of(
      Sequence sequence,
      Blocks blocks,
      long inputBytes,
      String passes,
      int readTasks,
      int applyTasks,
      double partials,
      long readBytes,
      long outputBytes) {
    long cells = sequence.scansOfCells().length;
    long sites = sequence.studies().stream().mapToLong(s -> s.cohort().sites().size()).sum();
    long covariates = sequence.coded().covariateCount();
    long pairs = cells * blocks.featureCount();
    long solveBytes =
        Double.BYTES * Math.max(cells, sites) * blocks.size(0) * (SOLVED + covariates);
    if (sequence.first().specification().robust()) {
      solveBytes += RunReader.bytes(sequence.coded().size(), blocks.size(0));
    }
    return new Forecast(
        inputBytes,
        passes,
        readTasks,
        blocks.fileCount(),
        applyTasks,
        (long) (partials * Double.BYTES * pairs * (SHUFFLED + covariates)),
        Math.max(readBytes, solveBytes),
        outputBytes,
        Double.BYTES * sites * blocks.featureCount() * (STORED + covariates));
  }
}
