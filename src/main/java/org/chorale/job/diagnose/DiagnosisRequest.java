package org.chorale.job.diagnose;

import java.util.List;

/**
 * What a diagnosis looks at beyond tests of every feature.
 *
 * @param subject column that names the person of a scan; null if nothing does
 * @param time column of numbers, when a scan was made; null for no look at change
 * @param classifiers that try to tell the site; none for no attempt
 * @param seed of projections, folds, forests and permutations
 * @param harmonised tables or a matrix with values that were harmonised elsewhere; none: those of
 *     the run
 */
public record DiagnosisRequest(
    String subject,
    String time,
    List<ClassifierKind> classifiers,
    long seed,
    List<String> harmonised) {
  /** Copies the lists. */
  public DiagnosisRequest {
    classifiers = List.copyOf(classifiers);
    harmonised = List.copyOf(harmonised);
  }
}
