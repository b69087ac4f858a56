package org.chorale.stats.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chorale.stats.balance.SiteGrade.Light;
import org.chorale.stats.balance.SiteGrade.Reason;
import org.chorale.stats.moments.ScanMoments;
import org.junit.jupiter.api.Test;

class SiteGradeTest {
  private static final int[] SEX = {1};
  private static final int[] NONE = {};

  /** Age and sex, of which only one is there if {@code women} is 0. */
  private static ScanMoments site(int scans, int women, int columns) {
    ScanMoments moments = new ScanMoments(columns);
    for (int s = 0; s < scans; s++) {
      double[] z = new double[columns];
      z[0] = 30 + s;
      z[1] = s < women ? 1 : 0;
      moments.add(z, 0);
    }
    return moments;
  }

  private static void assertGrade(SiteGrade grade, Light light, Reason... reasons) {
    assertThat(grade.light()).isEqualTo(light);
    assertThat(grade.reasons()).isEqualTo(List.of(reasons));
  }

  @Test
  void scansAreCounted() {
    assertGrade(SiteGrade.of(site(25, 9, 2), SEX, 0.9), Light.GREEN);
    assertGrade(SiteGrade.of(site(24, 9, 2), SEX, 0.9), Light.AMBER, Reason.FEW_SCANS);
    assertGrade(SiteGrade.of(site(10, 9, 2), SEX, 0.9), Light.AMBER, Reason.FEW_SCANS);
    assertGrade(SiteGrade.of(site(9, 5, 2), SEX, 0.9), Light.RED, Reason.VERY_FEW_SCANS);
  }

  @Test
  void scansAreComparedWithColumns() {
    assertGrade(SiteGrade.of(site(32, 9, 30), SEX, 0.9), Light.GREEN);
    assertGrade(
        SiteGrade.of(site(31, 9, 30), SEX, 0.9), Light.RED, Reason.FEWER_SCANS_THAN_COLUMNS);
  }

  @Test
  void oneLevelAndLittleOverlapAreAmber() {
    assertGrade(SiteGrade.of(site(40, 0, 2), SEX, 0.5), Light.AMBER, Reason.ONE_LEVEL_ONLY);
    assertGrade(SiteGrade.of(site(40, 40, 2), SEX, 0.5), Light.AMBER, Reason.ONE_LEVEL_ONLY);
    assertGrade(SiteGrade.of(site(40, 0, 2), NONE, 0.49), Light.AMBER, Reason.LITTLE_OVERLAP);
    assertGrade(SiteGrade.of(site(40, 0, 2), NONE, Double.NaN), Light.GREEN);
  }

  @Test
  void theWorstReasonDecidesAndAllAreTold() {
    SiteGrade grade = SiteGrade.of(site(5, 0, 6), SEX, 0.1);
    assertGrade(
        grade,
        Light.RED,
        Reason.VERY_FEW_SCANS,
        Reason.FEWER_SCANS_THAN_COLUMNS,
        Reason.ONE_LEVEL_ONLY,
        Reason.LITTLE_OVERLAP);
    assertThat(grade.reasons().get(0).words()).isEqualTo("fewer than 10 scans");
  }
}
