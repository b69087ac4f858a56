package org.chorale.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.chorale.cli.Main;
import org.chorale.cluster.StandaloneCluster.Submission;

/** A driver in this JVM with executors on a cluster, watched by {@link Losses}. */
final class ClusterDriver implements AutoCloseable {
  private final JavaSparkContext spark;
  private final Losses losses = new Losses();

  ClusterDriver(StandaloneCluster cluster) throws IOException {
    SparkConf conf = new SparkConf().setMaster(cluster.masterUrl()).setAppName("test");
    StandaloneCluster.settings().forEach(conf::set);
    conf.setJars(cluster.programJars().stream().map(Path::toString).toArray(String[]::new));
    spark = new JavaSparkContext(conf);
    spark.sc().addSparkListener(losses);
  }

  /** Starts a command, which runs on this driver. */
  CompletableFuture<Submission> start(List<String> command) {
    return CompletableFuture.supplyAsync(
        () -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          ByteArrayOutputStream err = new ByteArrayOutputStream();
          int exitCode =
              Main.run(
                  new PrintStream(out, true, UTF_8),
                  new PrintStream(err, true, UTF_8),
                  command.toArray(new String[0]));
          return new Submission(exitCode, out.toString(UTF_8), err.toString(UTF_8));
        },
        task -> new Thread(task, "driver").start());
  }

  /** Runs a command on this driver to its end. */
  Submission run(List<String> command) {
    return start(command).join();
  }

  /** What was lost; complete once the driver is closed. */
  Losses losses() {
    return losses;
  }

  @Override
  public void close() {
    spark.stop();
  }
}
