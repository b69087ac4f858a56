package org.chorale.stats.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SiteSortTest {
  private final SiteSort sort = new SiteSort(3000);

  @Property(tries = 100, seed = "20261125")
  void sitesStandInTheOrderOfTheirNumbers(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 0, max = 3000) int count) {
    Random random = new Random(seed);
    double[] x = new double[count];
    for (int k = 0; k < count; k++) {
      // Every exponent and sign, subnormal and infinite ones among them.
      double bits = Double.longBitsToDouble(random.nextLong());
      x[k] = Double.isNaN(bits) ? random.nextInt(5) - 2 : bits;
    }
    int[] site = IntStream.range(0, count).toArray();
    sort.sort(x, site, count);
    // Adding 0 makes −0 the 0 that it is equal to.
    List<Integer> expected =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> x[k] + 0.0))
            .toList();
    assertThat(IntStream.range(0, count).map(sort::site).boxed()).isEqualTo(expected);
    for (int k = 1; k < count; k++) {
      assertThat(sort.tied(k - 1, k)).isEqualTo(x[expected.get(k - 1)] == x[expected.get(k)]);
    }
  }
}
