package org.chorale.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.Quantiles;
import org.chorale.model.diagnosis.SiteDiagnosis.PriorPlot;
import org.junit.jupiter.api.Test;

class DrawingTest {
  private static final double NONE = Double.NaN;

  @Test
  void aDensityFillsItsPaper() {
    Density density =
        Density.of(
            new PriorPlot(
                List.of(-1.0, 0.0, 1.0), List.of(0.0, 2.0, 0.0), List.of(0.0, 1.0, 0.0), .2, false),
            0);
    assertThat(density.area()).isEqualTo("M0 40L0 40L50 0L100 40L100 40Z");
    assertThat(density.line()).isEqualTo("M0 40L50 20L100 40");
    assertThat(density.neutral()).isEqualTo("50");
  }

  @Test
  void aDensityWithoutNumbersIsEmpty() {
    Density density = Density.of(new PriorPlot(List.of(), List.of(), List.of(), NONE, true), 1);
    assertThat(density.area()).isEmpty();
    assertThat(density.line()).isEmpty();
    assertThat(density.distance()).isEqualTo("–");
  }

  @Test
  void histogramsOfATestShareTheirScale() {
    PValues before = PValues.of(List.of(3L, 1L), List.of(2L, 2L));
    PValues after = PValues.of(List.of(2L, 2L), List.of(3L, 1L));
    assertThat(before.bars()).startsWith("M5 32v-32h40V32Z");
    assertThat(after.bars()).startsWith("M5 32v-21.3h40V32Z");
    assertThat(after.uniform()).isEqualTo(before.uniform()).isEqualTo("10.7");
    assertThat(PValues.of(Collections.nCopies(20, 0L), null).bars()).isEmpty();
  }

  @Test
  void rangesBeforeAndAfterShareTheirScale() {
    BeforeAfter<Spread> spreads =
        Spread.of(
            new BeforeAfter<>(
                new Quantiles(0, 2, 4, 6, 10, 4), new Quantiles(0, .5, 1, 1.5, 2, 1)));
    assertThat(spreads.before()).isEqualTo(new Spread("0", "100", "20", "40", "40"));
    assertThat(spreads.after()).isEqualTo(new Spread("0", "20", "5", "10", "10"));
    assertThat(
            Spread.of(new BeforeAfter<>(new Quantiles(NONE, NONE, NONE, NONE, NONE, NONE), null))
                .before())
        .isNull();
  }
}
