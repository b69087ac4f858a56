package org.chorale.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.modeldir.LargestEffects;
import org.chorale.io.modeldir.ModelDescription;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.io.modeldir.ModelSteps;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chorale inspect}: a model for people. Needs no Spark. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Shows a model: what it was fitted on and how, priors, effects of covariates and sites.",
    footer = {
      "",
      "Tables: sites (n, method, priors), features (α, σ², β and site intercepts in the covariates'",
      "own units, λ and effective degrees of freedom of smooth ones), effects (γ and δ of every site and feature, raw and posterior).",
      "gamma in standard deviations σ, delta a variance in units of σ².",
      "Fields of --json: docs/model-format.md."
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

  @Option(
      names = "--largest",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "How many of the largest site effects are shown; all estimates are read for them, with 0"
              + " none (${DEFAULT-VALUE}).")
  private int largest;

  @Option(names = "--json", description = "One JSON object instead of tables for people.")
  private boolean json;

  private Terminal terminal;

  void bind(Terminal where) {
    terminal = where;
  }

  @Override
  public Integer call() throws IOException {
    refuseOptions();
    Configuration conf = new Configuration();
    List<Path> steps = ModelSteps.find(conf, new Path(model));
    if (csv && steps.size() > 1) {
      throw new InvalidInputException(
          "%s: %d batch variables have a model each: name one of them, as %s"
              .formatted(model, steps.size(), steps.get(0)));
    }
    if (json) {
      terminal.line(described(conf, steps));
      return Main.DONE;
    }
    for (Path step : steps) {
      if (steps.size() > 1) {
        terminal.line((step.equals(steps.get(0)) ? "" : "\n") + step.getName() + ":");
      }
      show(conf, step);
    }
    return Main.DONE;
  }

  private void refuseOptions() {
    if (largest < 0) {
      throw new InvalidInputException("--largest is %d; it is a count".formatted(largest));
    }
    if (json && (csv || table != null)) {
      throw new InvalidInputException(
          "--json has everything but the tables: leave it out, or %s"
              .formatted(csv ? "--csv" : "--table"));
    }
  }

  private String described(Configuration conf, List<Path> steps) throws IOException {
    List<ModelDescription.Located> located = new ArrayList<>();
    for (Path step : steps) {
      Model facts = ModelJson.read(conf, step);
      located.add(
          new ModelDescription.Located(
              step, facts, LargestEffects.read(conf, step, facts, largest)));
    }
    return ModelDescription.of(conf, located).toPrettyString();
  }

  private void show(Configuration conf, Path step) throws IOException {
    Model facts = ModelJson.read(conf, step);
    ModelOverview overview = new ModelOverview(terminal, facts);
    if (!csv) {
      overview.print();
    }
    boolean everything = !csv && table == null;
    if (everything) {
      overview.printOrigin(
          ModelDescription.origin(conf, step), ModelDescription.runRecord(conf, step, facts.run()));
      overview.printCovariates();
    }
    try (ModelTables tables = new ModelTables(conf, step, facts)) {
      print(tables);
    }
    if (everything && largest > 0) {
      overview.print(LargestEffects.read(conf, step, facts, largest));
    }
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
}
