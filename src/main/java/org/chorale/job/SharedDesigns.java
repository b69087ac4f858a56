package org.chorale.job;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chorale.io.modeldir.DesignJson;
import org.chorale.io.storage.NewFile;
import org.chorale.model.AgreedDesign;
import org.chorale.model.InvalidInputException;
import org.chorale.model.SharedDesign;

/** Designs on disk: files made for a federation, and those that models have. */
public final class SharedDesigns {
  /** More names than a small file should hold; they are compared where moments meet. */
  private static final int MOST_NAMES = 20_000;

  private SharedDesigns() {}

  /**
   * What a user named: a design file, or a model.
   *
   * @throws InvalidInputException if it is neither
   */
  public static SharedDesign read(Configuration conf, String named) throws IOException {
    Path path = new Path(named);
    FileSystem files = NewFile.fileSystem(conf, path);
    if (!files.exists(path)) {
      throw new InvalidInputException("--design %s: no such file".formatted(named));
    }
    return files.getFileStatus(path).isDirectory()
        ? ofModel(conf, named)
        : DesignJson.read(conf, path);
  }

  /**
   * The design of a model, without the extremes of its scans.
   *
   * @throws InvalidInputException if moments aren't enough for what it was fitted by
   */
  public static SharedDesign ofModel(Configuration conf, String named) throws IOException {
    StoredModel model = new StoredModel(conf, named);
    return new SharedDesign(
        model.specification(),
        model.first().idColumn(),
        AgreedDesign.withoutRanges(model.first().design()),
        model.blocks().featureCount() > MOST_NAMES ? List.of() : model.names(),
        List.of());
  }
}
