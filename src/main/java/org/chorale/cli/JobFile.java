package org.chorale.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chorale.model.InvalidInputException;
import org.chorale.model.NameList;
import org.chorale.model.Nearest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A YAML file with a key for every option, as arguments.
 *
 * <p>Scalars are taken as their text, so that a site {@code 007} or {@code NO} stays what it is; no
 * type is ever instantiated from the file.
 */
final class JobFile {
  private static final Set<String> SITE_COLUMNS = Set.of("site", "batch", "site-from-sidecar");

  private final Path path;
  private final Map<String, Entry> entries;

  private JobFile(Path path, Map<String, Entry> entries) {
    this.path = path;
    this.entries = entries;
  }

  private record Entry(int line, boolean list, List<String> values) {}

  /** Whether an argument names a job file. */
  static boolean isJobFile(String argument) {
    String name = argument.toLowerCase(Locale.ROOT);
    return !name.startsWith("-") && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  /**
   * Reads a job file.
   *
   * @throws InvalidInputException if it can't be read or isn't a mapping of keys to values
   */
  static JobFile read(Path path) {
    try (JsonParser parser = new YAMLFactory().createParser(Files.readString(path))) {
      return new JobFile(path, entries(path, parser));
    } catch (NoSuchFileException missing) {
      throw new InvalidInputException(path + ": there is no such job file", missing);
    } catch (JsonProcessingException malformed) {
      int line = malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr();
      throw new InvalidInputException(
          "%s:%d: not readable as YAML: %s".formatted(path, line, malformed.getOriginalMessage()),
          malformed);
    } catch (IOException unreadable) {
      throw new InvalidInputException(path + ": cannot be read: " + unreadable, unreadable);
    }
  }

  private static Map<String, Entry> entries(Path path, JsonParser parser) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidInputException(path + ": a job file holds one 'key: value' for each option");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      int line = parser.currentTokenLocation().getLineNr();
      List<String> values = new ArrayList<>();
      boolean list = parser.nextToken() == JsonToken.START_ARRAY;
      if (list) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          values.add(scalar(path, key, parser));
        }
      } else {
        values.add(scalar(path, key, parser));
      }
      if (entries.put(key, new Entry(line, list, values)) != null) {
        throw new InvalidInputException(
            "%s:%d: key '%s' is given twice".formatted(path, line, key));
      }
    }
    return entries;
  }

  private static String scalar(Path path, String key, JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw new InvalidInputException(
          "%s:%d: key '%s' must have one value or a list of values"
              .formatted(path, parser.currentTokenLocation().getLineNr(), key));
    }
    return parser.getText();
  }

  /**
   * The arguments that the file stands for.
   *
   * @param command whose options the keys are
   * @param given long names of options on the command line, which win
   * @throws InvalidInputException for a key that is no option, or a value of the wrong kind
   */
  List<String> arguments(CommandSpec command, Set<String> given) {
    List<String> arguments = new ArrayList<>();
    entries.forEach(
        (key, entry) -> {
          OptionSpec option = command.findOption("--" + key);
          if (option == null || option.usageHelp() || option.versionHelp()) {
            throw unknown(key, entry, command);
          }
          if (!given.contains(option.longestName())) {
            add(option, key, entry, arguments);
          }
        });
    return arguments;
  }

  private InvalidInputException unknown(String key, Entry entry, CommandSpec command) {
    Set<String> keys = new TreeSet<>();
    command.options().stream()
        .filter(known -> !known.usageHelp() && !known.versionHelp())
        .flatMap(known -> Arrays.stream(known.names()))
        .filter(name -> name.startsWith("--"))
        .forEach(name -> keys.add(name.substring(2)));
    return new InvalidInputException(
        "%s:%d: unknown key '%s'%s".formatted(path, entry.line(), key, Nearest.hint(key, keys)));
  }

  private void add(OptionSpec option, String key, Entry entry, List<String> arguments) {
    String only = entry.list() ? null : entry.values().get(0);
    boolean on = "true".equals(only);
    if (option.arity().min() == 0 && (on || "false".equals(only))) {
      if (on || option.negatable()) {
        arguments.add((on ? "--" : "--no-") + key);
      }
    } else if (option.arity().max() == 0) {
      throw new InvalidInputException(
          "%s:%d: key '%s' is %s; it must be true or false"
              .formatted(path, entry.line(), key, entry.values()));
    } else if (option.isMultiValue()) {
      entry.values().forEach(value -> arguments.add("--" + key + "=" + value));
    } else if (entry.list()) {
      // An item is one name, whatever separators it holds; only site columns are joined with a
      // plus.
      char separator = SITE_COLUMNS.contains(key) ? '+' : ',';
      if (!entry.values().isEmpty()) {
        arguments.add("--" + key + "=" + NameList.format(entry.values(), separator));
      }
    } else {
      arguments.add("--" + key + "=" + only);
    }
  }
}
