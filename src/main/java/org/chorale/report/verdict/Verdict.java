package org.chorale.report.verdict;

import java.util.List;
import org.chorale.model.diagnosis.Diagnosis;

/**
 * One answer.
 *
 * @param question it answers
 * @param tone how good it is
 * @param word the answer in a word or three
 * @param before number before, or null if there is none to show
 * @param after number after, or null
 * @param measure what the numbers are
 * @param sentence the answer in full
 */
public record Verdict(
    String question,
    Tone tone,
    String word,
    String before,
    String after,
    String measure,
    String sentence) {
  /** The three answers. */
  public static List<Verdict> of(Diagnosis diagnosis) {
    return List.of(
        SiteVerdict.of(diagnosis), ClassifierVerdict.of(diagnosis), CovariateVerdict.of(diagnosis));
  }
}
