package org.chorale.io.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Problems of a split: the first few of each kind and column are kept, all are counted. */
final class ProblemLog {
  /** Kept per kind and column. */
  static final int KEPT = 10;

  /** Kept in all: a file of the wrong kind has one in every column. */
  static final int KEPT_IN_ALL = 1_000;

  private final List<Problem> kept = new ArrayList<>();
  private final Map<Problem.Kind, Map<Integer, Integer>> seen = new EnumMap<>(Problem.Kind.class);
  private final Map<Problem.Kind, Long> counts = new EnumMap<>(Problem.Kind.class);
  private int identified;

  void add(Problem.Kind kind, int line, int column, String text) {
    counts.merge(kind, 1L, Long::sum);
    int nth = seen.computeIfAbsent(kind, k -> new HashMap<>()).merge(column, 1, Integer::sum);
    if (nth <= KEPT && kept.size() < KEPT_IN_ALL) {
      kept.add(new Problem(kind, line, column, text, null));
    }
  }

  /** Gives what was added since the last row ended the row's id. */
  void endRow(String id) {
    for (; identified < kept.size(); identified++) {
      Problem p = kept.get(identified);
      kept.set(identified, new Problem(p.kind(), p.line(), p.column(), p.text(), id));
    }
  }

  List<Problem> kept() {
    return kept;
  }

  Map<Problem.Kind, Long> counts() {
    return counts;
  }
}
