package org.chorale.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.chorale.model.InvalidInputException;

/** What stands after {@code --}: options for Spark, for runs with Spark embedded. */
final class SparkOptions {
  private final Map<String, String> fromFile = new LinkedHashMap<>();
  private final Map<String, String> settings = new LinkedHashMap<>();

  /**
   * Reads {@code --master M}, {@code --conf key=value} and {@code --properties-file FILE}.
   *
   * @throws InvalidInputException for anything else
   */
  SparkOptions(List<String> arguments) {
    Deque<String> words = new ArrayDeque<>(arguments);
    while (!words.isEmpty()) {
      String word = words.remove();
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String option = equals < 0 ? word : word.substring(0, equals);
      String value = equals < 0 ? words.poll() : word.substring(equals + 1);
      if (!add(option, value)) {
        throw new InvalidInputException(
            "after '--', '%s' is not understood where Spark is embedded; give --master local[N], --conf KEY=VALUE or --properties-file FILE"
                .formatted(word));
      }
    }
  }

  private boolean add(String option, String value) {
    if (value == null) {
      return false;
    }
    switch (option) {
      case "--master" -> settings.put("spark.master", value);
      case "--properties-file" -> read(Path.of(value));
      case "--conf" -> {
        int equals = value.indexOf('=');
        if (equals < 1) {
          return false;
        }
        settings.put(value.substring(0, equals), value.substring(equals + 1));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException unreadable) {
      throw new InvalidInputException(
          "--properties-file %s: cannot be read (%s)".formatted(file, unreadable), unreadable);
    }
    properties
        .stringPropertyNames()
        .forEach(name -> fromFile.put(name, properties.getProperty(name).strip()));
  }

  /** A configuration: these settings over the file's over spark-submit's over our defaults. */
  SparkConf configuration() {
    SparkConf conf = new SparkConf();
    fromFile.forEach(conf::set);
    settings.forEach(conf::set);
    conf.setIfMissing("spark.master", "local[*]");
    conf.setIfMissing("spark.app.name", "Chorale");
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.ui.enabled", "false");
    }
    return conf;
  }
}
