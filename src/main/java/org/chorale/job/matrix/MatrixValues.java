package org.chorale.job.matrix;

import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.io.matrix.MatrixPartReader;
import org.chorale.job.values.BlockValues;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.stats.scans.ScansBySite;

/**
 * Values of a feature matrix, by the rows of a block in the files that have it. A task keeps those
 * files open, one of every site, with the names of their rows.
 */
public final class MatrixValues implements BlockValues {
  private static final long serialVersionUID = 1L;

  private final FeatureMatrix matrix;
  private final Broadcast<MatrixScans> ids;
  private final Blocks blocks;

  private MatrixValues(FeatureMatrix matrix, Broadcast<MatrixScans> ids, Blocks blocks) {
    this.matrix = matrix;
    this.ids = ids;
    this.blocks = blocks;
  }

  /** Of a matrix; what names its scans is broadcast. */
  public static BlockValues of(
      JavaSparkContext spark, FeatureMatrix matrix, CodedScans coded, Blocks blocks) {
    return new MatrixValues(matrix, spark.broadcast(new MatrixScans(coded)), blocks);
  }

  @Override
  public Reader open(Configuration conf, ScansBySite scans) {
    return new Files(conf, matrix, ids.value(), blocks, scans);
  }

  private static final class Files implements Reader {
    private final Configuration conf;
    private final FeatureMatrix matrix;
    private final MatrixScans ids;
    private final Blocks blocks;
    private final ScansBySite scans;
    private final Map<Integer, MatrixPartReader> open = new TreeMap<>();
    private double[] values = new double[0];

    Files(
        Configuration conf,
        FeatureMatrix matrix,
        MatrixScans ids,
        Blocks blocks,
        ScansBySite scans) {
      this.conf = conf;
      this.matrix = matrix;
      this.ids = ids;
      this.blocks = blocks;
      this.scans = scans;
    }

    @Override
    public int read(int block, int first, int count, double[] into) throws IOException {
      closeOthers(block);
      if (values.length < count) {
        values = new double[count];
      }
      int found = 0;
      for (int p = 0; p < matrix.parts().size(); p++) {
        if (has(p, block)) {
          found += read(file(p), block, first, count, into);
        }
      }
      return found;
    }

    private boolean has(int p, int block) {
      MatrixPart part = matrix.parts().get(p);
      return part.firstBlock() <= block && block < part.endBlock();
    }

    private MatrixPartReader file(int p) throws IOException {
      MatrixPartReader file = open.get(p);
      if (file == null) {
        MatrixPart part = matrix.parts().get(p);
        file = MatrixPartReader.open(conf, part.path(matrix.directory()), matrix.element());
        open.put(p, file);
      }
      return file;
    }

    private int read(MatrixPartReader rows, int block, int first, int count, double[] into)
        throws IOException {
      int begin = firstRow(rows, block);
      int end = firstRow(rows, block + 1);
      rows.readAheadTo(end);
      int found = 0;
      for (int row = begin; row < end; row++) {
        int place = scans.place(ids.scan(rows.scan(row)));
        if (place >= 0) {
          rows.read(row, blocks.size(block), first, count, values, 0);
          for (int k = 0; k < count; k++) {
            into[k * scans.count() + place] = values[k];
          }
          found++;
        }
      }
      return found;
    }

    /** The first row of this block or a later one; rows are sorted by block. */
    private static int firstRow(MatrixPartReader rows, int block) {
      int low = 0;
      int high = rows.rows();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (rows.block(middle) < block) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private void closeOthers(int block) throws IOException {
      Iterator<Map.Entry<Integer, MatrixPartReader>> files = open.entrySet().iterator();
      while (files.hasNext()) {
        Map.Entry<Integer, MatrixPartReader> file = files.next();
        if (!has(file.getKey(), block)) {
          file.getValue().close();
          files.remove();
        }
      }
    }

    @Override
    public void close() throws IOException {
      for (MatrixPartReader file : open.values()) {
        file.close();
      }
      open.clear();
    }
  }
}
