package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.chorale.model.Nearest;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A choice as a word of an option: {@code mean-only} for {@code MEAN_ONLY}. */
final class EnumWord<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  EnumWord(Class<E> type) {
    this.type = type;
  }

  @Override
  public E convert(String text) {
    List<String> words = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      String word = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (word.equals(text.toLowerCase(Locale.ROOT))) {
        return value;
      }
      words.add(word);
    }
    String near = Nearest.to(text, words);
    throw new TypeConversionException(
        "'%s' is not one of %s%s"
            .formatted(
                text,
                String.join(", ", words),
                near == null ? "" : "; did you mean '" + near + "'?"));
  }
}
