package org.chorale.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.modeldir.DesignJson;
import org.chorale.io.storage.NewFile;
import org.chorale.job.SharedDesigns;
import org.chorale.job.run.Program;
import org.chorale.model.AgreedDesign;
import org.chorale.model.InvalidInputException;
import org.chorale.model.NameList;
import org.chorale.model.SharedDesign;
import org.chorale.model.Specification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chorale design}: what the sites of a federation agree on. Needs no scan and no Spark. */
@Command(
    name = "design",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = {
      "chorale design --id COL --site COL [MODEL OPTIONS] --output DESIGN.json",
      "       chorale design --from MODEL --output DESIGN.json"
    },
    description =
        "Writes the design that sites of a federation sum by: levels, knots, features and choices;"
            + " no scan is needed.",
    footer = {
      "",
      "Example:",
      "  chorale design --id sub_id --site site --smooth age:k=8,bounds=5..95 \\",
      "      --categorical sex --levels sex=F,M --feature-list regions.txt --output design.json"
    })
final class DesignCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description =
          "Take everything from a model, of a pilot for one. Its knots are quantiles of its scans;"
              + " its ranges are left out.")
  private String from;

  @Option(names = "--id", paramLabel = "COL", description = "Column that names a scan.")
  private String id;

  @Option(
      names = {"--site", "--batch"},
      paramLabel = "COL[+COL...]",
      description = "Column that names the site; several make a joint site.")
  private String site;

  @Mixin private ModelOptions model;

  @Option(
      names = "--levels",
      arity = "1",
      paramLabel = "COL=A,B[,...]",
      description = "Levels of a categorical covariate, the baseline first; once for each.")
  private List<String> levels = new ArrayList<>();

  @Option(
      names = "--typical",
      arity = "1",
      paramLabel = "COL=MEAN,SD",
      description =
          "About where a continuous covariate lies (0,1): keeps sums accurate where it is far off;"
              + " harmonised values don't depend on it.")
  private List<String> typical = new ArrayList<>();

  @Option(
      names = "--features",
      paramLabel = "NAMES",
      description =
          "Features, in their order. Default: what the sites have, which must be the same.")
  private String features;

  @Option(
      names = "--feature-list",
      paramLabel = "FILE",
      description = "The same from a text file, one name per line.")
  private String featureList;

  @Option(
      names = "--unit",
      arity = "1",
      paramLabel = "FEATURES=TEXT",
      description = "Unit of features, shown to every site: thickness_*=mm; once for each.")
  private List<String> units = new ArrayList<>();

  @Option(names = "--output", paramLabel = "FILE", description = "The design file.")
  private String output;

  @Spec private CommandSpec spec;

  private Terminal terminal;

  void bind(Terminal where) {
    terminal = where;
  }

  @Override
  public Integer call() throws IOException {
    List<String> missing = new ArrayList<>();
    if (from == null && id == null) {
      missing.add("--id COL");
    }
    if (from == null && site == null) {
      missing.add("--site COL");
    }
    if (output == null) {
      missing.add("--output FILE");
    }
    InputOptions.refuse("design", missing);
    Configuration conf = new Configuration();
    Path file = new Path(output);
    if (NewFile.fileSystem(conf, file).exists(file)) {
      throw new InvalidInputException(
          output + " is in the way: sites may have it already; name a new --output, or delete it");
    }
    SharedDesign design = from == null ? agreed(conf) : ofModel(conf);
    DesignJson.write(conf, file, design, Program.VERSION);
    terminal.line(
        "Design of %d columns (%s), %s, in %s"
            .formatted(
                design.design().columnCount(),
                String.join(", ", design.design().columns()),
                design.features().isEmpty()
                    ? "features as the sites have them"
                    : "%,d features".formatted(design.features().size()),
                output));
    return Main.DONE;
  }

  private SharedDesign ofModel(Configuration conf) throws IOException {
    List<String> given =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(name -> !List.of("--from", "--output").contains(name))
            .distinct()
            .toList();
    if (!given.isEmpty()) {
      throw new InvalidInputException(
          "with --from the model says what %s would: leave one out"
              .formatted(String.join(", ", given)));
    }
    return SharedDesigns.ofModel(conf, from);
  }

  private SharedDesign agreed(Configuration conf) throws IOException {
    Specification specification = model.specification(NameList.parse(site, '+'));
    Map<String, List<String>> levelsOf = new LinkedHashMap<>();
    levels.forEach(text -> levelsOf.put(name("--levels", text), values(text)));
    Map<String, double[]> typicalOf = new LinkedHashMap<>();
    typical.forEach(text -> typicalOf.put(name("--typical", text), numbers(text)));
    units.forEach(text -> name("--unit", text));
    return new SharedDesign(
        specification,
        id,
        AgreedDesign.of(specification.terms(), levelsOf, typicalOf),
        names(conf),
        units);
  }

  private static String name(String option, String text) {
    int equals = text.indexOf('=', text.startsWith("\"") ? text.indexOf('"', 1) + 1 : 0);
    if (equals < 1 || equals == text.length() - 1) {
      throw new InvalidInputException(
          "%s is '%s'; write a name, '=' and a value".formatted(option, text));
    }
    return NameList.parse(text.substring(0, equals), '\n').get(0);
  }

  private static List<String> values(String text) {
    int equals = text.indexOf('=', text.startsWith("\"") ? text.indexOf('"', 1) + 1 : 0);
    return NameList.parse(text.substring(equals + 1), ',');
  }

  private static double[] numbers(String text) {
    List<String> values = values(text);
    try {
      if (values.size() == 2) {
        return new double[] {Double.parseDouble(values.get(0)), Double.parseDouble(values.get(1))};
      }
    } catch (NumberFormatException notANumber) {
      throw new InvalidInputException(
          "--typical is '%s'; write two numbers, as age=45,20".formatted(text), notANumber);
    }
    throw new InvalidInputException(
        "--typical is '%s'; write two numbers, as age=45,20".formatted(text));
  }

  private List<String> names(Configuration conf) throws IOException {
    if (features != null && featureList != null) {
      throw new InvalidInputException("--features and --feature-list are one: leave one out");
    }
    List<String> names = new ArrayList<>();
    if (features != null) {
      names.addAll(NameList.parse(features, ','));
    } else if (featureList != null) {
      Path list = new Path(featureList);
      if (!NewFile.fileSystem(conf, list).exists(list)) {
        throw new InvalidInputException("--feature-list %s: no such file".formatted(featureList));
      }
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  NewFile.fileSystem(conf, list).open(list), StandardCharsets.UTF_8))) {
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(names::add);
      }
    }
    for (String name : names) {
      if (name.indexOf('*') >= 0 || names.indexOf(name) != names.lastIndexOf(name)) {
        throw new InvalidInputException(
            "feature '%s' is a pattern, or named twice; write every name out, once"
                .formatted(name));
      }
    }
    return names;
  }
}
