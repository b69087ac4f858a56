package org.chorale.model.diagnosis;

import java.util.function.Function;

/**
 * Something of the values before and after harmonisation.
 *
 * @param before of the values as they came
 * @param after of the harmonised values; null where there are none
 */
public record BeforeAfter<T>(T before, T after) {
  /** The same question put to both. */
  public <R> BeforeAfter<R> map(Function<T, R> question) {
    return new BeforeAfter<>(question.apply(before), after == null ? null : question.apply(after));
  }
}
