package org.chorale.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorale.stats.moments.BlockMoments;
import org.junit.jupiter.api.Test;

/** Features that have no score. */
class ZScoresTest {
  private static final double NA = Double.NaN;

  private static List<BlockMoments> sites(double[] first, double[] second) {
    return List.of(site(0, first), site(1, second));
  }

  private static BlockMoments site(int index, double[] values) {
    BlockMoments site = new BlockMoments(index, 0, 1, 0);
    for (double value : values) {
      site.addScan(new double[0], 0, new double[] {value}, 0);
    }
    return site;
  }

  private static FeatureStatus status(ZScores scores, List<BlockMoments> sites) {
    BlockFit fit = scores.solve(sites);
    assertThat(fit.alpha()[0]).isNaN();
    assertThat(fit.status(1, 0)).isEqualTo(fit.status(0, 0));
    return fit.status(0, 0);
  }

  @Test
  void whatHasNoScaleIsPassedThrough() {
    ZScores within = ZScores.withinSites();
    double[] twos = {2, 2, 2};
    double[] missing = {NA, NA, NA};
    assertThat(status(within, sites(missing, missing))).isEqualTo(FeatureStatus.NEVER_OBSERVED);
    assertThat(status(within, sites(twos, twos))).isEqualTo(FeatureStatus.CONSTANT);
    assertThat(status(within, sites(twos, new double[] {3, 3})))
        .isEqualTo(FeatureStatus.NO_RESIDUAL);
    assertThat(status(within, sites(new double[] {1e200, -1e200}, twos)))
        .isEqualTo(FeatureStatus.OVERFLOW);
    double[] varied = {1, 2, 4};
    assertThat(status(ZScores.toReference(0), sites(twos, varied)))
        .isEqualTo(FeatureStatus.UNUSABLE_AT_REFERENCE);
    assertThat(status(ZScores.toReference(0), sites(missing, varied)))
        .isEqualTo(FeatureStatus.UNUSABLE_AT_REFERENCE);
  }

  @Test
  void aSiteIsTreatedByWhatItHas() {
    double[] varied = {1, 2, 4};
    BlockFit within = ZScores.withinSites().solve(sites(varied, new double[] {NA, 7}));
    assertThat(within.status(1, 0)).isEqualTo(FeatureStatus.ONE_VALUE_AT_SITE);
    assertThat(within.gammaHat()[1]).isEqualTo(7);
    BlockFit toFirst = ZScores.toReference(0).solve(sites(varied, new double[] {NA, 7}));
    assertThat(toFirst.status(1, 0)).isEqualTo(FeatureStatus.AS_SITE);
    assertThat(toFirst.gammaHat()[1]).isEqualTo(toFirst.gammaHat()[0]);
    assertThat(toFirst.deltaHat()[1]).isEqualTo(toFirst.deltaHat()[0]);
    BlockFit missing = ZScores.toReference(0).solve(sites(varied, new double[] {NA}));
    assertThat(missing.status(1, 0)).isEqualTo(FeatureStatus.MISSING_AT_SITE);
  }
}
