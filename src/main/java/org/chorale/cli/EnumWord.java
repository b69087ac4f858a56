package org.chorale.cli;

import java.util.Arrays;
import java.util.List;
import org.chorale.model.Nearest;
import org.chorale.model.Word;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a choice from the word of an option. */
final class EnumWord<E extends Enum<E>> implements ITypeConverter<E> {
  private final Class<E> type;

  EnumWord(Class<E> type) {
    this.type = type;
  }

  @Override
  public E convert(String text) {
    E choice = Word.choice(type, text);
    if (choice == null) {
      List<String> words = Arrays.stream(type.getEnumConstants()).map(Word::of).toList();
      String near = Nearest.to(text, words);
      throw new TypeConversionException(
          "'%s' is not one of %s%s"
              .formatted(
                  text,
                  String.join(", ", words),
                  near == null ? "" : "; did you mean '" + near + "'?"));
    }
    return choice;
  }
}
