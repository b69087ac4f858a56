package org.chorale.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.chorale.model.InvalidInputException;

/** What stands after {@code --}: options for Spark, for runs with Spark embedded. */
final class SparkOptions {
  private final Map<String, String> settings = new LinkedHashMap<>();

  /**
   * Reads {@code --master M} and {@code --conf key=value}.
   *
   * @throws InvalidInputException for anything else
   */
  SparkOptions(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      String value = i + 1 < arguments.size() ? arguments.get(++i) : null;
      if (option.equals("--master") && value != null) {
        settings.put("spark.master", value);
      } else if (option.equals("--conf") && value != null && value.indexOf('=') > 0) {
        settings.put(
            value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
      } else {
        throw new InvalidInputException(
            "after '--', '%s' is not understood; give --master MASTER or --conf KEY=VALUE"
                .formatted(option));
      }
    }
  }

  /** A configuration: these settings over what spark-submit set over our defaults. */
  SparkConf configuration() {
    SparkConf conf = new SparkConf();
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
