package org.chorale.io.modeldir;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.io.parquet.RowGroup;
import org.chorale.stats.adjust.Adjustment;

/**
 * Reads slices of a model: one block, of one site. A file stays open until another one of its kind
 * is needed, so that blocks read in their order cost one opening per file. For one thread.
 */
public final class ModelReader implements Closeable {
  private final Configuration conf;
  private final Path directory;
  private final int blocksPerFile;
  private final Map<String, Path> at = new HashMap<>();
  private final Map<String, FlatParquetReader> open = new HashMap<>();

  /**
   * Reads nothing yet.
   *
   * @param blocksPerFile as the model says
   */
  public ModelReader(Configuration conf, Path directory, int blocksPerFile) {
    this.conf = conf;
    this.directory = directory;
    this.blocksPerFile = blocksPerFile;
  }

  private FlatParquetReader file(String kind, Path path) throws IOException {
    if (!path.equals(at.get(kind))) {
      FlatParquetReader before = open.remove(kind);
      at.remove(kind);
      if (before != null) {
        before.close();
      }
      open.put(kind, FlatParquetReader.open(conf, path));
      at.put(kind, path);
    }
    return open.get(kind);
  }

  private FlatParquetReader featuresOf(int block) throws IOException {
    return file("features", ModelFiles.features(directory, block / blocksPerFile));
  }

  private FlatParquetReader estimatesOf(int site, int block) throws IOException {
    return file("estimates", ModelFiles.estimates(directory, site, block / blocksPerFile));
  }

  /** What the sites share in one block: α, σ² and β. */
  public SharedEstimates shared(int block) throws IOException {
    FlatParquetReader file = featuresOf(block);
    int alpha = file.indexOf("alpha");
    int covariates =
        (int)
            file.columns().stream()
                .filter(column -> column.getName().startsWith(ModelFiles.BETA))
                .count();
    int[] columns = IntStream.range(alpha, alpha + 2 + covariates).toArray();
    try (RowGroup rows = file.readRowGroup(block % blocksPerFile, columns)) {
      double[] beta = new double[covariates * rows.rows()];
      for (int p = 0; p < covariates; p++) {
        rows.cursor(alpha + 2 + p).readDoubles(rows.rows(), beta, p * rows.rows(), 1);
      }
      return new SharedEstimates(rows.doubles(alpha), rows.doubles(alpha + 1), beta);
    }
  }

  /** How smooth a penalised smooth covariate came out in one block. */
  public Smoothness smoothness(int block, String covariate) throws IOException {
    FlatParquetReader file = featuresOf(block);
    int lambda = file.indexOf(ModelFiles.lambda(covariate));
    int edf = file.indexOf(ModelFiles.edf(covariate));
    try (RowGroup rows = file.readRowGroup(block % blocksPerFile, lambda, edf)) {
      return new Smoothness(rows.doubles(lambda), rows.doubles(edf));
    }
  }

  /** Names of the features of a block. */
  public String[] names(int block) throws IOException {
    FlatParquetReader file = featuresOf(block);
    int name = file.indexOf("name");
    try (RowGroup rows = file.readRowGroup(block % blocksPerFile, name)) {
      return rows.strings(name);
    }
  }

  /** The estimates of one site in one block. */
  public SiteEstimates estimates(int site, int block) throws IOException {
    FlatParquetReader file = estimatesOf(site, block);
    try (RowGroup rows = readAll(file, block)) {
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
    FlatParquetReader file = estimatesOf(site, block);
    int gammaStar = file.indexOf("gamma_star");
    int deltaStar = file.indexOf("delta_star");
    try (RowGroup rows = file.readRowGroup(block % blocksPerFile, gammaStar, deltaStar)) {
      return new Adjustment(
          shared.alpha(),
          shared.beta(),
          shared.sigma2(),
          rows.doubles(gammaStar),
          rows.doubles(deltaStar));
    }
  }

  private RowGroup readAll(FlatParquetReader file, int block) throws IOException {
    return file.readRowGroup(
        block % blocksPerFile, IntStream.range(0, file.columns().size()).toArray());
  }

  @Override
  public void close() throws IOException {
    for (FlatParquetReader file : open.values()) {
      file.close();
    }
    open.clear();
    at.clear();
  }
}
