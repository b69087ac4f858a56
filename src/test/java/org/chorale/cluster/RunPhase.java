package org.chorale.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** How far a run is, as its staging directory tells; on any file system. */
enum RunPhase {
  /** A block is being written: all moments are merged and kept, other blocks are to come. */
  FIT("model/features/*", "fitting the model"),
  /** A part is being adjusted and written; others are to come. */
  APPLY("harmonised/*", "adjusting scans");

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final String sign;
  private final String stages;

  RunPhase(String sign, String stages) {
    this.sign = sign;
    this.stages = stages;
  }

  /** The end of a run, for which one can wait for some time. */
  interface RunEnd {
    /** True if the run has ended. */
    boolean within(Duration time) throws InterruptedException;

    /** Of a run that completes a future, one way or the other. */
    static RunEnd of(CompletableFuture<?> run) {
      return time -> {
        try {
          run.handle((done, failed) -> true).get(time.toMillis(), TimeUnit.MILLISECONDS);
          return true;
        } catch (TimeoutException stillRunning) {
          return false;
        } catch (java.util.concurrent.ExecutionException impossible) {
          throw new IllegalStateException(impossible);
        }
      };
    }
  }

  /** What Spark calls its stages. */
  String stages() {
    return stages;
  }

  /**
   * Waits until a run has come to this phase.
   *
   * @throws IOException if it ends before, or takes too long
   */
  void await(FileSystem files, Path output, RunEnd end) throws IOException, InterruptedException {
    Path signs = new Path(output.getParent(), "." + output.getName() + ".staging-*/" + sign);
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      FileStatus[] found = files.globStatus(signs);
      if (found != null && found.length > 0) {
        return;
      }
      if (end.within(POLL)) {
        throw new IOException("the run ended without being seen at " + signs);
      }
    }
    throw new IOException("nothing at " + signs + " within " + LIMIT);
  }
}
