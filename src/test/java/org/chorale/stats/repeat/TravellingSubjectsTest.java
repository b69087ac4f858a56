package org.chorale.stats.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

/** Repeated measures against published and written-out numbers. */
class TravellingSubjectsTest {
  private static final double RELATIVE = 1e-9;

  /** Shrout and Fleiss 1979, Psychological Bulletin 86:420, Table 2: six targets, four judges. */
  private static final double[] SHROUT_FLEISS = {
    9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7
  };

  /** Table 3 gives mean squares, Table 4 the coefficients, both to two digits. */
  @Test
  void shroutAndFleissTableHasItsPublishedNumbers() {
    TwoWayTable table = TwoWayTable.of(SHROUT_FLEISS, 4);
    assertThat(table.subjectMeanSquare()).isCloseTo(11.24, within(0.005));
    assertThat(table.siteMeanSquare()).isCloseTo(32.49, within(0.005));
    assertThat(table.residualMeanSquare()).isCloseTo(1.02, within(0.005));
    TravellingSubjects subjects = new TravellingSubjects(SHROUT_FLEISS, 4);
    assertThat(subjects.agreement()).isCloseTo(0.29, within(0.005));
    assertThat(subjects.consistency()).isCloseTo(0.71, within(0.005));
  }

  private static double[] table(long seed, int subjects, int sites) {
    Random random = new Random(seed);
    double[] y = new double[subjects * sites];
    for (int s = 0; s < subjects; s++) {
      double person = 1e4 + 3 * random.nextGaussian();
      for (int i = 0; i < sites; i++) {
        y[s * sites + i] = person + i + random.nextGaussian();
      }
    }
    return y;
  }

  /** Residual squares of a regression on subjects, on sites, or on both. */
  private static double squares(double[] y, int sites, boolean onSubjects, boolean onSites) {
    int subjects = y.length / sites;
    double[][] rows = new double[y.length][];
    for (int at = 0; at < y.length; at++) {
      double[] row = new double[subjects + sites];
      row[at / sites] = onSubjects ? 1 : 0;
      row[subjects + at % sites] = onSites ? 1 : 0;
      rows[at] =
          Arrays.copyOfRange(row, onSubjects ? 0 : subjects, onSites ? row.length : subjects);
      // One column less, so that the two sets of indicators don't add up to the same.
      rows[at] = onSubjects && onSites ? Arrays.copyOf(rows[at], row.length - 1) : rows[at];
    }
    OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
    regression.setNoIntercept(true);
    regression.newSampleData(y, rows);
    return regression.calculateResidualSumOfSquares();
  }

  @Property(tries = 50, seed = "20261125")
  void coefficientsAreThoseOfATwoWayAnalysisOfVariance(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 3, max = 9) int subjects,
      @ForAll @IntRange(min = 2, max = 5) int sites) {
    double[] y = table(seed, subjects, sites);
    double n = subjects;
    double k = sites;
    double residual = squares(y, sites, true, true);
    double ems = residual / ((n - 1) * (k - 1));
    double bms = (squares(y, sites, false, true) - residual) / (n - 1);
    double jms = (squares(y, sites, true, false) - residual) / (k - 1);
    TravellingSubjects measures = new TravellingSubjects(y, sites);
    assertThat(measures.agreement())
        .isCloseTo((bms - ems) / (bms + (k - 1) * ems + k * (jms - ems) / n), within(1e-6));
    assertThat(measures.consistency()).isCloseTo((bms - ems) / (bms + (k - 1) * ems), within(1e-6));
  }

  @Test
  void aShiftOfASiteCountsForAgreementOnly() {
    double[] y = table(4, 12, 3);
    double[] shifted = y.clone();
    for (int at = 1; at < y.length; at += 3) {
      shifted[at] += 20;
    }
    TravellingSubjects before = new TravellingSubjects(y, 3);
    TravellingSubjects after = new TravellingSubjects(shifted, 3);
    assertThat(after.consistency()).isCloseTo(before.consistency(), within(RELATIVE));
    assertThat(after.agreement()).isLessThan(before.agreement() / 2);
  }

  @Test
  void subjectsThatMissASiteAreLeftOutOfCorrelationsOnly() {
    double[] y = table(5, 8, 3);
    double[] longer = Arrays.copyOf(y, y.length + 3);
    longer[y.length] = 7;
    longer[y.length + 1] = 9;
    longer[y.length + 2] = Double.NaN;
    TravellingSubjects complete = new TravellingSubjects(y, 3);
    TravellingSubjects gapped = new TravellingSubjects(longer, 3);
    assertThat(gapped.completeSubjects()).isEqualTo(8);
    assertThat(gapped.agreement()).isEqualTo(complete.agreement());
    assertThat(gapped.consistency()).isEqualTo(complete.consistency());
    assertThat(gapped.meanAbsoluteDifference())
        .isCloseTo((8 * complete.meanAbsoluteDifference() + 2) / 9, within(RELATIVE));
    assertThat(gapped.between(1, 0).subjects()).isEqualTo(9);
    assertThat(gapped.between(1, 2).subjects()).isEqualTo(8);
  }

  @Test
  void differencesAndVariationAreTheirDefinitions() {
    double[] y = {1, 3, 8, 10, 10, 10, Double.NaN, 5, Double.NaN};
    TravellingSubjects measures = new TravellingSubjects(y, 3);
    assertThat(measures.meanAbsoluteDifference())
        .isCloseTo(((2 + 7 + 5) / 3.0 + 0) / 2, within(RELATIVE));
    double mean = (1 + 3 + 8) / 3.0;
    double squares = Math.pow(1 - mean, 2) + Math.pow(3 - mean, 2) + Math.pow(8 - mean, 2);
    assertThat(measures.coefficientOfVariation())
        .isCloseTo(Math.sqrt(squares / 2 / (mean * mean) / 2), within(RELATIVE));
  }

  @Test
  void limitsOfAgreementAreTheirDefinition() {
    Agreement agreement = new TravellingSubjects(new double[] {4, 1, 6, 5, 9, 2}, 2).between(0, 1);
    double bias = (3 + 1 + 7) / 3.0;
    double sd =
        Math.sqrt((Math.pow(3 - bias, 2) + Math.pow(1 - bias, 2) + Math.pow(7 - bias, 2)) / 2);
    assertThat(agreement.bias()).isCloseTo(bias, within(RELATIVE));
    assertThat(agreement.lower()).isCloseTo(bias - 1.96 * sd, within(RELATIVE));
    assertThat(agreement.upper()).isCloseTo(bias + 1.96 * sd, within(RELATIVE));
  }

  @Test
  void tooLittleIsMissing() {
    TravellingSubjects one = new TravellingSubjects(new double[] {1, 2, Double.NaN, 3}, 2);
    assertThat(one.agreement()).isNaN();
    assertThat(one.consistency()).isNaN();
    assertThat(one.between(0, 1).bias()).isEqualTo(-1);
    assertThat(one.between(0, 1).upper()).isNaN();
    TravellingSubjects none = new TravellingSubjects(new double[] {1, Double.NaN}, 2);
    assertThat(none.meanAbsoluteDifference()).isNaN();
    assertThat(none.coefficientOfVariation()).isNaN();
    assertThat(none.between(0, 1).bias()).isNaN();
    TravellingSubjects equal = new TravellingSubjects(new double[] {2, 2, 2, 2}, 2);
    assertThat(equal.consistency()).isNaN();
    assertThat(equal.coefficientOfVariation()).isZero();
    assertThat(new TravellingSubjects(new double[0], 2).agreement()).isNaN();
  }

  @Test
  void halfARowIsRefused() {
    assertThatThrownBy(() -> new TravellingSubjects(new double[5], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 values at 2 sites");
  }
}
