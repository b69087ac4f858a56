package org.chorale.job.apply;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
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

/**
 * The estimates of a model, or of several that are applied one after the other, as apply tasks read
 * them: slices of one site and block, read by the first task of a process that needs one and shared
 * by its tasks until the process turns to another run. Travels as the place of the models; an
 * executor holds the slices its scans need.
 */
public final class ModelSlices implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String key = UUID.randomUUID().toString();
  private final Blocks blocks;
  private final ArrayList<Step> steps;

  /**
   * Of models that are applied in this order.
   *
   * @param blocks how the features are cut in all of them
   */
  public ModelSlices(Blocks blocks, List<Step> steps) {
    this.blocks = blocks;
    this.steps = new ArrayList<>(steps);
  }

  /** One model, and the site it has for every group of scans. */
  public static final class Step implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The scans of a group that has this for its site are copied. */
    public static final int COPIED = -1;

    private final String directory;
    private final int blocksPerFile;
    private final int[] siteOfGroup;

    /**
     * @param blocksPerFile as the model says
     * @param siteOfGroup index of the site, or {@link #COPIED}
     */
    public Step(Path directory, int blocksPerFile, int[] siteOfGroup) {
      this.directory = directory.toString();
      this.blocksPerFile = blocksPerFile;
      this.siteOfGroup = siteOfGroup.clone();
    }
  }

  /** What this process has read of the models it works on. */
  private static final class Shared {
    private static Shared current = new Shared("");

    private final String key;
    private final Map<List<Integer>, SharedEstimates> common = new HashMap<>();
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

    synchronized Adjustment adjustment(ModelReader reader, int step, int site, int block)
        throws IOException {
      List<Integer> slice = List.of(step, site, block);
      Adjustment found = adjustments.get(slice);
      if (found == null) {
        List<Integer> ofBlock = List.of(step, block);
        SharedEstimates shared = common.get(ofBlock);
        if (shared == null) {
          shared = reader.shared(block);
          common.put(ofBlock, shared);
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
    private final List<ModelReader> readers = new ArrayList<>();
    private final Shared shared = Shared.of(key);
    private final Map<Integer, List<Adjustment[]>> byGroup = new HashMap<>();
    private final double[] work;

    private Reader(Configuration conf) {
      for (Step step : steps) {
        readers.add(new ModelReader(conf, new Path(step.directory), step.blocksPerFile));
      }
      work = new double[IntStream.range(0, blocks.count()).map(blocks::size).max().orElse(0)];
    }

    /**
     * What removes the effects of a group's sites from a run of features, in order; empty if its
     * scans are copied. Read once more each time; runs in their order cost least.
     *
     * @param first feature of the run
     * @param count of its features
     */
    public List<Adjustment> adjustments(int group, int first, int count) throws IOException {
      List<Adjustment> adjustments = new ArrayList<>();
      for (int k = 0; k < readers.size(); k++) {
        int site = steps.get(k).siteOfGroup[group];
        if (site != Step.COPIED) {
          adjustments.add(adjustment(readers.get(k), site, first, count));
        }
      }
      return adjustments;
    }

    private Adjustment adjustment(ModelReader reader, int site, int first, int count)
        throws IOException {
      int from = blocks.blockOf(first);
      int last = blocks.blockOf(first + count - 1);
      List<Adjustment> parts = new ArrayList<>();
      for (int block = from; block <= last; block++) {
        parts.add(reader.adjustment(site, block, reader.shared(block)));
      }
      boolean whole = from == last && count == blocks.size(from);
      return whole ? parts.get(0) : Adjustment.join(parts, first - blocks.first(from), count);
    }

    /** Adjusts all features of a scan in place. */
    void adjust(int group, double[] z, int zOffset, double[] values) throws IOException {
      List<Adjustment[]> inOrder = byGroup.get(group);
      if (inOrder == null) {
        inOrder = read(group);
        byGroup.put(group, inOrder);
      }
      for (Adjustment[] adjustments : inOrder) {
        for (int b = 0; b < adjustments.length; b++) {
          adjustments[b].adjust(z, zOffset, values, values, blocks.first(b), work);
        }
      }
    }

    private List<Adjustment[]> read(int group) throws IOException {
      List<Adjustment[]> inOrder = new ArrayList<>();
      for (int k = 0; k < readers.size(); k++) {
        int site = steps.get(k).siteOfGroup[group];
        if (site != Step.COPIED) {
          Adjustment[] adjustments = new Adjustment[blocks.count()];
          for (int b = 0; b < adjustments.length; b++) {
            adjustments[b] = shared.adjustment(readers.get(k), k, site, b);
          }
          inOrder.add(adjustments);
        }
      }
      return inOrder;
    }

    @Override
    public void close() throws IOException {
      for (ModelReader reader : readers) {
        reader.close();
      }
    }
  }
}
