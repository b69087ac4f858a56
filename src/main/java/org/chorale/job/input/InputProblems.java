package org.chorale.job.input;

import java.util.ArrayList;
import java.util.List;
import org.chorale.io.table.ImportedPart;
import org.chorale.io.table.Problem;
import org.chorale.model.InvalidInputException;

/** What can't be used in tables that were read, in one message with files, lines and columns. */
final class InputProblems {
  private static final int MOST_SHOWN = 10;

  private InputProblems() {}

  /**
   * Refuses tables with problems.
   *
   * @throws InvalidInputException listing the first ten of them and the number of all
   */
  static void refuse(List<ImportedTable> tables) {
    long count = 0;
    List<String> shown = new ArrayList<>();
    for (ImportedTable table : tables) {
      for (int k = 0; k < table.parts().size(); k++) {
        ImportedPart part = table.parts().get(k);
        count += part.problemCount();
        for (Problem problem : part.problems()) {
          if (shown.size() < MOST_SHOWN) {
            shown.add(message(table, k, problem));
          }
        }
      }
    }
    if (count > shown.size()) {
      shown.add("… and %,d more like these".formatted(count - shown.size()));
    }
    if (count > 0) {
      throw new InvalidInputException(String.join("\n", shown));
    }
  }

  private static String message(ImportedTable table, int part, Problem problem) {
    String column = problem.column() < 0 ? null : table.file().columns().get(problem.column());
    return problem.message(table.file().path(), table.linesBefore(part) + problem.line(), column);
  }
}
