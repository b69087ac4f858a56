package org.chorale.io.modeldir;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.io.parquet.RowGroup;
import org.chorale.model.Blocks;
import org.chorale.model.InvalidInputException;
import org.chorale.stats.adjust.Adjustment;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.Gaps;
import org.chorale.stats.moments.ScanMoments;

/**
 * Reads slices of a model: one block, of one site. A file stays open until another one of its kind
 * is needed, so that blocks read in their order cost one opening per file. For one thread.
 */
public final class ModelReader implements Closeable {
  /** Blocks are far smaller. */
  private static final int MOST_FEATURES = 1 << 20;

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
      open.put(kind, opened(path));
      at.put(kind, path);
    }
    return open.get(kind);
  }

  private FlatParquetReader opened(Path path) throws IOException {
    FlatParquetReader file;
    try {
      file = FlatParquetReader.open(conf, path);
    } catch (FileNotFoundException missing) {
      throw damaged(path, "is missing", missing);
    }
    for (int group = 0; group < file.rowGroupCount(); group++) {
      // Before a row is read, and memory is asked for as many.
      if (file.rowCount(group) > MOST_FEATURES) {
        file.close();
        throw damaged(path, "says a block has %,d features".formatted(file.rowCount(group)), null);
      }
    }
    return file;
  }

  private static InvalidInputException damaged(Path path, String what, Throwable cause) {
    return new InvalidInputException(
        "%s %s: the model is damaged, or not all of it is there".formatted(path, what), cause);
  }

  private static int column(FlatParquetReader file, String name) {
    int column = file.indexOf(name);
    if (column < 0) {
      throw damaged(file.path(), "has no column '%s'".formatted(name), null);
    }
    return column;
  }

  private int group(FlatParquetReader file, int block) {
    int group = block % blocksPerFile;
    if (group >= file.rowGroupCount()) {
      throw damaged(
          file.path(),
          "has %,d blocks, not block %,d".formatted(file.rowGroupCount(), block),
          null);
    }
    return group;
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
    int alpha = column(file, "alpha");
    int covariates =
        (int)
            file.columns().stream()
                .filter(column -> column.getName().startsWith(ModelFiles.BETA))
                .count();
    int[] columns = IntStream.range(alpha, alpha + 2 + covariates).toArray();
    try (RowGroup rows = file.readRowGroup(group(file, block), columns)) {
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
    int lambda = column(file, ModelFiles.lambda(covariate));
    int edf = column(file, ModelFiles.edf(covariate));
    try (RowGroup rows = file.readRowGroup(group(file, block), lambda, edf)) {
      return new Smoothness(rows.doubles(lambda), rows.doubles(edf));
    }
  }

  /**
   * How the features are cut.
   *
   * @param files of features, as many as blocks need
   */
  public Blocks blocks(int files) throws IOException {
    List<Integer> sizes = new ArrayList<>();
    for (int part = 0; part < files; part++) {
      FlatParquetReader file = featuresOf(part * blocksPerFile);
      for (int group = 0; group < file.rowGroupCount(); group++) {
        sizes.add(Math.toIntExact(file.rowCount(group)));
      }
    }
    return Blocks.of(sizes.stream().mapToInt(size -> size).toArray(), blocksPerFile);
  }

  /**
   * Moments of one site in one block.
   *
   * @param scans moments of all its scans' covariates, as {@code model.json} has them
   */
  public BlockMoments moments(int site, int block, ScanMoments scans) throws IOException {
    FlatParquetReader file =
        file("moments", ModelFiles.moments(directory, site, block / blocksPerFile));
    int covariates = scans.covariateCount();
    int czy = file.columns().size() - covariates;
    try (RowGroup rows = readAll(file, block)) {
      double[] products = new double[covariates * rows.rows()];
      for (int p = 0; p < covariates; p++) {
        rows.cursor(czy + p).readDoubles(rows.rows(), products, p * rows.rows(), 1);
      }
      long[] n = rows.longs(column(file, "n"));
      return new BlockMoments(
          site,
          block,
          scans.copy(),
          rows.doubles(column(file, "y_mean")),
          rows.doubles(column(file, "c_yy")),
          products,
          gaps(site, block, n, scans));
    }
  }

  private Gaps gaps(int site, int block, long[] n, ScanMoments scans) throws IOException {
    int covariates = scans.covariateCount();
    Gaps gaps = new Gaps(n.length);
    boolean any = false;
    for (int v = 0; v < n.length; v++) {
      if (n[v] != scans.n()) {
        any = true;
        gaps.set(
            v, new ScanMoments(n[v], new double[covariates], new double[covariates * covariates]));
      }
    }
    if (any && covariates > 0) {
      readGaps(site, block, n, gaps, covariates);
    }
    return any ? gaps : null;
  }

  private void readGaps(int site, int block, long[] n, Gaps gaps, int covariates)
      throws IOException {
    FlatParquetReader file = file("gaps", ModelFiles.gaps(directory, site, block / blocksPerFile));
    int first = file.columns().size() - covariates - covariates * (covariates + 1) / 2;
    for (int group = 0; group < file.rowGroupCount(); group++) {
      try (RowGroup rows =
          file.readRowGroup(group, IntStream.range(0, file.columns().size()).toArray())) {
        long[] blocks = rows.longs(column(file, "block"));
        if (blocks.length == 0 || blocks[0] != block) {
          continue;
        }
        long[] features = rows.longs(column(file, "feature"));
        double[][] columns = new double[file.columns().size() - first][];
        for (int c = 0; c < columns.length; c++) {
          columns[c] = rows.doubles(first + c);
        }
        int feature = firstFeature(block);
        for (int row = 0; row < features.length; row++) {
          int v = Math.toIntExact(features[row]) - feature;
          gaps.set(v, scanMoments(n[v], columns, row, covariates));
        }
      }
    }
  }

  private int firstFeature(int block) throws IOException {
    FlatParquetReader file = featuresOf(block);
    int feature = column(file, "feature");
    try (RowGroup rows = file.readRowGroup(group(file, block), feature)) {
      return Math.toIntExact(rows.longs(feature)[0]);
    }
  }

  private static ScanMoments scanMoments(long n, double[][] columns, int row, int covariates) {
    double[] zBar = new double[covariates];
    double[] czz = new double[covariates * covariates];
    int c = covariates;
    for (int p = 0; p < covariates; p++) {
      zBar[p] = columns[p][row];
      for (int q = 0; q <= p; q++) {
        czz[p * covariates + q] = columns[c][row];
        czz[q * covariates + p] = columns[c++][row];
      }
    }
    return new ScanMoments(n, zBar, czz);
  }

  /** Names of the features of a block. */
  public String[] names(int block) throws IOException {
    FlatParquetReader file = featuresOf(block);
    int name = column(file, "name");
    try (RowGroup rows = file.readRowGroup(group(file, block), name)) {
      return rows.strings(name);
    }
  }

  /** The estimates of one site in one block. */
  public SiteEstimates estimates(int site, int block) throws IOException {
    FlatParquetReader file = estimatesOf(site, block);
    try (RowGroup rows = readAll(file, block)) {
      return new SiteEstimates(
          rows.longs(column(file, "n")),
          rows.strings(column(file, "status")),
          rows.doubles(column(file, "gamma_hat")),
          rows.doubles(column(file, "delta_hat")),
          rows.doubles(column(file, "gamma_star")),
          rows.doubles(column(file, "delta_star")));
    }
  }

  /** What removes a site's effect from a block. */
  public Adjustment adjustment(int site, int block, SharedEstimates shared) throws IOException {
    double[][] posterior = posterior(site, block);
    return new Adjustment(
        shared.alpha(), shared.beta(), shared.sigma2(), posterior[0], posterior[1]);
  }

  /** γ* and δ* of one site in one block, in this order; NaN where nothing is removed. */
  public double[][] posterior(int site, int block) throws IOException {
    FlatParquetReader file = estimatesOf(site, block);
    int gammaStar = column(file, "gamma_star");
    int deltaStar = column(file, "delta_star");
    try (RowGroup rows = file.readRowGroup(group(file, block), gammaStar, deltaStar)) {
      return new double[][] {rows.doubles(gammaStar), rows.doubles(deltaStar)};
    }
  }

  private RowGroup readAll(FlatParquetReader file, int block) throws IOException {
    return file.readRowGroup(
        group(file, block), IntStream.range(0, file.columns().size()).toArray());
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
