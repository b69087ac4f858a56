package org.chorale.stats.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Counts by scan, merged in any order. */
class OutsideCountsTest {
  private static final DomainScale UNIT = DomainScale.of(new Domain[] {null, Domain.UNIT});

  private static OutsideCounts of(int scan, double value) {
    OutsideCounts counts = new OutsideCounts(UNIT);
    counts.add(scan, new double[] {-5, value}, 0);
    return counts;
  }

  @Test
  void anyOrderOfMergingGivesTheSame() {
    double[] values = {0.5, 1, -0.25, Double.NaN, 1.25, 0.75, 1.25, 0};
    List<Integer> order = new ArrayList<>();
    for (int s = 0; s < values.length; s++) {
      order.add(s);
    }
    Random random = new Random(1);
    for (int n = 0; n < 50; n++) {
      Collections.shuffle(order, random);
      OutsideCounts all = new OutsideCounts(UNIT);
      order.forEach(s -> all.merge(of(s, values[s])));
      assertThat(all.observed(0)).isEqualTo(7);
      assertThat(all.outside(0)).isEqualTo(5);
      assertThat(all.lowest(0)).isEqualTo(-0.25);
      assertThat(all.highest(0)).isEqualTo(1.25);
      // −0.25 in scan 2 and 1.25 in scans 4 and 6 lie as far outside.
      assertThat(all.worstScan(0)).isEqualTo(2);
    }
  }

  @Test
  void whatIsInsideHasNoWorstScan() {
    OutsideCounts counts = of(3, 0.5).merge(of(4, Double.NaN));
    assertThat(counts.outside(0)).isZero();
    assertThat(counts.observed(0)).isEqualTo(1);
    assertThat(counts.worstScan(0)).isEqualTo(-1);
  }
}
