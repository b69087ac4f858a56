package org.chorale.io.modeldir;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.PrimitiveType;
import org.chorale.io.parquet.FlatParquetWriter;
import org.chorale.io.storage.NewFile;
import org.chorale.stats.bayes.BlockPosterior;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.regression.BlockFit;

/**
 * Writes one part of a model, a run of blocks: a file of features and, for every site, one of
 * moments, one of estimates and, where there are missing values, one of gaps, a row group for each
 * block. All are open at a time, a few ten kilobytes each. Files get their names when all are
 * complete; a second attempt of the task leaves the first one's files alone. For one thread.
 */
public final class ModelPartWriter implements Closeable {
  private final Configuration conf;
  private final Path model;
  private final int part;
  private final String attempt;
  private final List<String> covariates;
  private final List<String> smooths;
  private final Map<Path, FlatParquetWriter> open = new TreeMap<>();

  /**
   * Writes nothing yet.
   *
   * @param part index of the run of blocks
   * @param attempt label that no other attempt of the task has
   * @param covariates names of the design's columns
   * @param smooths names of its penalised smooth covariates
   */
  public ModelPartWriter(
      Configuration conf,
      Path model,
      int part,
      String attempt,
      List<String> covariates,
      List<String> smooths) {
    this.conf = conf;
    this.model = model;
    this.part = part;
    this.attempt = attempt;
    this.covariates = covariates;
    this.smooths = smooths;
  }

  /** The columns of a row group. */
  private interface Columns {
    void write(FlatParquetWriter writer) throws IOException;
  }

  private void write(Path target, List<PrimitiveType> schema, int rows, Columns columns)
      throws IOException {
    FlatParquetWriter writer = open.get(target);
    if (writer == null) {
      writer = FlatParquetWriter.create(conf, NewFile.attempt(target, attempt), schema, Map.of());
      open.put(target, writer);
    }
    writer.startRowGroup(rows);
    columns.write(writer);
    writer.endRowGroup();
  }

  /**
   * Writes what the sites share for a block; blocks come in their order.
   *
   * @param first index of the block's first feature
   * @param names of its features
   */
  public void writeFeatures(BlockFit fit, int first, String[] names) throws IOException {
    int count = fit.featureCount();
    write(
        ModelFiles.features(model, part),
        ModelFiles.featureColumns(covariates, smooths),
        count,
        writer -> {
          writeKeys(writer, fit.block(), indices(first, count));
          writer.writeStrings(names);
          writer.writeDoubles(fit.alpha());
          writer.writeDoubles(fit.sigma2());
          for (int p = 0; p < covariates.size(); p++) {
            writer.writeDoubles(fit.beta(), p * count, 1);
          }
          for (int m = 0; m < smooths.size(); m++) {
            writer.writeDoubles(fit.lambda(), m * count, 1);
            writer.writeDoubles(fit.edf(), m * count, 1);
          }
        });
  }

  /**
   * Writes the names of a block's features alone, where there are moments and no estimates.
   *
   * @param first index of the block's first feature
   */
  public void writeNames(int block, int first, String[] names) throws IOException {
    write(
        ModelFiles.features(model, part),
        ModelFiles.nameColumns(),
        names.length,
        writer -> {
          writeKeys(writer, block, indices(first, names.length));
          writer.writeStrings(names);
        });
  }

  /** Writes a site's moments for a block. */
  public void writeMoments(BlockMoments site, int first) throws IOException {
    int count = site.featureCount();
    write(
        ModelFiles.moments(model, site.site(), part),
        ModelFiles.momentColumns(covariates),
        count,
        writer -> {
          writeKeys(writer, site.block(), indices(first, count));
          long[] n = new long[count];
          double[] column = new double[count];
          Arrays.setAll(n, v -> site.scans(v).n());
          writer.writeLongs(n);
          Arrays.setAll(column, site::yBar);
          writer.writeDoubles(column);
          Arrays.setAll(column, site::cyy);
          writer.writeDoubles(column);
          for (int p = 0; p < covariates.size(); p++) {
            int covariate = p;
            Arrays.setAll(column, v -> site.czy(v, covariate));
            writer.writeDoubles(column);
          }
        });
    writeGaps(site, first);
  }

  private void writeGaps(BlockMoments site, int first) throws IOException {
    List<ScanMoments> gaps = new ArrayList<>();
    List<Integer> features = new ArrayList<>();
    for (int v = 0; v < site.featureCount(); v++) {
      if (site.hasGaps(v)) {
        gaps.add(site.scans(v));
        features.add(first + v);
      }
    }
    if (gaps.isEmpty() || covariates.isEmpty()) {
      return;
    }
    write(
        ModelFiles.gaps(model, site.site(), part),
        ModelFiles.gapColumns(covariates),
        gaps.size(),
        writer -> {
          writeKeys(writer, site.block(), features.stream().mapToInt(f -> f).toArray());
          double[] column = new double[gaps.size()];
          for (int p = 0; p < covariates.size(); p++) {
            int row = p;
            Arrays.setAll(column, g -> gaps.get(g).zBar(row));
            writer.writeDoubles(column);
          }
          for (int p = 0; p < covariates.size(); p++) {
            for (int q = 0; q <= p; q++) {
              int row = p;
              int other = q;
              Arrays.setAll(column, g -> gaps.get(g).czz(row, other));
              writer.writeDoubles(column);
            }
          }
        });
  }

  /** Writes a site's estimates for a block. */
  public void writeEstimates(BlockFit fit, BlockPosterior posterior, int site, int first)
      throws IOException {
    int count = fit.featureCount();
    int from = site * count;
    String[] status = new String[count];
    Arrays.setAll(status, v -> fit.status(site, v).reasonCode());
    write(
        ModelFiles.estimates(model, site, part),
        ModelFiles.estimateColumns(),
        count,
        writer -> {
          writeKeys(writer, fit.block(), indices(first, count));
          writer.writeInts(Arrays.copyOfRange(fit.observed(), from, from + count));
          writer.writeStrings(status);
          writer.writeDoubles(fit.gammaHat(), from, 1);
          writer.writeDoubles(posterior.deltaHat(), from, 1);
          writer.writeDoubles(posterior.gammaStar(), from, 1);
          writer.writeDoubles(posterior.deltaStar(), from, 1);
        });
  }

  /** Completes all files and gives them their names. */
  public void publish() throws IOException {
    for (FlatParquetWriter writer : open.values()) {
      writer.close();
    }
    for (Path target : open.keySet()) {
      NewFile.publish(conf, NewFile.attempt(target, attempt), target);
    }
    open.clear();
  }

  /** Deletes what was not published. */
  @Override
  public void close() throws IOException {
    for (FlatParquetWriter writer : open.values()) {
      writer.abandon();
    }
    for (Path target : open.keySet()) {
      NewFile.fileSystem(conf, target).delete(NewFile.attempt(target, attempt), false);
    }
    open.clear();
  }

  private static int[] indices(int first, int count) {
    int[] indices = new int[count];
    Arrays.setAll(indices, v -> first + v);
    return indices;
  }

  private static void writeKeys(FlatParquetWriter writer, int block, int[] features)
      throws IOException {
    int[] blocks = new int[features.length];
    Arrays.fill(blocks, block);
    writer.writeInts(blocks);
    writer.writeInts(features);
  }
}
