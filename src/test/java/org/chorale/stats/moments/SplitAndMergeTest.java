package org.chorale.stats.moments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Scans split into parts in any way, merged in any tree and order, give the moments of the whole.
 */
class SplitAndMergeTest {
  private static final int FEATURES = 3;
  private static final int COVARIATES = 2;

  /** Of the largest scatter that values in [−100, 100] can have: rounding of some dozen merges. */
  private static final double ROUNDING = 1e-9;

  /** One scan, and the part it goes to. */
  record Scan(List<Double> z, List<Double> y, int part) {
    void addTo(BlockMoments moments) {
      double[] covariates = z.stream().mapToDouble(Double::doubleValue).toArray();
      double[] values = y.stream().mapToDouble(v -> v == null ? Double.NaN : v).toArray();
      moments.addScan(covariates, 0, values, 0);
    }
  }

  @Provide
  Arbitrary<List<Scan>> scans() {
    Arbitrary<Double> number = Arbitraries.doubles().between(-100, 100);
    return Combinators.combine(
            number.list().ofSize(COVARIATES),
            number.injectNull(0.1).list().ofSize(FEATURES),
            Arbitraries.integers().between(0, 6))
        .as(Scan::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  @Property(tries = 300, seed = "20261124")
  void anySplitAndAnyTreeOfMergesGivesTheWhole(
      @ForAll("scans") List<Scan> scans, @ForAll List<Integer> picks) {
    BlockMoments whole = new BlockMoments(0, 0, FEATURES, COVARIATES);
    List<BlockMoments> parts = new ArrayList<>();
    for (int part = 0; part <= 6; part++) {
      parts.add(new BlockMoments(0, 0, FEATURES, COVARIATES));
    }
    for (Scan scan : scans) {
      scan.addTo(whole);
      scan.addTo(parts.get(scan.part()));
    }
    for (int merge = 0; parts.size() > 1; merge++) {
      int pick = picks.isEmpty() ? merge : picks.get(merge % picks.size());
      BlockMoments other = parts.remove(Math.floorMod(pick, parts.size()));
      parts.get(Math.floorMod(pick / 7, parts.size())).merge(other);
    }
    assertSame(parts.get(0), whole);
  }

  private static void assertSame(BlockMoments merged, BlockMoments whole) {
    assertThat(merged.scans().n()).isEqualTo(whole.scans().n());
    for (int v = 0; v < FEATURES; v++) {
      assertThat(merged.scans(v).n()).isEqualTo(whole.scans(v).n());
      assertThat(merged.yBar(v)).isCloseTo(whole.yBar(v), within(ROUNDING));
      assertThat(merged.cyy(v)).isCloseTo(whole.cyy(v), within(ROUNDING));
      for (int p = 0; p < COVARIATES; p++) {
        assertThat(merged.czy(v, p)).isCloseTo(whole.czy(v, p), within(ROUNDING));
        assertThat(merged.scans(v).zBar(p)).isCloseTo(whole.scans(v).zBar(p), within(ROUNDING));
        for (int q = 0; q < COVARIATES; q++) {
          assertThat(merged.scans(v).czz(p, q))
              .isCloseTo(whole.scans(v).czz(p, q), within(ROUNDING));
        }
      }
    }
  }
}
