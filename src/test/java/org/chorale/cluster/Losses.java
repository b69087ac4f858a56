package org.chorale.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** What a driver saw of executors that were lost, by the descriptions of stages. */
final class Losses extends SparkListener {
  private final Map<Integer, String> descriptions = new HashMap<>();
  private final Map<String, List<String>> stages = new HashMap<>();
  private final Map<String, Integer> lostTasks = new HashMap<>();
  private int executors;

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted event) {
    String description = event.properties().getProperty("spark.job.description");
    descriptions.put(event.stageInfo().stageId(), description);
    stages.computeIfAbsent(description, none -> new ArrayList<>()).add(event.stageInfo().name());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd event) {
    if (event.reason() instanceof ExecutorLostFailure) {
      lostTasks.merge(descriptions.get(event.stageId()), 1, Integer::sum);
    }
  }

  @Override
  public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved event) {
    executors++;
  }

  /** Executors that went. */
  synchronized int executors() {
    return executors;
  }

  /** Tasks that were running on an executor when it went. */
  synchronized int tasks(String description) {
    return lostTasks.getOrDefault(description, 0);
  }

  /**
   * How often the first stage so described ran again, as it does when what it left for others, in
   * shuffle files on an executor, is lost.
   */
  synchronized long repetitions(String description) {
    List<String> names = stages.get(description);
    return names.stream().filter(names.get(0)::equals).count() - 1;
  }
}
