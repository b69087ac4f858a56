package org.chorale.io.modeldir;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
 * Writes one block into the model directory: a file of features and, for every site, one of moments
 * and one of estimates, one open at a time. A file gets its name when it is complete; a second
 * attempt of the task leaves the first one's files alone.
 */
public final class BlockFiles {
  private final Configuration conf;
  private final Path model;
  private final String attempt;
  private final List<String> covariates;

  /**
   * Writes nothing yet.
   *
   * @param attempt label that no other attempt of the task has
   * @param covariates names of the design's columns
   */
  public BlockFiles(Configuration conf, Path model, String attempt, List<String> covariates) {
    this.conf = conf;
    this.model = model;
    this.attempt = attempt;
    this.covariates = covariates;
  }

  /** The columns of a file's only row group. */
  private interface Columns {
    void write(FlatParquetWriter writer) throws IOException;
  }

  private void write(Path target, List<PrimitiveType> schema, int rows, Columns columns)
      throws IOException {
    Path path = NewFile.attempt(target, attempt);
    FlatParquetWriter writer = FlatParquetWriter.create(conf, path, schema, Map.of());
    boolean complete = false;
    try {
      writer.startRowGroup(rows);
      columns.write(writer);
      writer.endRowGroup();
      writer.close();
      NewFile.publish(conf, path, target);
      complete = true;
    } finally {
      if (!complete) {
        writer.abandon();
        NewFile.fileSystem(conf, path).delete(path, false);
      }
    }
  }

  /**
   * Writes what the sites share for a block.
   *
   * @param first index of the block's first feature
   * @param names of its features
   */
  public void writeFeatures(BlockFit fit, int first, String[] names) throws IOException {
    int count = fit.featureCount();
    write(
        ModelFiles.features(model, fit.block()),
        ModelFiles.featureColumns(covariates),
        count,
        writer -> {
          writeKeys(writer, fit.block(), first, count);
          writer.writeStrings(names);
          writer.writeDoubles(fit.alpha());
          writer.writeDoubles(fit.sigma2());
          for (int p = 0; p < covariates.size(); p++) {
            writer.writeDoubles(fit.beta(), p * count, 1);
          }
        });
  }

  /** Writes a site's moments for a block. */
  public void writeMoments(BlockMoments site, int first) throws IOException {
    write(
        ModelFiles.moments(model, site.site(), site.block()),
        ModelFiles.momentColumns(covariates),
        site.featureCount(),
        writer -> writeMoments(writer, site, first));
  }

  private void writeMoments(FlatParquetWriter writer, BlockMoments site, int first)
      throws IOException {
    int count = site.featureCount();
    writeKeys(writer, site.block(), first, count);
    long[] n = new long[count];
    double[] yBar = new double[count];
    double[] cyy = new double[count];
    for (int v = 0; v < count; v++) {
      n[v] = site.scans(v).n();
      yBar[v] = site.yBar(v);
      cyy[v] = site.cyy(v);
    }
    writer.writeLongs(n);
    writer.writeDoubles(yBar);
    writer.writeDoubles(cyy);
    for (int p = 0; p < covariates.size(); p++) {
      double[] czy = new double[count];
      for (int v = 0; v < count; v++) {
        czy[v] = site.czy(v, p);
      }
      writer.writeDoubles(czy);
    }
    writeGaps(writer, site);
  }

  private void writeGaps(FlatParquetWriter writer, BlockMoments site) throws IOException {
    int count = site.featureCount();
    double[] column = new double[count];
    for (int p = 0; p < covariates.size(); p++) {
      Arrays.fill(column, Double.NaN);
      for (int v = 0; v < count; v++) {
        if (site.hasGaps(v)) {
          column[v] = site.scans(v).zBar(p);
        }
      }
      writer.writeDoubles(column);
    }
    for (int p = 0; p < covariates.size(); p++) {
      for (int q = 0; q <= p; q++) {
        Arrays.fill(column, Double.NaN);
        for (int v = 0; v < count; v++) {
          ScanMoments scans = site.scans(v);
          if (site.hasGaps(v)) {
            column[v] = scans.czz(p, q);
          }
        }
        writer.writeDoubles(column);
      }
    }
  }

  /** Writes a site's estimates for a block. */
  public void writeEstimates(BlockFit fit, BlockPosterior posterior, int site, int first)
      throws IOException {
    int count = fit.featureCount();
    int from = site * count;
    String[] status = new String[count];
    for (int v = 0; v < count; v++) {
      status[v] = fit.status(site, v).reasonCode();
    }
    write(
        ModelFiles.estimates(model, site, fit.block()),
        ModelFiles.estimateColumns(),
        count,
        writer -> {
          writeKeys(writer, fit.block(), first, count);
          writer.writeInts(Arrays.copyOfRange(fit.observed(), from, from + count));
          writer.writeStrings(status);
          writer.writeDoubles(fit.gammaHat(), from, 1);
          writer.writeDoubles(posterior.deltaHat(), from, 1);
          writer.writeDoubles(posterior.gammaStar(), from, 1);
          writer.writeDoubles(posterior.deltaStar(), from, 1);
        });
  }

  private static void writeKeys(FlatParquetWriter writer, int block, int first, int count)
      throws IOException {
    int[] blocks = new int[count];
    int[] index = new int[count];
    Arrays.fill(blocks, block);
    Arrays.setAll(index, v -> first + v);
    writer.writeInts(blocks);
    writer.writeInts(index);
  }
}
