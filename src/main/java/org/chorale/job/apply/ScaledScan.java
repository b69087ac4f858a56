package org.chorale.job.apply;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.chorale.job.fit.BlockScales;
import org.chorale.model.Blocks;
import org.chorale.stats.domain.DomainScale;

/** Takes the values of a scan to the scales of its features and back. For one thread. */
final class ScaledScan {
  private final Blocks blocks;
  private final DomainScale[] scales;
  private final double[][] kept;

  ScaledScan(BlockScales scales, Configuration conf) throws IOException {
    this.blocks = scales.blocks();
    this.scales = scales.transformed(conf);
    this.kept =
        Arrays.stream(this.scales)
            .map(scale -> scale == null ? null : new double[2 * scale.count()])
            .toArray(double[][]::new);
  }

  void toScale(double[] values) {
    for (int b = 0; b < scales.length; b++) {
      if (scales[b] != null) {
        scales[b].toScale(values, blocks.first(b), kept[b]);
      }
    }
  }

  /** Back, what {@link #toScale} was given last. */
  void fromScale(double[] values) {
    for (int b = 0; b < scales.length; b++) {
      if (scales[b] != null) {
        scales[b].fromScale(values, blocks.first(b), kept[b], false);
      }
    }
  }
}
