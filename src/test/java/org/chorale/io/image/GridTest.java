package org.chorale.io.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GridTest {
  private static final int[] SHAPE = {91, 109, 91};

  private static double[] affine(double x) {
    return new double[] {-2, 0, 0, x, 0, 2, 0, -126, 0, 0, 2, -72};
  }

  @Test
  void equalGridsHaveNoDifference() {
    Grid grid = new Grid(SHAPE, affine(90));
    assertThat(grid.difference(new Grid(SHAPE, affine(90)))).isNull();
    assertThat(grid.difference(new Grid(SHAPE, affine(90.0009)))).isNull();
    assertThat(grid).isEqualTo(new Grid(SHAPE, affine(90))).hasSameHashCodeAs(grid);
    assertThat(grid).isNotEqualTo(new Grid(SHAPE, affine(90.0009)));
    assertThat(grid.voxels()).isEqualTo(902_629);
    assertThat(grid).hasToString("91 × 109 × 91");
  }

  @Test
  void differencesSayWhatAndHow() {
    Grid grid = new Grid(SHAPE, affine(-92));
    assertThat(new Grid(new int[] {61, 73, 61}, affine(-90)).difference(grid))
        .isEqualTo("shape 61 × 73 × 61 instead of 91 × 109 × 91");
    assertThat(new Grid(SHAPE, affine(-90)).difference(grid))
        .isEqualTo("affine: element [0,3] is -90 instead of -92");
    assertThat(new Grid(SHAPE, affine(-92.0015)).difference(grid))
        .isEqualTo("affine: element [0,3] is -92.0015 instead of -92");
    assertThat(new Grid(SHAPE, affine(0)).difference(grid))
        .isEqualTo("affine: element [0,3] is 0 instead of -92");
    assertThat(new Grid(SHAPE, affine(Double.NaN)).difference(grid))
        .isEqualTo("affine: element [0,3] is NaN instead of -92");
  }

  @Test
  void gridsAreIndependentOfTheirArrays() {
    int[] shape = SHAPE.clone();
    double[] affine = affine(90);
    Grid grid = new Grid(shape, affine);
    shape[0] = 1;
    affine[0] = 1;
    grid.shape()[1] = 1;
    grid.affine()[1] = 1;
    assertThat(grid).isEqualTo(new Grid(SHAPE, affine(90)));
  }

  @Test
  void impossibleGridsAreRefused() {
    assertThatThrownBy(() -> new Grid(new int[] {1, 2}, affine(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not the shape of a 3-D grid: [1, 2]");
    assertThatThrownBy(() -> new Grid(SHAPE, new double[16]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("affine of 16 elements instead of 12");
    assertThatThrownBy(() -> new Grid(new int[] {1 << 20, 1 << 20, 1}, affine(0)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("overflow");
  }
}
