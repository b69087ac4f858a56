package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.chorale.job.SiteMoments;
import org.chorale.job.SiteMomentsOutcome;
import org.chorale.job.SiteMomentsRequest;
import org.chorale.model.Disclosure;
import org.chorale.model.NameList;
import org.chorale.model.ScanSelection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chorale moments}: what a site shares. */
@Command(
    name = "moments",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    customSynopsis = "chorale moments --design DESIGN.json --input FILE... --output DIR [OPTIONS]",
    description = {
      "Sums a site's scans by an agreed design and writes the sums, for a centre to fit: nothing"
          + " about one person (docs/federation.md says what, formula by formula).",
      "Columns are the design's; nothing but the sums leaves the site."
    },
    footer = {
      "",
      "Example:",
      "  chorale moments --design design.json --input scans.csv --output moments_a/",
      "  chorale fit --moments moments_a/ moments_b/ --output model/      (at the centre)",
      "  chorale apply --model model/ --input scans.csv --output out/     (at each site)"
    })
final class MomentsCommand extends RunsOnSpark implements Callable<Integer> {
  @Option(
      names = "--design",
      paramLabel = "DESIGN",
      description =
          "The centre's design file ('chorale design'), or a model whose design is meant.")
  private String design;

  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Tables with a row per scan, joined by id, or a feature matrix.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--scans",
      paramLabel = "FILE",
      description = "The scan table when it is apart, joined by id.")
  private String scans;

  @Option(
      names = "--id",
      paramLabel = "COL",
      description = "Column that names a scan (the design's).")
  private String id;

  @Option(
      names = "--drop-incomplete",
      description = "Leave out scans without site or covariate instead of refusing them.")
  private boolean dropIncomplete;

  @Option(
      names = "--sites",
      paramLabel = "SITES",
      description = "Sum the scans of these sites only; others of the input are read and left out.")
  private String sites;

  @Option(
      names = "--min-disclosure",
      paramLabel = "N",
      defaultValue = "" + Disclosure.DEFAULT_LEAST,
      description =
          "Refuse sums over fewer scans, and sums whose difference is over fewer (${DEFAULT-VALUE})."
              + " What is lowered is said and recorded.")
  private int minDisclosure;

  @Option(names = "--output", paramLabel = "DIR", description = "Directory of the moments.")
  private String output;

  @Mixin private OverwriteOptions overwrite;

  @Override
  public Integer call() {
    List<String> missing = new ArrayList<>();
    if (design == null) {
      missing.add("--design DESIGN");
    }
    if (inputs.isEmpty()) {
      missing.add("--input FILE");
    }
    if (output == null) {
      missing.add("--output DIR");
    }
    InputOptions.refuse("moments", missing);
    SiteMomentsRequest request =
        new SiteMomentsRequest(
            design,
            inputs,
            scans,
            id,
            dropIncomplete,
            sites == null
                ? ScanSelection.ALL
                : new ScanSelection(NameList.parse(sites, ','), null, null),
            minDisclosure,
            output,
            overwrite.choice());
    return onSpark(
        spark -> {
          try (Progress progress = new Progress(spark.sc(), terminal())) {
            SiteMomentsOutcome outcome = new SiteMoments(spark, request).run();
            progress.pause();
            print(outcome);
          }
          return Main.DONE;
        });
  }

  private void print(SiteMomentsOutcome outcome) {
    if (minDisclosure < Disclosure.DEFAULT_LEAST) {
      terminal()
          .line(
              "  ! the rule of disclosure is lowered from %d to %d: sums over as few scans are shared"
                  .formatted(Disclosure.DEFAULT_LEAST, minDisclosure));
    }
    if (outcome.alreadyComplete()) {
      terminal()
          .line(
              "%s already holds these very moments (%s); nothing to do."
                  .formatted(outcome.output(), outcome.runId()));
      return;
    }
    terminal()
        .line(
            "Summed %,d features of %,d scans of %,d sites by %s."
                .formatted(
                    outcome.features(),
                    outcome.scansOfSites().values().stream().mapToInt(n -> n).sum(),
                    outcome.scansOfSites().size(),
                    outcome.design().design().columns().isEmpty()
                        ? "no covariates"
                        : String.join(", ", outcome.design().design().columns())));
    outcome
        .scansOfSites()
        .forEach((site, n) -> terminal().line("  %s  %,d scans".formatted(site, n)));
    if (!outcome.design().units().isEmpty()) {
      terminal()
          .line(
              "  units, by the design: %s; see that yours are"
                  .formatted(String.join(", ", outcome.design().units())));
    }
    terminal().line("");
    terminal().line("  to be sent to the centre, all of it: " + outcome.output());
  }
}
