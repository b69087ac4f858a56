package org.chorale.cli;

import org.chorale.model.InvalidInputException;
import picocli.CommandLine.Parameters;

/** For the help: a job file in its place has become options before these were parsed. */
final class JobFileParameter {
  @Parameters(
      arity = "0..1",
      paramLabel = "JOB.yaml",
      description = "A job file: a key for every option.")
  private String word;

  /**
   * Refuses a word that is no option.
   *
   * @param otherwise where else it may belong, in words
   */
  void refuse(String command, String otherwise) {
    if (word != null) {
      throw new InvalidInputException(
          "'%s' is not understood there: a job file (.yaml, .yml) comes right after '%s', %s"
              .formatted(word, command, otherwise));
    }
  }
}
