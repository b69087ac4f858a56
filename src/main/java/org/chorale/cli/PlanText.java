package org.chorale.cli;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.Collectors;
import org.chorale.job.Features;
import org.chorale.job.Forecast;
import org.chorale.job.HarmonisationPlan;
import org.chorale.job.image.ImagePlan;
import org.chorale.model.Cohort;
import org.chorale.model.Domains;
import org.chorale.model.Sequence;
import org.chorale.model.Site;
import org.chorale.model.Study;
import org.chorale.model.StudyWords;

/** The plan of a run in a few lines. */
final class PlanText {
  private final Terminal terminal;
  private final boolean featuresByDefault;

  /**
   * To a terminal.
   *
   * @param featuresByDefault whether the features of a table are those that nobody named
   */
  PlanText(Terminal terminal, boolean featuresByDefault) {
    this.terminal = terminal;
    this.featuresByDefault = featuresByDefault;
  }

  /**
   * Prints a plan.
   *
   * @param forecast whether what it will cost is told
   */
  void print(HarmonisationPlan plan, boolean forecast) {
    scans(plan.sequence());
    line("Features", features(plan.features()));
    plan.notFeatures().forEach(note -> line("", note));
    line("Method", StudyWords.method(plan.sequence(), plan.features().count()));
    Domains domains = plan.study().specification().domains();
    if (!domains.isEmpty()) {
      line("Domains", DomainText.of(domains));
    }
    if (forecast) {
      line("Cost", cost(plan.forecast()));
    }
    warnings(plan.warnings());
  }

  /** Prints what is known of images and model before a voxel is read. */
  void print(ImagePlan plan) {
    boolean derived = plan.features() == ImagePlan.UNKNOWN;
    scans(plan.sequence());
    line(
        "Images",
        "%,d %s of %s voxels each, %s"
            .formatted(
                plan.files(),
                plan.files() == 1 ? "file" : "files",
                Arrays.stream(plan.grid().shape())
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(" × ")),
                Bytes.text(plan.bytes())));
    line(
        "Features",
        derived
            ? "voxels of a mask that is made of the values; --dry-run=full tells how many"
            : "%,d voxels of the mask".formatted(plan.features()));
    line(
        "Method",
        StudyWords.method(plan.sequence(), derived ? Integer.MAX_VALUE : plan.features()));
    warnings(plan.sequence().warnings());
  }

  private void scans(Sequence sequence) {
    line("Scans", scans(sequence.first().cohort()));
    line("Sites", sites(sequence.first()));
    List<Study> studies = sequence.studies();
    studies.subList(1, studies.size()).forEach(then -> line("then", sites(then)));
    sequence.crossing().ifPresent(crossing -> line("", crossing));
    line("Preserved", preserved(sequence.first()));
  }

  private void warnings(List<String> warnings) {
    warnings.forEach(warning -> terminal.line("  ! " + warning));
  }

  private static String cost(Forecast forecast) {
    return "%s of %s; %,d + %,d + %,d tasks (moments, solve, apply) of up to %s each, %s of moments shuffled; writes %s of values and about %s of model"
        .formatted(
            forecast.passes(),
            Bytes.text(forecast.inputBytes()),
            forecast.readTasks(),
            forecast.solveTasks(),
            forecast.applyTasks(),
            Bytes.text(forecast.taskBytes()),
            Bytes.text(forecast.shuffleBytes()),
            Bytes.text(forecast.outputBytes()),
            Bytes.text(forecast.modelBytes()));
  }

  private void line(String label, String text) {
    terminal.line("  %-10s %s".formatted(label, text));
  }

  private static String scans(Cohort cohort) {
    String used = "%,d".formatted(cohort.size());
    return cohort.leftOut().isEmpty()
        ? used
        : "%s; %,d left out (see status/scans.csv)".formatted(used, cohort.leftOut().size());
  }

  private static String sites(Study study) {
    Cohort cohort = study.cohort();
    IntSummaryStatistics n = cohort.sites().stream().mapToInt(Site::scans).summaryStatistics();
    return "%,d from %s, %,d to %,d scans each"
        .formatted(
            cohort.sites().size(),
            "'" + String.join("' + '", study.specification().siteColumns()) + "'",
            n.getMin(),
            n.getMax());
  }

  private String features(Features features) {
    List<String> names = features.shown();
    String shown =
        names.size() <= 2
            ? String.join(", ", names)
            : "%s, %s … %s".formatted(names.get(0), names.get(1), names.get(names.size() - 1));
    String what = featuresByDefault ? ", every numeric column without a role" : "";
    String noun = features.noun();
    return "%,d%s: %s".formatted(features.count(), noun == null ? what : " " + noun, shown);
  }

  private static String preserved(Study study) {
    List<String> words = StudyWords.covariates(study);
    return words.isEmpty()
        ? "nothing: all differences between sites are removed, also those of age or sex"
        : String.join(", ", words);
  }
}
