package org.chorale.io.modeldir;

import java.io.IOException;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.io.parquet.RowGroup;
import org.chorale.stats.adjust.Adjustment;

/** Reads slices of a model: one block, of one site. For one thread. */
public final class ModelReader {
  private final Configuration conf;
  private final Path directory;

  /** Reads nothing yet. */
  public ModelReader(Configuration conf, Path directory) {
    this.conf = conf;
    this.directory = directory;
  }

  /** What the sites share in one block: α, σ² and β. */
  public SharedEstimates shared(int block) throws IOException {
    try (FlatParquetReader file =
            FlatParquetReader.open(conf, ModelFiles.features(directory, block));
        RowGroup rows = readAll(file)) {
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
    try (FlatParquetReader file =
            FlatParquetReader.open(conf, ModelFiles.estimates(directory, site, block));
        RowGroup rows = readAll(file)) {
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
    try (FlatParquetReader file =
        FlatParquetReader.open(conf, ModelFiles.estimates(directory, site, block))) {
      int gammaStar = file.indexOf("gamma_star");
      int deltaStar = file.indexOf("delta_star");
      try (RowGroup rows = file.readRowGroup(0, gammaStar, deltaStar)) {
        return new Adjustment(
            shared.alpha(),
            shared.beta(),
            shared.sigma2(),
            rows.doubles(gammaStar),
            rows.doubles(deltaStar));
      }
    }
  }

  private static RowGroup readAll(FlatParquetReader file) throws IOException {
    return file.readRowGroup(0, IntStream.range(0, file.columns().size()).toArray());
  }
}
