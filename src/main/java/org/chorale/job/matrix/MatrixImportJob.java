package org.chorale.job.matrix;

import java.io.IOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.io.matrix.MatrixPartWriter;
import org.chorale.io.storage.NewFile;
import org.chorale.job.task.TaskAttempt;
import org.chorale.model.InvalidInputException;
import scala.Tuple2;

/**
 * Shuffles values into the files of a matrix: the only shuffle of values in their life. A task
 * sorts the rows of one file, to disk as memory wants, and writes it.
 */
public final class MatrixImportJob {
  private final Broadcast<SerializableConfiguration> configuration;

  /** On a running Spark. */
  public MatrixImportJob(Broadcast<SerializableConfiguration> configuration) {
    this.configuration = configuration;
  }

  /**
   * Writes the values.
   *
   * @param rows as {@link MatrixPlaces#rows} cuts them, every block of every scan once
   * @param places where they go
   * @param target directory of the matrix
   */
  public void run(JavaPairRDD<MatrixKey, byte[]> rows, Broadcast<MatrixPlaces> places, Path target)
      throws IOException {
    Broadcast<SerializableConfiguration> conf = configuration;
    String directory = target.toString();
    rows.repartitionAndSortWithinPartitions(new ByPart(places.value().parts().size()))
        .foreachPartition(
            sorted -> write(sorted, conf.value().value(), places.value(), new Path(directory)));
    refuseUnwritten(places.value(), target);
  }

  /** A file without a row was written by no task. */
  private void refuseUnwritten(MatrixPlaces places, Path target) throws IOException {
    Configuration hadoop = configuration.value().value();
    for (MatrixPart part : places.parts()) {
      Path file = part.path(target);
      if (!NewFile.fileSystem(hadoop, file).exists(file)) {
        throw new InvalidInputException(
            "no scan of site '%s' has values; are ids the same in all inputs?"
                .formatted(part.siteLabel()));
      }
    }
  }

  private static void write(
      Iterator<Tuple2<MatrixKey, byte[]>> rows,
      Configuration conf,
      MatrixPlaces places,
      Path target)
      throws IOException {
    if (!rows.hasNext()) {
      return;
    }
    Tuple2<MatrixKey, byte[]> row = rows.next();
    MatrixPart part = places.parts().get(row._1().part());
    Path file = part.path(target);
    Path attempt = NewFile.attempt(file, TaskAttempt.label());
    int written = 0;
    try (MatrixPartWriter out =
        MatrixPartWriter.create(conf, attempt, places.element(), part.siteLabel())) {
      for (MatrixKey before = null; ; row = rows.next()) {
        MatrixKey key = row._1();
        if (key.equals(before)) {
          throw new InvalidInputException(
              "scan '%s' has values twice; an id names one scan".formatted(places.id(key.scan())));
        }
        out.write(places.id(key.scan()), key.block(), row._2());
        before = key;
        written++;
        if (!rows.hasNext()) {
          break;
        }
      }
      out.finish();
    }
    int expected = part.scans() * (part.endBlock() - part.firstBlock());
    if (written != expected) {
      throw new IllegalStateException(
          "%s has %d rows, not %d: scans of site '%s' are without values"
              .formatted(part, written, expected, part.siteLabel()));
    }
    NewFile.publish(conf, attempt, file);
  }

  /** A task for each file. */
  private static final class ByPart extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int parts;

    ByPart(int parts) {
      this.parts = parts;
    }

    @Override
    public int numPartitions() {
      return parts;
    }

    @Override
    public int getPartition(Object key) {
      return ((MatrixKey) key).part();
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof ByPart other && parts == other.parts;
    }

    @Override
    public int hashCode() {
      return parts;
    }
  }
}
