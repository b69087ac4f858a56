package org.chorale.job.fit;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.model.Design;
import org.chorale.model.Model;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.moments.ScanMoments;
import org.chorale.stats.moments.WiderDesign;
import scala.Tuple2;

/**
 * Moments that a model keeps, as partial moments of a further fit: no scan is read. A task reads
 * one file of one site and holds one block.
 */
public final class StoredMoments {
  private StoredMoments() {}

  /** Of one site in one run of blocks. */
  private static final class Part implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int site;
    private final int group;
    private final int firstBlock;
    private final int endBlock;
    private final ScanMoments scans;

    Part(int site, int group, int firstBlock, int endBlock, ScanMoments scans) {
      this.site = site;
      this.group = group;
      this.firstBlock = firstBlock;
      this.endBlock = endBlock;
      this.scans = scans;
    }
  }

  /**
   * Moments of a model's sites; lazy.
   *
   * @param directory of the model
   * @param groupOf group that a site's scans go to, or {@link FitJob#NO_SITE}
   * @param design under which they are merged with others; the model's, or a wider one
   * @param order place among all parts, which is the order of merging
   */
  public static JavaPairRDD<MomentsKey, BlockMoments> of(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      Path directory,
      Model model,
      int[] groupOf,
      Design design,
      int order) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < groupOf.length; i++) {
      if (groupOf[i] == FitJob.NO_SITE) {
        continue;
      }
      for (int b = 0; b < model.blockCount(); b += model.blocksPerFile()) {
        int end = Math.min(model.blockCount(), b + model.blocksPerFile());
        parts.add(new Part(i, groupOf[i], b, end, model.sites().get(i).scans()));
      }
    }
    int[] placeOf = design.placesOf(model.design());
    int columns = design.columnCount();
    String place = directory.toString();
    int blocksPerFile = model.blocksPerFile();
    return spark
        .parallelize(parts, Math.max(1, parts.size()))
        .flatMapToPair(
            part ->
                read(
                    configuration.value().value(),
                    new Path(place),
                    blocksPerFile,
                    part,
                    placeOf,
                    columns,
                    order));
  }

  private static Iterator<Tuple2<MomentsKey, BlockMoments>> read(
      Configuration conf,
      Path directory,
      int blocksPerFile,
      Part part,
      int[] placeOf,
      int columns,
      int order) {
    ModelReader reader = new ModelReader(conf, directory, blocksPerFile);
    TaskContext.get().addTaskCompletionListener(new Closing(reader));
    return IntStream.range(part.firstBlock, part.endBlock)
        .mapToObj(block -> read(reader, part, block, placeOf, columns, order))
        .iterator();
  }

  private static Tuple2<MomentsKey, BlockMoments> read(
      ModelReader reader, Part part, int block, int[] placeOf, int columns, int order) {
    try {
      BlockMoments stored = reader.moments(part.site, block, part.scans);
      return new Tuple2<>(
          new MomentsKey(block, part.group, order),
          WiderDesign.of(stored, placeOf, columns).ofSite(part.group));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Closes the files of a part with its task. */
  private static final class Closing implements TaskCompletionListener {
    private final ModelReader reader;

    Closing(ModelReader reader) {
      this.reader = reader;
    }

    @Override
    public void onTaskCompletion(TaskContext context) {
      try {
        reader.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
