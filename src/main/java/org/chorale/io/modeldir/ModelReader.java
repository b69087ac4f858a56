package org.chorale.io.modeldir;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.io.parquet.RowGroup;
import org.chorale.stats.adjust.Adjustment;

/** Reads slices of a model: the row group of one block, and of one site. For one thread. */
public final class ModelReader {
  private final Configuration conf;
  private final Path directory;
  private final List<Integer> firstBlockOfPart;

  /**
   * Reads nothing yet.
   *
   * @param firstBlockOfPart as {@link org.chorale.model.Model#firstBlockOfPart}
   */
  public ModelReader(Configuration conf, Path directory, List<Integer> firstBlockOfPart) {
    this.conf = conf;
    this.directory = directory;
    this.firstBlockOfPart = firstBlockOfPart;
  }

  /** What the sites share in one block: α, σ² and β. */
  public SharedEstimates shared(int block) throws IOException {
    int part = partOf(block);
    try (FlatParquetReader file =
            FlatParquetReader.open(conf, ModelFiles.features(directory, part));
        RowGroup rows = readBlock(file, part, block)) {
      int alpha = file.indexOf("alpha");
      int covariates = file.columns().size() - alpha - 2;
      double[] beta = new double[covariates * rows.rows()];
      for (int p = 0; p < covariates; p++) {
        rows.cursor(alpha + 2 + p).readDoubles(rows.rows(), beta, p * rows.rows(), 1);
      }
      return new SharedEstimates(
          rows.strings(file.indexOf("name")), rows.doubles(alpha), rows.doubles(alpha + 1), beta);
    }
  }

  /** The estimates of one site in one block. */
  public SiteEstimates estimates(int site, int block) throws IOException {
    int part = partOf(block);
    try (FlatParquetReader file =
            FlatParquetReader.open(conf, ModelFiles.estimates(directory, site, part));
        RowGroup rows = readBlock(file, part, block)) {
      return new SiteEstimates(
          rows.longs(file.indexOf("n")),
          rows.strings(file.indexOf("status")),
          rows.doubles(file.indexOf("gamma_hat")),
          rows.doubles(file.indexOf("delta_hat")),
          rows.doubles(file.indexOf("gamma_star")),
          rows.doubles(file.indexOf("delta_star")));
    }
  }

  /** What removes a site's effect from a block. */
  public Adjustment adjustment(int site, int block, SharedEstimates shared) throws IOException {
    int part = partOf(block);
    try (FlatParquetReader file =
        FlatParquetReader.open(conf, ModelFiles.estimates(directory, site, part))) {
      int gammaStar = file.indexOf("gamma_star");
      int deltaStar = file.indexOf("delta_star");
      int group = block - firstBlockOfPart.get(part);
      try (RowGroup rows = file.readRowGroup(group, gammaStar, deltaStar)) {
        return new Adjustment(
            shared.alpha(),
            shared.beta(),
            shared.sigma2(),
            rows.doubles(gammaStar),
            rows.doubles(deltaStar));
      }
    }
  }

  private RowGroup readBlock(FlatParquetReader file, int part, int block) throws IOException {
    int[] all = IntStream.range(0, file.columns().size()).toArray();
    return file.readRowGroup(block - firstBlockOfPart.get(part), all);
  }

  private int partOf(int block) {
    int part = 0;
    while (firstBlockOfPart.get(part + 1) <= block) {
      part++;
    }
    return part;
  }
}
