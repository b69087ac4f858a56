package org.chorale.job.matrix;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.Element;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.io.matrix.MatrixPartReader;
import org.chorale.io.matrix.MatrixPartWriter;
import org.chorale.io.storage.NewFile;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.fit.BlockScales;
import org.chorale.job.task.TaskAttempt;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.model.Cohort;
import org.chorale.stats.adjust.Adjustment;
import org.chorale.stats.domain.DomainScale;

/**
 * Adjusts a feature matrix into another one with the same files. A task reads one file row by row,
 * holds the estimates of one block and writes one file.
 */
public final class MatrixApplyJob {
  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public MatrixApplyJob(
      JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /**
   * Writes the values.
   *
   * @param scales on which features are adjusted
   * @param target directory of the matrix
   * @return the files that were written; none for a file all of whose scans are left out
   */
  public List<MatrixPart> run(
      FeatureMatrix matrix,
      CodedScans coded,
      Blocks blocks,
      ModelSlices slices,
      BlockScales scales,
      Path target) {
    Broadcast<MatrixScans> scans = spark.broadcast(new MatrixScans(coded));
    Broadcast<SerializableConfiguration> conf = configuration;
    String directory = target.toString();
    List<MatrixPart> written =
        spark
            .parallelize(matrix.parts(), matrix.parts().size())
            .map(
                part -> {
                  Configuration hadoop = conf.value().value();
                  try (Task task =
                      new Task(hadoop, matrix, part, scans.value(), blocks, slices, scales)) {
                    return task.write(new Path(directory));
                  }
                })
            .collect();
    return written.stream().filter(part -> part.scans() > 0).toList();
  }

  /** One file. */
  private static final class Task implements AutoCloseable {
    private final Configuration conf;
    private final FeatureMatrix matrix;
    private final MatrixPart part;
    private final MatrixScans scans;
    private final Blocks blocks;
    private final ModelSlices.Reader slices;
    private final BlockScales scales;
    private final MatrixPartReader rows;

    Task(
        Configuration conf,
        FeatureMatrix matrix,
        MatrixPart part,
        MatrixScans scans,
        Blocks blocks,
        ModelSlices slices,
        BlockScales scales)
        throws IOException {
      this.conf = conf;
      this.matrix = matrix;
      this.part = part;
      this.scans = scans;
      this.blocks = blocks;
      this.slices = slices.reader(conf);
      this.scales = scales;
      this.rows = MatrixPartReader.open(conf, part.path(matrix.directory()), matrix.element());
    }

    MatrixPart write(Path target) throws IOException {
      int[] scanOf = new int[rows.rows()];
      Arrays.setAll(scanOf, row -> scans.scan(rows.scan(row)));
      Set<Integer> kept = new HashSet<>();
      Arrays.stream(scanOf).filter(scan -> scans.site(scan) != Cohort.OUT).forEach(kept::add);
      if (kept.isEmpty()) {
        return part.withScans(0);
      }
      Path file = part.path(target);
      Path attempt = NewFile.attempt(file, TaskAttempt.label());
      try (MatrixPartWriter out =
          MatrixPartWriter.create(conf, attempt, matrix.element(), part.siteLabel())) {
        for (int row = 0; row < scanOf.length; ) {
          row = writeBlock(row, scanOf, out);
        }
        out.finish();
      }
      NewFile.publish(conf, attempt, file);
      return part.withScans(kept.size());
    }

    /** Writes the rows of a block; returns the first row of the next. */
    private int writeBlock(int first, int[] scanOf, MatrixPartWriter out) throws IOException {
      int block = rows.block(first);
      int features = blocks.size(block);
      double[] values = new double[features];
      double[] work = new double[features];
      DomainScale scale = scales.transformed(conf, block);
      MatrixDomains domains = new MatrixDomains(conf, matrix, scales);
      domains.start(block);
      double[] kept = new double[scale == null ? 0 : 2 * scale.count()];
      boolean single = matrix.element() == Element.FLOAT32;
      Map<Integer, List<Adjustment>> bySite = new HashMap<>();
      int row = first;
      for (; row < scanOf.length && rows.block(row) == block; row++) {
        int scan = scanOf[row];
        int site = scans.site(scan);
        if (site == Cohort.OUT) {
          continue;
        }
        if (!bySite.containsKey(site)) {
          bySite.put(site, slices.adjustments(site, blocks.first(block), features));
        }
        rows.read(row, values, 0, features);
        boolean scaled = scale != null && !bySite.get(site).isEmpty();
        if (scaled) {
          // Of scans that a model is applied to no moments were taken.
          domains.check(rows.scan(row), values);
          scale.toScale(values, 0, kept);
        }
        for (Adjustment adjustment : bySite.get(site)) {
          adjustment.adjust(scans.z(), scan * scans.covariateCount(), values, values, 0, work);
        }
        if (scaled) {
          scale.fromScale(values, 0, kept, single);
        }
        out.write(rows.scan(row), block, values, 0, features);
      }
      return row;
    }

    @Override
    public void close() throws IOException {
      try (rows) {
        slices.close();
      }
    }
  }
}
