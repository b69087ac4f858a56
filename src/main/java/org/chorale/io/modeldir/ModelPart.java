package org.chorale.io.modeldir;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
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
 * Writes the blocks of one solve task into the model directory: a file of features and, for every
 * site, one of moments and one of estimates. Files get their names when all are complete; a second
 * attempt of the task leaves the first one's files alone. For one thread.
 */
public final class ModelPart implements Closeable {
  private final Configuration conf;
  private final List<String> covariates;
  private final List<Attempt> attempts = new ArrayList<>();
  private final Attempt features;
  private final List<Attempt> moments = new ArrayList<>();
  private final List<Attempt> estimates = new ArrayList<>();

  /** A file under the name of the attempt. */
  private record Attempt(Path path, Path target, FlatParquetWriter writer) {}

  /**
   * Opens the files of a part.
   *
   * @param part index of the solve task
   * @param attempt label that no other attempt of the task has
   * @param covariates names of the design's columns
   */
  public ModelPart(
      Configuration conf,
      Path model,
      int part,
      String attempt,
      int siteCount,
      List<String> covariates)
      throws IOException {
    this.conf = conf;
    this.covariates = covariates;
    try {
      this.features =
          open(ModelFiles.features(model, part), attempt, ModelFiles.featureColumns(covariates));
      for (int i = 0; i < siteCount; i++) {
        moments.add(
            open(
                ModelFiles.moments(model, i, part), attempt, ModelFiles.momentColumns(covariates)));
        estimates.add(
            open(ModelFiles.estimates(model, i, part), attempt, ModelFiles.estimateColumns()));
      }
    } catch (IOException failed) {
      close();
      throw failed;
    }
  }

  private Attempt open(Path target, String attempt, List<PrimitiveType> columns)
      throws IOException {
    Path path = new Path(target.getParent(), "_" + target.getName() + "." + attempt);
    Attempt file =
        new Attempt(path, target, FlatParquetWriter.create(conf, path, columns, Map.of()));
    attempts.add(file);
    return file;
  }

  /**
   * Writes what the sites share for a block.
   *
   * @param first index of the block's first feature
   * @param names of its features
   */
  public void writeFeatures(BlockFit fit, int first, String[] names) throws IOException {
    int count = fit.featureCount();
    FlatParquetWriter writer = features.writer();
    writer.startRowGroup(count);
    writeKeys(writer, fit.block(), first, count);
    writer.writeStrings(names);
    writer.writeDoubles(fit.alpha());
    writer.writeDoubles(fit.sigma2());
    for (int p = 0; p < covariates.size(); p++) {
      writer.writeDoubles(fit.beta(), p * count, 1);
    }
    writer.endRowGroup();
  }

  /** Writes a site's moments for a block. */
  public void writeMoments(BlockMoments site, int first) throws IOException {
    int count = site.featureCount();
    FlatParquetWriter writer = moments.get(site.site()).writer();
    writer.startRowGroup(count);
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
    writer.endRowGroup();
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
    FlatParquetWriter writer = estimates.get(site).writer();
    String[] status = new String[count];
    for (int v = 0; v < count; v++) {
      status[v] = fit.status(site, v).reasonCode();
    }
    writer.startRowGroup(count);
    writeKeys(writer, fit.block(), first, count);
    writer.writeInts(Arrays.copyOfRange(fit.observed(), from, from + count));
    writer.writeStrings(status);
    writer.writeDoubles(fit.gammaHat(), from, 1);
    writer.writeDoubles(posterior.deltaHat(), from, 1);
    writer.writeDoubles(posterior.gammaStar(), from, 1);
    writer.writeDoubles(posterior.deltaStar(), from, 1);
    writer.endRowGroup();
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

  /** Completes all files and gives them their names. */
  public void commit() throws IOException {
    for (Attempt file : attempts) {
      file.writer().close();
    }
    for (Attempt file : attempts) {
      NewFile.publish(conf, file.path(), file.target());
    }
    attempts.clear();
  }

  /** Deletes what was not committed. */
  @Override
  public void close() throws IOException {
    for (Attempt file : attempts) {
      file.writer().abandon();
    }
    for (Attempt file : attempts) {
      NewFile.fileSystem(conf, file.path()).delete(file.path(), false);
    }
  }
}
