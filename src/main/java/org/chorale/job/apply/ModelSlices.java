package org.chorale.job.apply;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.io.modeldir.SharedEstimates;
import org.chorale.model.Blocks;
import org.chorale.stats.adjust.Adjustment;
import org.chorale.stats.bayes.SiteTreatment.Effects;

/**
 * The estimates of a model as apply tasks read them: slices of one site and block, read by the
 * first task of a process that needs one and shared by its tasks until the process turns to another
 * run. Travels as the place of the model; an executor holds the slices its scans need.
 */
public final class ModelSlices implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String directory;
  private final String key = UUID.randomUUID().toString();
  private final Blocks blocks;
  private final boolean[] copied;

  /**
   * Of a model.
   *
   * @param effects what is removed at every site; scans of a site without any are copied
   */
  public ModelSlices(Path directory, Blocks blocks, List<Effects> effects) {
    this.directory = directory.toString();
    this.blocks = blocks;
    this.copied = new boolean[effects.size()];
    for (int i = 0; i < copied.length; i++) {
      copied[i] = effects.get(i) == Effects.NONE;
    }
  }

  /** What this process has read of the model it works on. */
  private static final class Shared {
    private static Shared current = new Shared("");

    private final String key;
    private final Map<Integer, SharedEstimates> common = new HashMap<>();
    private final Map<List<Integer>, Adjustment> adjustments = new HashMap<>();

    private Shared(String key) {
      this.key = key;
    }

    static synchronized Shared of(String key) {
      if (!current.key.equals(key)) {
        current = new Shared(key);
      }
      return current;
    }

    synchronized Adjustment adjustment(ModelReader reader, int site, int block) throws IOException {
      List<Integer> slice = List.of(site, block);
      Adjustment found = adjustments.get(slice);
      if (found == null) {
        SharedEstimates shared = common.get(block);
        if (shared == null) {
          shared = reader.shared(block);
          common.put(block, shared);
        }
        found = reader.adjustment(site, block, shared);
        adjustments.put(slice, found);
      }
      return found;
    }
  }

  /** A task's view. */
  public Reader reader(Configuration conf) {
    return new Reader(conf);
  }

  /** Adjusts scans, for one task. */
  public final class Reader implements Closeable {
    private final ModelReader reader;
    private final Shared shared = Shared.of(key);
    private final Map<Integer, Adjustment[]> bySite = new HashMap<>();
    private final double[] work;

    private Reader(Configuration conf) {
      reader = new ModelReader(conf, new Path(directory), blocks.perFile());
      work = new double[IntStream.range(0, blocks.count()).map(blocks::size).max().orElse(0)];
    }

    /**
     * What removes a site's effect from a block, or null if its scans are copied. Read once more
     * each time; blocks in their order cost least.
     */
    public Adjustment adjustment(int site, int block) throws IOException {
      return copied[site] ? null : reader.adjustment(site, block, reader.shared(block));
    }

    /** Adjusts all features of a scan in place. */
    void adjust(int site, double[] z, int zOffset, double[] values) throws IOException {
      if (copied[site]) {
        return;
      }
      Adjustment[] adjustments = bySite.get(site);
      if (adjustments == null) {
        adjustments = new Adjustment[blocks.count()];
        for (int b = 0; b < adjustments.length; b++) {
          adjustments[b] = shared.adjustment(reader, site, b);
        }
        bySite.put(site, adjustments);
      }
      for (int b = 0; b < adjustments.length; b++) {
        adjustments[b].adjust(z, zOffset, values, values, blocks.first(b), work);
      }
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
