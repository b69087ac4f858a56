package org.chorale.model.diagnosis;

/**
 * Change over time within people.
 *
 * @param time its column
 * @param subjects with scans at two times or more
 * @param slopes before and after
 */
public record WithinSlopes(String time, long subjects, BeforeAfter<Slopes> slopes) {
  /**
   * @param medianSlope median over features of the mean slope, in standard deviations per unit time
   * @param medianSpread median over features of the slopes' standard deviation, likewise
   */
  public record Slopes(double medianSlope, double medianSpread) {}
}
