package org.chorale.job.fit;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.chorale.model.Blocks;
import org.chorale.model.Domains;
import org.chorale.stats.domain.Domain;
import org.chorale.stats.domain.DomainScale;

/**
 * The features with a domain, block by block, for tasks. Names are read where rules need them, by
 * the first task of a process that meets a block, and what they say is shared by its tasks. Travels
 * as the rules.
 */
public final class BlockScales implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String key = UUID.randomUUID().toString();
  private final Domains domains;
  private final Blocks blocks;
  private final BlockNames names;

  /** Of a run. */
  public BlockScales(Domains domains, Blocks blocks, BlockNames names) {
    this.domains = domains;
    this.blocks = blocks;
    this.names = names;
  }

  /** What this process knows of the run it works on. */
  private static final class Shared {
    private static Shared current = new Shared("");

    private final String key;
    private final Map<Integer, DomainScale> byBlock = new HashMap<>();

    private Shared(String key) {
      this.key = key;
    }

    static synchronized Shared of(String key) {
      if (!current.key.equals(key)) {
        current = new Shared(key);
      }
      return current;
    }

    synchronized DomainScale scale(BlockScales scales, Configuration conf, int block)
        throws IOException {
      DomainScale found = byBlock.get(block);
      if (found == null) {
        found = scales.resolve(conf, block);
        byBlock.put(block, found);
      }
      return found;
    }
  }

  private DomainScale resolve(Configuration conf, int block) throws IOException {
    Domain[] byFeature = new Domain[blocks.size(block)];
    if (domains.ofAll() != null) {
      Arrays.fill(byFeature, domains.ofAll());
      return DomainScale.of(byFeature);
    }
    return DomainScale.of(domains.of(List.of(names.of(conf, blocks, block))));
  }

  /** The features of a block that have a domain; null if none has. */
  public DomainScale declared(Configuration conf, int block) throws IOException {
    if (domains.isEmpty()) {
      return null;
    }
    DomainScale scale = Shared.of(key).scale(this, conf, block);
    return scale.count() == 0 ? null : scale;
  }

  /** Those that are harmonised on its scale; null if none is. */
  public DomainScale transformed(Configuration conf, int block) throws IOException {
    return domains.transforms() ? declared(conf, block) : null;
  }

  /** The same for all blocks, in their order. */
  public DomainScale[] transformed(Configuration conf) throws IOException {
    DomainScale[] scales = new DomainScale[blocks.count()];
    for (int b = 0; b < scales.length; b++) {
      scales[b] = transformed(conf, b);
    }
    return scales;
  }

  /** The same features on their own scale. */
  public BlockScales untransformed() {
    return new BlockScales(Domains.none(), blocks, names);
  }

  /** Names of a block's features. */
  public String[] names(Configuration conf, int block) throws IOException {
    return names.of(conf, blocks, block);
  }

  /** How the features are cut. */
  public Blocks blocks() {
    return blocks;
  }
}
