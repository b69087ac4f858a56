package org.chorale.job;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.io.table.PhysicalFile;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.fit.BlockNames;
import org.chorale.job.fit.BlockScales;
import org.chorale.job.fit.MomentsKey;
import org.chorale.job.run.RunInput;
import org.chorale.job.values.BlockValues;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.model.InvalidInputException;
import org.chorale.model.ScanTable;
import org.chorale.model.Sequence;
import org.chorale.stats.domain.OutsideCounts;
import org.chorale.stats.moments.BlockMoments;

/**
 * Where the scans and values of a run come from, and the form in which they go back: tables, or a
 * feature matrix. What differs between the two, and nothing of the statistics.
 */
interface Source {
  /**
   * The tables or the feature matrix that a request names.
   *
   * @throws InvalidInputException if a matrix is not the only input
   */
  static Source open(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      HarmonisationRequest request) {
    Configuration hadoop = spark.hadoopConfiguration();
    for (String input : request.inputs()) {
      FeatureMatrix matrix = MatrixJson.find(hadoop, new Path(input));
      if (matrix != null && request.inputs().size() > 1) {
        throw new InvalidInputException(
            input + " is a feature matrix: it must be the only --input; a scan table is --scans");
      }
      if (matrix != null) {
        return new MatrixSource(spark, configuration, matrix, request);
      }
    }
    return new TableSource(spark, configuration, request);
  }

  /** Files whose contents identify the run. */
  List<PhysicalFile> files();

  /**
   * The inputs as the run record names them.
   *
   * @param hashes SHA-256 of {@link #files}
   */
  List<RunInput> inputs(List<String> hashes);

  /** The scans, if they can be had without reading features. */
  Optional<ScanTable> scansAlone();

  /** The scans, features read only as far as that takes. */
  ScanTable readScans();

  /**
   * The scans, and all values checked.
   *
   * @param aside where they may be put aside for later readings; null: nowhere
   */
  ScanTable readAll(Path aside);

  /** The features, known once scans were read. */
  Features features();

  /**
   * How the features are cut.
   *
   * @param groups of scans that are summed apart
   * @param covariates P
   */
  Blocks blocks(int groups, int covariates);

  /**
   * The blocks of a model, as moments of these values can be summed by them.
   *
   * @throws InvalidInputException if the values are cut otherwise
   */
  Blocks blocksOf(Blocks model);

  /** Names of the features, for tasks. */
  BlockNames names();

  /** Columns that could have been taken for features and were not, as sentences. */
  List<String> notFeatures();

  /** What looks like a slip of the features but can be meant, as sentences. */
  List<String> warnings();

  /** What a run will cost. */
  Forecast forecast(Sequence sequence, Blocks blocks);

  /** Partial moments of the groups of scans; lazy. */
  JavaPairRDD<MomentsKey, BlockMoments> moments(CodedScans scans, Blocks blocks);

  /** The matrix that the features are of; null if they are columns. */
  default FeatureMatrix matrix() {
    return null;
  }

  /** The values again, block by block. */
  BlockValues values(CodedScans coded, Blocks blocks);

  /**
   * Refuses values outside of their domain before anything is written, where reading the scans and
   * summing moments did not.
   */
  default void refuseOutside(CodedScans scans, Blocks blocks) {}

  /** The same as {@link #moments}, features with a domain on their own scale. */
  JavaPairRDD<MomentsKey, BlockMoments> momentsOnOwnScale(CodedScans scans, Blocks blocks);

  /** Features with a domain. */
  BlockScales scales(Blocks blocks);

  /**
   * By block, what leaves its domain when scans are adjusted on the features' own scale; lazy.
   *
   * @param slices estimates that were made on it
   */
  JavaPairRDD<Integer, OutsideCounts> outside(CodedScans scans, Blocks blocks, ModelSlices slices);

  /**
   * Adjusts the scans and writes them.
   *
   * @param directory of the run's output
   * @param run its id
   */
  void apply(CodedScans scans, Blocks blocks, ModelSlices slices, Path directory, String run)
      throws IOException;

  /**
   * Makes what was written a table of the format that was asked for, once tasks write no more.
   *
   * @param directory of the run's output
   * @param run its id
   */
  default void conclude(Path directory, String run) {}
}
