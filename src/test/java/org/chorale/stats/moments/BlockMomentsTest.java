package org.chorale.stats.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockMomentsTest extends MergeContractTest<BlockMoments> {
  private static final int SCANS = 12;
  private static final int FEATURES = 5;
  private static final int COVARIATES = 2;

  /** Rounding of a dozen merges, relative to the scatter of the feature. */
  private static final double ROUNDING = 1e-12;

  private final double[][] z = new double[SCANS][COVARIATES];
  private final double[][] y = new double[SCANS][FEATURES];

  BlockMomentsTest() {
    Random random = new Random(7);
    for (int s = 0; s < SCANS; s++) {
      for (int p = 0; p < COVARIATES; p++) {
        z[s][p] = 70 + 5 * random.nextGaussian();
      }
      for (int v = 0; v < FEATURES; v++) {
        y[s][v] = 3 + random.nextGaussian();
      }
      y[s][1] = 0.1;
    }
    y[4][2] = Double.NaN;
    y[9][2] = Double.NaN;
    for (double[] scan : y) {
      scan[3] = Double.NaN;
    }
  }

  @Override
  protected BlockMoments empty() {
    return new BlockMoments(3, 8, FEATURES, COVARIATES);
  }

  @Override
  protected BlockMoments of(int from, int to) {
    BlockMoments moments = empty();
    for (int s = from; s < to; s++) {
      moments.addScan(z[s], 0, y[s], 0);
    }
    return moments;
  }

  @Override
  protected BlockMoments merge(BlockMoments into, BlockMoments other) {
    return into.merge(other);
  }

  @Override
  protected void assertSame(BlockMoments actual, BlockMoments expected) {
    assertThat(actual.scans().n()).isEqualTo(expected.scans().n());
    for (int v = 0; v < FEATURES; v++) {
      assertThat(actual.scans(v).n()).isEqualTo(expected.scans(v).n());
      assertThat(actual.yBar(v)).isCloseTo(expected.yBar(v), within(ROUNDING));
      assertThat(actual.cyy(v)).isCloseTo(expected.cyy(v), within(ROUNDING * SCANS));
      for (int p = 0; p < COVARIATES; p++) {
        assertThat(actual.czy(v, p)).isCloseTo(expected.czy(v, p), within(100 * ROUNDING));
        assertThat(actual.scans(v).zBar(p)).isCloseTo(expected.scans(v).zBar(p), within(1e-11));
      }
    }
  }

  @Test
  void sumsAreTheirDefinitions() {
    BlockMoments moments = of(0, SCANS);
    for (int v : new int[] {0, 2, 4}) {
      double n = 0;
      double meanY = 0;
      double meanZ = 0;
      for (int s = 0; s < SCANS; s++) {
        if (!Double.isNaN(y[s][v])) {
          n++;
          meanY += y[s][v];
          meanZ += z[s][1];
        }
      }
      meanY /= n;
      meanZ /= n;
      double cyy = 0;
      double czy = 0;
      double czz = 0;
      for (int s = 0; s < SCANS; s++) {
        if (!Double.isNaN(y[s][v])) {
          cyy += (y[s][v] - meanY) * (y[s][v] - meanY);
          czy += (z[s][1] - meanZ) * (y[s][v] - meanY);
          czz += (z[s][1] - meanZ) * (z[s][1] - meanZ);
        }
      }
      assertThat(moments.scans(v).n()).isEqualTo((long) n);
      assertThat(moments.yBar(v)).isCloseTo(meanY, within(ROUNDING));
      assertThat(moments.cyy(v)).isCloseTo(cyy, within(cyy * ROUNDING));
      assertThat(moments.czy(v, 1)).isCloseTo(czy, within(100 * ROUNDING));
      assertThat(moments.scans(v).czz(1, 1)).isCloseTo(czz, within(czz * ROUNDING));
    }
  }

  @Test
  void aConstantFeatureHasExactlyNoScatterAfterAnyMerge() {
    BlockMoments moments = empty();
    for (int s = 0; s < SCANS; s += 3) {
      moments = of(s, s + 3).merge(moments);
    }
    assertThat(moments.cyy(1)).isZero();
    assertThat(moments.yBar(1)).isEqualTo(0.1);
  }

  @Test
  void onlyFeaturesWithGapsHaveCovariateMomentsOfTheirOwn() {
    BlockMoments moments = of(0, SCANS);
    assertThat(moments.hasGaps(0)).isFalse();
    assertThat(moments.hasGaps(2)).isTrue();
    assertThat(moments.scans(2).n()).isEqualTo(SCANS - 2);
    assertThat(moments.scans(3).n()).isZero();
    assertThat(moments.scans().n()).isEqualTo(SCANS);
  }

  @Test
  void aMeanFarFromTheSpreadLosesNoDigits() {
    BlockMoments moments = new BlockMoments(0, 0, 1, 0);
    Random random = new Random(11);
    int n = 10_000;
    double[] values = new double[n];
    BigDecimal sum = BigDecimal.ZERO;
    for (int s = 0; s < n; s++) {
      values[s] = 1e6 + random.nextGaussian();
      sum = sum.add(new BigDecimal(values[s]));
      moments.addScan(new double[0], 0, values, s);
    }
    BigDecimal mean = sum.divide(new BigDecimal(n), MathContext.DECIMAL128);
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : values) {
      BigDecimal d = new BigDecimal(value).subtract(mean);
      squares = squares.add(d.multiply(d), MathContext.DECIMAL128);
    }
    assertThat(moments.cyy(0) / squares.doubleValue()).isCloseTo(1, within(1e-10));
  }

  @Test
  void anIncompatiblePartnerIsRefusedByNamingBoth() {
    BlockMoments other = new BlockMoments(3, 9, FEATURES, COVARIATES);
    assertThatThrownBy(() -> of(0, SCANS).merge(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("site 3, block 9")
        .hasMessageContaining("site 3, block 8");
  }
}
