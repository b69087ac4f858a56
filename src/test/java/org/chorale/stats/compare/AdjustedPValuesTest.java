package org.chorale.stats.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdjustedPValuesTest {
  /** The smallest level at which Benjamini and Hochberg's procedure rejects, p by p. */
  @Property(tries = 200, seed = "20261125")
  void qIsTheSmallestLevelThatRejects(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 20) Integer> twentieths) {
    double[] p = twentieths.stream().mapToDouble(x -> x / 20.0).toArray();
    double[] q = AdjustedPValues.benjaminiHochberg(p);
    double m = p.length;
    for (int v = 0; v < p.length; v++) {
      double smallest = 1;
      for (double threshold : p) {
        double atMost = Arrays.stream(p).filter(x -> x <= threshold).count();
        if (threshold >= p[v]) {
          smallest = Math.min(smallest, m * threshold / atMost);
        }
      }
      assertThat(q[v]).isCloseTo(smallest, within(1e-15));
    }
  }

  @Test
  void missingOnesAreNoTest() {
    double[] p = {0.02, Double.NaN, 0.01, 0.02};
    assertThat(AdjustedPValues.benjaminiHochberg(p))
        .containsExactly(new double[] {0.02, Double.NaN, 0.02, 0.02}, within(1e-15));
    assertThat(AdjustedPValues.bonferroni(p))
        .containsExactly(new double[] {3 * 0.02, Double.NaN, 3 * 0.01, 3 * 0.02}, within(1e-15));
    assertThat(AdjustedPValues.bonferroni(new double[] {0.6, 0.7})).containsExactly(1, 1);
    assertThat(AdjustedPValues.benjaminiHochberg(new double[0])).isEmpty();
    assertThat(p[1]).isNaN();
  }
}
