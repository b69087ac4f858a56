package org.chorale.stats.adjust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.chorale.stats.moments.BlockMoments;

/** Moments of adjusted scans can be had from those before, without the scans. */
class AdjustedMomentsTest {
  private static final int FEATURES = 4;
  private static final int COVARIATES = 2;
  private static final double ROUNDING = 1e-12;

  @Property(tries = 100, seed = "20261125")
  void areThoseOfTheAdjustedScans(@ForAll long seed) {
    Random random = new Random(seed);
    Adjustment adjustment = adjustment(random);
    BlockMoments before = new BlockMoments(3, 2, FEATURES, COVARIATES);
    BlockMoments after = new BlockMoments(3, 2, FEATURES, COVARIATES);
    int scans = random.nextInt(1, 30);
    for (int s = 0; s < scans; s++) {
      double[] z = random.doubles(COVARIATES, -2, 2).toArray();
      double[] y = random.doubles(FEATURES, -5, 5).toArray();
      if (random.nextInt(5) == 0) {
        y[random.nextInt(FEATURES)] = Double.NaN;
      }
      before.addScan(z, 0, y, 0);
      adjustment.adjust(z, 0, y, y, 0, new double[FEATURES]);
      after.addScan(z, 0, y, 0);
    }
    BlockMoments computed = AdjustedMoments.of(before, adjustment);
    assertThat(computed.scans()).isEqualTo(after.scans());
    for (int v = 0; v < FEATURES; v++) {
      double scale = 100.0 * scans;
      assertThat(computed.scans(v)).isEqualTo(after.scans(v));
      assertThat(computed.yBar(v)).isCloseTo(after.yBar(v), within(ROUNDING * scale));
      assertThat(computed.cyy(v)).isCloseTo(after.cyy(v), within(ROUNDING * scale));
      for (int p = 0; p < COVARIATES; p++) {
        assertThat(computed.czy(v, p)).isCloseTo(after.czy(v, p), within(ROUNDING * scale));
      }
    }
    assertThat(computed.cyy(FEATURES - 1)).isEqualTo(before.cyy(FEATURES - 1));
  }

  /** The last feature is passed through. */
  private static Adjustment adjustment(Random random) {
    double[] sigma2 = random.doubles(FEATURES, 0.1, 4).toArray();
    double[] gamma = random.doubles(FEATURES, -2, 2).toArray();
    gamma[FEATURES - 1] = Double.NaN;
    return new Adjustment(
        random.doubles(FEATURES, -3, 3).toArray(),
        random.doubles(FEATURES * COVARIATES, -1, 1).toArray(),
        sigma2,
        gamma,
        random.doubles(FEATURES, 0.3, 3).toArray());
  }
}
