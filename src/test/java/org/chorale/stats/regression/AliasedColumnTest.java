package org.chorale.stats.regression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AliasedColumnTest {
  @Test
  void independentColumnsHaveNoAlias() {
    double[] within = {4, 1, 1, 9};
    assertThat(AliasedColumn.find(within, within, 2)).isEmpty();
  }

  @Test
  void aColumnWithoutScatterWithinSitesHasNoPartner() {
    double[] within = {4, 0, 0, 0};
    double[] total = {8, 1, 1, 5};
    assertThat(AliasedColumn.find(within, total, 2))
        .containsExactly(new AliasedColumn(1, List.of()));
  }

  @Test
  void aSumOfTwoColumnsNamesBoth() {
    // Columns a, b independent with scatter 1, then a + b.
    double[] within = {1, 0, 1, 0, 1, 1, 1, 1, 2};
    assertThat(AliasedColumn.find(within, within, 3))
        .containsExactly(new AliasedColumn(2, List.of(0, 1)));
  }
}
