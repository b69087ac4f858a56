package org.chorale.stats.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What was added can be taken out again. */
class WithdrawalTest {
  private static final int FEATURES = 3;
  private static final int COVARIATES = 2;
  private static final double ROUNDING = 1e-11;

  private static BlockMoments empty() {
    return new BlockMoments(1, 0, FEATURES, COVARIATES);
  }

  private static void add(BlockMoments moments, Random random, double missing) {
    double[] z = random.doubles(COVARIATES, -2, 2).toArray();
    double[] y = random.doubles(FEATURES, -5, 5).toArray();
    for (int v = 0; v < FEATURES; v++) {
      y[v] = random.nextDouble() < missing ? Double.NaN : y[v];
    }
    moments.addScan(z, 0, y, 0);
  }

  @Property(tries = 100, seed = "20261125")
  void mergingAndTakingOutIsTheIdentity(@ForAll long seed) {
    Random random = new Random(seed);
    BlockMoments stays = empty();
    BlockMoments goes = empty();
    for (int s = 0; s < 12 + random.nextInt(10); s++) {
      add(stays, random, 0.1);
    }
    for (int s = 0; s < 1 + random.nextInt(8); s++) {
      add(goes, random, 0.1);
    }
    BlockMoments left = Withdrawal.of(empty().merge(stays).merge(goes), goes);
    assertThat(left.scans().n()).isEqualTo(stays.scans().n());
    for (int v = 0; v < FEATURES; v++) {
      assertThat(left.hasGaps(v)).isEqualTo(stays.scans(v).n() != stays.scans().n());
      assertThat(left.scans(v).n()).isEqualTo(stays.scans(v).n());
      assertThat(left.yBar(v)).isCloseTo(stays.yBar(v), within(ROUNDING));
      assertThat(left.cyy(v)).isCloseTo(stays.cyy(v), within(ROUNDING * 1e3));
      for (int p = 0; p < COVARIATES; p++) {
        assertThat(left.czy(v, p)).isCloseTo(stays.czy(v, p), within(ROUNDING * 1e3));
        assertThat(left.scans(v).zBar(p)).isCloseTo(stays.scans(v).zBar(p), within(ROUNDING));
      }
    }
  }

  @Property(tries = 200, seed = "20261126")
  void whatIsConstantOnceAScanHasLeftIsConstantExactly(@ForAll long seed) {
    Random random = new Random(seed);
    double constant = random.nextDouble() * 1e4;
    BlockMoments whole = new BlockMoments(0, 0, 1, 0);
    BlockMoments goes = new BlockMoments(0, 0, 1, 0);
    double[] odd = {constant + 1 + random.nextDouble()};
    int place = random.nextInt(40);
    for (int s = 0; s < 40; s++) {
      whole.addScan(new double[0], 0, s == place ? odd : new double[] {constant}, 0);
    }
    goes.addScan(new double[0], 0, odd, 0);
    assertThat(Withdrawal.of(whole, goes).cyy(0)).isZero();
  }

  @Example
  void whatWasNeverInIsRefused() {
    Random random = new Random(3);
    BlockMoments whole = empty();
    for (int s = 0; s < 10; s++) {
      add(whole, random, 0);
    }
    BlockMoments other = empty();
    other.addScan(new double[COVARIATES], 0, new double[] {900, 900, 900}, 0);
    assertThatThrownBy(() -> Withdrawal.of(whole, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not those that were summed");
    BlockMoments more = empty().merge(whole).merge(whole);
    assertThatThrownBy(() -> Withdrawal.of(whole, more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot take 20 scans");
  }
}
