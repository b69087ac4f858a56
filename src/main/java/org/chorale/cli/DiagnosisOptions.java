package org.chorale.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.chorale.job.diagnose.ClassifierKind;
import org.chorale.job.diagnose.DiagnosisRequest;
import org.chorale.model.InvalidInputException;
import org.chorale.model.NameList;
import org.chorale.model.Word;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** What a diagnosis looks at beyond tests of every feature. */
final class DiagnosisOptions {
  private static final String NONE = "none";

  @Option(
      names = "--subject",
      paramLabel = "COL",
      description =
          "Column that names the person of a scan: people scanned at several sites are compared,"
              + " and none is in two folds of a classifier.")
  private String subject;

  @Option(
      names = "--time",
      paramLabel = "COL",
      description = "Column of numbers, when a scan was made: slopes within people are compared.")
  private String time;

  @Option(
      names = "--classifiers",
      paramLabel = "NAMES",
      defaultValue = "logistic-regression,random-forest",
      description =
          "Classifiers that try to tell the site: logistic-regression, random-forest, or none"
              + " (${DEFAULT-VALUE}).")
  private String classifiers;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of projections, folds, forests and permutations (${DEFAULT-VALUE}).")
  private long seed;

  /** Refuses options that would do nothing. */
  static void refuseWithoutReport(CommandSpec command) {
    ParseResult given = command.commandLine().getParseResult();
    for (String option : List.of("--subject", "--time", "--classifiers", "--seed")) {
      if (given.hasMatchedOption(option)) {
        throw new InvalidInputException(
            option + " is for the report: add --report, or leave it out");
      }
    }
  }

  /**
   * What is asked for.
   *
   * @param harmonised values that were harmonised elsewhere
   */
  DiagnosisRequest request(List<String> harmonised) {
    if (time != null && subject == null) {
      throw new InvalidInputException(
          "--time is looked at within people: name the column of people with --subject");
    }
    return new DiagnosisRequest(subject, time, kinds(), seed, harmonised);
  }

  private List<ClassifierKind> kinds() {
    List<ClassifierKind> kinds = new ArrayList<>();
    for (String name : NameList.parse(classifiers, ',')) {
      String word = name.toLowerCase(Locale.ROOT);
      if (!word.equals(NONE)) {
        kinds.add(
            Arrays.stream(ClassifierKind.values())
                .filter(kind -> Word.of(kind).equals(word))
                .findFirst()
                .orElseThrow(
                    () ->
                        new InvalidInputException(
                            "--classifiers: there is no '%s'; there are logistic-regression, random-forest and none"
                                .formatted(name))));
      }
    }
    return kinds.stream().distinct().toList();
  }
}
