package org.chorale.job.diagnose;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.broadcast.Broadcast;
import org.chorale.job.apply.ModelSlices;
import org.chorale.model.Blocks;
import org.chorale.stats.adjust.Adjustment;
import org.chorale.stats.scans.FeatureRun;
import org.chorale.stats.scans.ScansBySite;

/** By the model of the run: values are adjusted again, not read. */
final class ModelHarmonised implements HarmonisedValues {
  private static final long serialVersionUID = 1L;

  private final ModelSlices slices;
  private final Blocks blocks;
  private final Broadcast<int[]> groupOf;

  /**
   * @param groupOf group of every scan as the slices know them, negative of those left out
   */
  ModelHarmonised(ModelSlices slices, Blocks blocks, Broadcast<int[]> groupOf) {
    this.slices = slices;
    this.blocks = blocks;
    this.groupOf = groupOf;
  }

  @Override
  public Task open(Configuration conf, ScansBySite scans) {
    return new Adjusting(conf, scans);
  }

  private final class Adjusting implements Task {
    private final ModelSlices.Reader reader;
    private final ScansBySite scans;
    private final int[][] placesOfGroups;
    private final Map<Integer, List<Adjustment>> ofBlock = new HashMap<>();
    private int heldBlock = -1;

    Adjusting(Configuration conf, ScansBySite scans) {
      this.reader = slices.reader(conf);
      this.scans = scans;
      int[] groups = groupOf.value();
      int[] counts = new int[Arrays.stream(groups).max().orElse(-1) + 1];
      Arrays.stream(groups).filter(group -> group >= 0).forEach(group -> counts[group]++);
      placesOfGroups = new int[counts.length][];
      Arrays.setAll(placesOfGroups, g -> new int[counts[g]]);
      Arrays.fill(counts, 0);
      for (int s = 0; s < groups.length; s++) {
        if (groups[s] >= 0) {
          placesOfGroups[groups[s]][counts[groups[s]]++] = scans.place(s);
        }
      }
    }

    @Override
    public void fill(int block, FeatureRun before, double[] into) throws IOException {
      int count = before.end() - before.first();
      int n = scans.count();
      double[] y = before.values();
      double[] scan = new double[count];
      double[] fixed = new double[count];
      for (int group = 0; group < placesOfGroups.length; group++) {
        List<Adjustment> steps =
            placesOfGroups[group].length == 0 ? List.of() : steps(block, group, before, count);
        for (int place : placesOfGroups[group]) {
          for (int k = 0; k < count; k++) {
            scan[k] = y[k * n + place];
          }
          for (Adjustment step : steps) {
            step.adjust(scans.z(), place * scans.covariateCount(), scan, scan, 0, fixed);
          }
          for (int k = 0; k < count; k++) {
            into[k * n + place] = scan[k];
          }
        }
      }
    }

    /** Of a part of a block, whose estimates are read once for all its parts. */
    private List<Adjustment> steps(int block, int group, FeatureRun run, int count)
        throws IOException {
      if (block != heldBlock) {
        ofBlock.clear();
        heldBlock = block;
      }
      List<Adjustment> whole = ofBlock.get(group);
      if (whole == null) {
        whole = reader.adjustments(group, blocks.first(block), blocks.size(block));
        ofBlock.put(group, whole);
      }
      return count == blocks.size(block)
          ? whole
          : whole.stream().map(step -> Adjustment.join(List.of(step), run.first(), count)).toList();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
