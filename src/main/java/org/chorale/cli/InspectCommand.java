package org.chorale.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.io.modeldir.ModelSteps;
import org.chorale.model.Compat;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Method;
import org.chorale.model.Model;
import org.chorale.model.Specification;
import org.chorale.model.Word;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chorale inspect}: a model for people. Needs no Spark. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Shows a model: priors, effects of covariates and sites, as tables.",
    footer = {
      "",
      "Tables: sites (n, method, priors), features (α, σ², β and site intercepts in the covariates'",
      "own units, λ and effective degrees of freedom of smooth ones), effects (γ and δ of every site and feature, raw and posterior).",
      "gamma in standard deviations σ, delta a variance in units of σ²."
    })
final class InspectCommand implements Callable<Integer> {
  private static final int ROWS_FOR_PEOPLE = 20;

  @Parameters(paramLabel = "MODEL", description = "Model directory, or the output of a run.")
  private String model;

  @Option(
      names = "--table",
      paramLabel = "sites|features|effects",
      description = "One table instead of all.")
  private ModelTables.Kind table;

  @Option(names = "--csv", description = "Whole tables as CSV instead of their first rows.")
  private boolean csv;

  private Terminal terminal;

  void bind(Terminal where) {
    terminal = where;
  }

  @Override
  public Integer call() throws IOException {
    Configuration conf = new Configuration();
    List<Path> steps = ModelSteps.find(conf, new Path(model));
    if (csv && steps.size() > 1) {
      throw new InvalidInputException(
          "%s: %d batch variables have a model each: name one of them, as %s"
              .formatted(model, steps.size(), steps.get(0)));
    }
    for (Path step : steps) {
      if (steps.size() > 1) {
        terminal.line((step.equals(steps.get(0)) ? "" : "\n") + step.getName() + ":");
      }
      Model facts = ModelJson.read(conf, step);
      if (!csv) {
        overview(facts);
      }
      try (ModelTables tables = new ModelTables(conf, step, facts)) {
        print(tables);
      }
    }
    return Main.DONE;
  }

  private void print(ModelTables tables) throws IOException {
    List<ModelTables.Kind> kinds =
        table == null ? List.of(ModelTables.Kind.values()) : List.of(table);
    for (ModelTables.Kind kind : kinds) {
      if (csv) {
        tables.write(kind, Long.MAX_VALUE, new CsvRows(terminal));
        continue;
      }
      terminal.line("");
      terminal.line(kind.title());
      AlignedRows rows = new AlignedRows();
      long more = tables.write(kind, ROWS_FOR_PEOPLE, rows);
      rows.print(terminal);
      if (more > 0) {
        terminal.line("  … %,d more; all of them: --table %s --csv".formatted(more, kind.word()));
      }
    }
  }

  private void overview(Model facts) {
    Specification specification = facts.specification();
    long scans = facts.sites().stream().mapToLong(site -> site.scans().n()).sum();
    terminal.line(
        "Model of %,d scans, %,d sites (%s), %,d features"
            .formatted(
                scans,
                facts.sites().size(),
                String.join(" + ", specification.siteColumns()),
                facts.featureCount()));
    List<String> words = new ArrayList<>(facts.design().columns());
    if (specification.method() != Method.COMBAT) {
      terminal.line("  method " + Word.of(specification.method()));
    }
    if (specification.compat() != Compat.NONE) {
      terminal.line("  as " + Word.of(specification.compat()));
    }
    if (!specification.domains().isEmpty()) {
      terminal.line("  domains: " + DomainText.of(specification.domains()));
    }
    terminal.line("  preserved: " + (words.isEmpty() ? "nothing" : String.join(", ", words)));
    terminal.line(
        "  prior %s%s%s%s%s"
            .formatted(
                Word.of(specification.prior()),
                specification.prior() == Specification.Prior.NONPARAMETRIC
                    ? ""
                    : ", stop " + Word.of(specification.stopRule()),
                specification.robust() ? ", robust" : "",
                specification.meanOnly() ? ", mean-only" : "",
                specification.referenceSite() == null
                    ? ""
                    : ", reference site '" + specification.referenceSite() + "'"));
  }
}
