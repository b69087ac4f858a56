package org.chorale.job.diagnose;

import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.linalg.Vector;

/** Classifiers that try to tell the site, of MLlib. */
public enum ClassifierKind {
  /** Multinomial logistic regression, a little shrunk. */
  LOGISTIC_REGRESSION("logistic regression"),
  /** Random forest. */
  RANDOM_FOREST("random forest");

  private static final int ITERATIONS = 50;
  private static final double SHRINKAGE = 0.01;
  private static final double TOLERANCE = 1e-4;
  private static final int TREES = 30;
  private static final int DEPTH = 6;

  /** MLlib weighs every split of every node one class at a time; sites are many. */
  private static final int SPLITS = 8;

  private final String title;

  ClassifierKind(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  ProbabilisticClassifier<Vector, ?, ?> untrained(long seed) {
    return switch (this) {
      case LOGISTIC_REGRESSION ->
          new LogisticRegression()
              .setFamily("multinomial")
              .setMaxIter(ITERATIONS)
              .setTol(TOLERANCE)
              .setRegParam(SHRINKAGE);
      case RANDOM_FOREST ->
          new RandomForestClassifier()
              .setNumTrees(TREES)
              .setMaxDepth(DEPTH)
              .setMaxBins(SPLITS)
              .setSeed(seed);
    };
  }
}
