package org.chorale.cli;

import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Says how far a long stage is: written over on a terminal, a line now and then elsewhere. */
final class Progress extends SparkListener implements AutoCloseable {
  private static final long LIVE_EVERY = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LINE_EVERY = TimeUnit.SECONDS.toNanos(15);

  private final SparkContext spark;
  private final Terminal terminal;
  private String stage = "";
  private int tasks;
  private int done;
  private long last = System.nanoTime();
  private boolean shown;

  Progress(SparkContext spark, Terminal terminal) {
    this.spark = spark;
    this.terminal = terminal;
    spark.addSparkListener(this);
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    Object description =
        event.properties() == null ? null : event.properties().getProperty("spark.job.description");
    stage = description == null ? event.stageInfo().name() : description.toString();
    tasks = event.stageInfo().numTasks();
    done = 0;
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    done++;
    long now = System.nanoTime();
    if (now - last < (terminal.live() ? LIVE_EVERY : LINE_EVERY)) {
      return;
    }
    last = now;
    String text = "  %s: %d of %d".formatted(stage, done, tasks);
    if (terminal.live()) {
      terminal.progress(text);
      shown = true;
    } else {
      terminal.note(text);
    }
  }

  /** Clears the line so that something else can be printed. */
  synchronized void pause() {
    if (shown) {
      terminal.progress("");
      shown = false;
    }
  }

  @Override
  public void close() {
    spark.removeSparkListener(this);
    pause();
  }
}
