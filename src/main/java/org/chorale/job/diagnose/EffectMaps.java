package org.chorale.job.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.matrix.FeatureKind;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.io.picture.ColourScale;
import org.chorale.io.picture.MaskPicture;
import org.chorale.model.diagnosis.EffectMap;
import org.chorale.stats.diagnosis.Measure;
import org.chorale.stats.diagnosis.Sorted;

/**
 * Draws what a diagnosis found at every voxel, on the driver: 4 bytes of each voxel's place and 8
 * of a number at a time.
 */
final class EffectMaps {
  /** Share of the voxels whose colours differ; few have far larger effects. */
  private static final double SHOWN = 0.99;

  private final MaskPicture picture;
  private final List<EffectMap> maps = new ArrayList<>();

  private EffectMaps(MaskPicture picture) {
    this.picture = picture;
  }

  /** Of a matrix; null if its features are no voxels, or make no slice. */
  static EffectMaps of(Configuration conf, FeatureMatrix matrix) throws IOException {
    if (matrix == null || matrix.kind() != FeatureKind.VOXEL || matrix.imageHeader() == null) {
      return null;
    }
    NiftiHeader header =
        NiftiHeader.parse(matrix.imageHeader(), "image_header of " + matrix.directory());
    MaskPicture picture = new MaskPicture(header, matrix.index().voxels(conf, header.shape()));
    return picture.isDrawable() ? new EffectMaps(picture) : null;
  }

  /** F of site in every state, colours the same. */
  void addStatistic(FeatureColumns features, List<String> states) throws IOException {
    Sorted shown = null;
    for (String state : states) {
      double[] f = features.numbers(FeatureTable.column(Measure.ANOVA.column(), state));
      Sorted own = finite(f);
      boolean isFirst = shown == null;
      shown = isFirst ? own : shown;
      String scale =
          isFirst
              ? "the 99th percentile"
              : "the 99th percentile before, so that colours are those of the map before";
      add("F of site " + state, "Analysis of variance: ", f, own, shown, scale);
    }
  }

  /** What was removed. */
  void addEffects(MeanEffects effects) throws IOException {
    double[] shift = effects.shift();
    Sorted shifts = finite(shift);
    add(
        "Mean |γ*|",
        "Shift, mean over sites in pooled standard deviations: ",
        shift,
        shifts,
        shifts,
        "the 99th percentile");
    double[] scale = effects.scale();
    Sorted scales = finite(scale);
    add(
        "Mean |log₂ δ*|",
        "Scale, mean over sites, 1 for twice or half of the pooled variance: ",
        scale,
        scales,
        scales,
        "the 99th percentile");
  }

  List<EffectMap> all() {
    return maps;
  }

  private static Sorted finite(double[] values) {
    return new Sorted(Arrays.stream(values).filter(Double::isFinite).toArray());
  }

  /** Nothing if the scale has no length. */
  private void add(
      String title, String what, double[] values, Sorted own, Sorted shown, String scale)
      throws IOException {
    double top = shown.quantile(SHOWN);
    if (own.count() == 0 || !(top > 0)) {
      return;
    }
    String caption =
        "%s0 to %s, %s; the largest value is %s. %s"
            .formatted(
                what,
                ColourScale.number(top),
                scale,
                ColourScale.number(own.quantile(1)),
                words(own.count() < values.length));
    byte[] png = picture.png(values, new ColourScale(top));
    maps.add(new EffectMap(title, caption, Base64.getEncoder().encodeToString(png)));
  }

  private String words(boolean anyMissing) {
    List<String> words = new ArrayList<>();
    if (anyMissing) {
      words.add("Grey: no value, as of a constant feature.");
    }
    if (picture.hasDepth()) {
      words.add("Slices through the centre of the mask; below, axial ones from the bottom up.");
    }
    words.add(
        picture.hasDirections()
            ? "R is the right of the person."
            : "The images do not say where left and right are.");
    return String.join(" ", words);
  }
}
