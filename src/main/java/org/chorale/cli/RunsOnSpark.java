package org.chorale.cli;

import java.util.function.ToIntFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;

/** A command that needs Spark: uses a context that runs, else starts one and stops it. */
abstract class RunsOnSpark {
  /** What stays of a command that fails. */
  static final String NOTHING = "nothing was published";

  private Terminal terminal;
  private SparkOptions sparkOptions;
  private volatile String published = NOTHING;

  /** Says where to print and how to start Spark. */
  void bind(Terminal where, SparkOptions options) {
    terminal = where;
    sparkOptions = options;
  }

  Terminal terminal() {
    return terminal;
  }

  /** Says what stays if the command fails from here on. */
  void published(String words) {
    published = words;
  }

  String published() {
    return published;
  }

  /** Hadoop's configuration as Spark would have it, without starting Spark. */
  Configuration hadoop() {
    return SparkHadoopUtil.get().newConfiguration(sparkOptions.configuration());
  }

  /** Adds to the configuration what Spark must know from its start. */
  void configure(SparkConf conf) {}

  int onSpark(ToIntFunction<JavaSparkContext> work) {
    SparkConf conf = sparkOptions.configuration();
    configure(conf);
    boolean ours = SparkEnv.get() == null;
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf));
    try {
      return work.applyAsInt(spark);
    } finally {
      if (ours) {
        spark.stop();
      }
    }
  }
}
