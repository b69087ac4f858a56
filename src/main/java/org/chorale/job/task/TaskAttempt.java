package org.chorale.job.task;

import org.apache.spark.TaskContext;

/** Tells the attempts of tasks apart, retried and speculative ones too. */
public final class TaskAttempt {
  private TaskAttempt() {}

  /** A label that no other attempt in this application has; to be asked for in a task. */
  public static String label() {
    return "attempt-" + TaskContext.get().taskAttemptId();
  }
}
