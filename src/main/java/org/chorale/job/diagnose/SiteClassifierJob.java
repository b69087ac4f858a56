package org.chorale.job.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.chorale.model.Word;
import org.chorale.model.diagnosis.BeforeAfter;
import org.chorale.model.diagnosis.SiteClassifier;
import org.chorale.stats.compare.SitePrediction;
import org.chorale.stats.diagnosis.Projection;

/**
 * Lets classifiers of MLlib try to tell the site of projected scans, out of fold. Folds are trained
 * side by side, each on one partition: sums over several would be in order of arrival.
 */
final class SiteClassifierJob {
  private final SparkSession session;
  private final CrossValidation validation;
  private final Projection projection;
  private final long seed;
  private final StructType columns;

  SiteClassifierJob(
      SparkSession session, CrossValidation validation, Projection projection, long seed) {
    this.session = session;
    this.validation = validation;
    this.projection = projection;
    this.seed = seed;
    // Else MLlib counts classes in every fold, and takes more than a hundred for numbers.
    Metadata labels =
        NominalAttribute.defaultAttr()
            .withName("label")
            .withNumValues(validation.siteCount())
            .toMetadata();
    this.columns =
        new StructType(
            new StructField[] {
              new StructField("label", DataTypes.DoubleType, false, labels),
              new StructField("features", new VectorUDT(), false, Metadata.empty())
            });
  }

  /** One classifier, on scans before and after. */
  SiteClassifier run(ClassifierKind kind, ProjectedScans scans) {
    return new SiteClassifier(
        Word.of(kind),
        kind.title(),
        CrossValidation.FOLDS,
        validation.siteCount(),
        projection.width(),
        projection.isRandom(),
        1.0 / validation.siteCount(),
        new BeforeAfter<>(
            accuracy(kind, scans.before()),
            scans.after() == null ? null : accuracy(kind, scans.after())));
  }

  private SiteClassifier.Accuracy accuracy(ClassifierKind kind, double[] projected) {
    int[] predicted = new int[validation.places().length];
    IntStream.range(0, CrossValidation.FOLDS)
        .parallel()
        .forEach(fold -> predict(kind, projected, fold, predicted));
    double balanced = validation.balancedAccuracy(predicted);
    double[] permuted = validation.permuted(predicted);
    return new SiteClassifier.Accuracy(
        balanced, CrossValidation.upper(permuted), SitePrediction.permutationP(balanced, permuted));
  }

  private void predict(ClassifierKind kind, double[] projected, int fold, int[] predicted) {
    // Threads of the pool don't know which job they work for.
    session
        .sparkContext()
        .setJobGroup("chorale", "letting a %s tell the site".formatted(kind.title()), false);
    List<Row> train = new ArrayList<>();
    List<Integer> tested = new ArrayList<>();
    for (int k = 0; k < predicted.length; k++) {
      if (validation.fold(k) == fold) {
        tested.add(k);
      } else {
        train.add(RowFactory.create((double) validation.label(k), features(projected, k)));
      }
    }
    Dataset<Row> rows = session.createDataFrame(train, columns).coalesce(1).cache();
    try {
      ProbabilisticClassificationModel<Vector, ?> model =
          (ProbabilisticClassificationModel<Vector, ?>) kind.untrained(seed).fit(rows);
      for (int k : tested) {
        predicted[k] = (int) model.predict(features(projected, k));
      }
    } finally {
      rows.unpersist();
    }
  }

  private Vector features(double[] projected, int k) {
    int at = validation.places()[k] * projection.columns();
    return Vectors.dense(Arrays.copyOfRange(projected, at, at + projection.width()));
  }
}
