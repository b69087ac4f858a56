package org.chorale.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.util.ShutdownHookManager;
import org.chorale.io.harmonised.OutputFormat;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.matrix.Element;
import org.chorale.job.export.ImageExportRequest;
import org.chorale.job.simulate.SimulateRequest;
import org.chorale.model.Compat;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Method;
import org.chorale.model.NewScanRules;
import org.chorale.model.Specification;
import org.chorale.stats.bayes.StopRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command {@code chorale}.
 *
 * <p>Exit codes: 0 done, 1 a fault of ours or the cluster's, 2 the user's input or options.
 */
@Command(
    name = "chorale",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Removes the site effect from multi-site MRI features and keeps the biology:",
      "the ComBat family of models on Apache Spark."
    },
    subcommands = {
      HarmoniseCommand.class,
      HarmoniseImagesCommand.class,
      DiagnoseCommand.class,
      FitCommand.class,
      ApplyCommand.class,
      DesignCommand.class,
      MomentsCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      InspectCommand.class,
      SimulateCommand.class
    },
    footer = {
      "",
      "Options for Spark come after '--', e.g.  -- --master yarn --conf spark.executor.memory=4g"
    })
public final class Main {
  /** Done. */
  public static final int DONE = 0;

  /** A fault of ours or the cluster's. */
  public static final int FAULT = 1;

  /** The user's input or options. */
  public static final int INVALID = 2;

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Numbers in messages are for logs and scripts too: the same whatever the user's language.
    Locale.setDefault(Locale.ROOT);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  /**
   * Runs the command.
   *
   * @param out what was asked for
   * @param err progress and complaints
   * @return the exit code
   */
  public static int run(PrintStream out, PrintStream err, String... args) {
    CommandLine root = new CommandLine(new Main());
    root.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    root.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    registerChoice(root, Specification.Prior.class);
    registerChoice(root, Specification.SmallSite.class);
    registerChoice(root, StopRule.class);
    registerChoice(root, TableFormat.class);
    root.registerConverter(OutputFormat.class, new OutputFormatWord());
    registerChoice(root, Element.class);
    registerChoice(root, ImageOptions.Missing.class);
    registerChoice(root, DryRunOption.Extent.class);
    registerChoice(root, ModelTables.Kind.class);
    registerChoice(root, SimulateRequest.Layout.class);
    registerChoice(root, ImageExportRequest.Outside.class);
    registerChoice(root, Method.class);
    registerChoice(root, Compat.class);
    registerChoice(root, ApplyCommand.As.class);
    registerChoice(root, NewScanRules.UnseenSite.class);
    registerChoice(root, NewScanRules.Priors.class);
    registerChoice(root, NewScanRules.UnseenLevel.class);
    registerChoice(root, NewScanRules.OutOfRange.class);
    root.setUsageHelpAutoWidth(true);
    root.getSubcommands()
        .get("harmonise-images")
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionGroups());
    try {
      Arguments arguments = Arguments.of(List.of(args), root);
      Terminal terminal = new Terminal(out, err);
      bindAll(root, terminal, arguments);
      root.setParameterExceptionHandler((failure, given) -> invalid(err, failure));
      root.setExecutionExceptionHandler(
          (failure, command, given) ->
              failed(err, failure, outputOf(given), published(command.getCommand())));
      return root.execute(arguments.command().toArray(new String[0]));
    } catch (InvalidInputException invalid) {
      return failed(err, invalid, null, RunsOnSpark.NOTHING);
    }
  }

  private static <E extends Enum<E>> void registerChoice(CommandLine root, Class<E> type) {
    root.registerConverter(type, new EnumWord<>(type));
  }

  private static void bindAll(CommandLine parent, Terminal terminal, Arguments arguments) {
    for (CommandLine command : parent.getSubcommands().values()) {
      bind(command.getCommand(), terminal, arguments);
      bindAll(command, terminal, arguments);
    }
  }

  private static void bind(Object command, Terminal terminal, Arguments arguments) {
    if (command instanceof RunsOnSpark onSpark) {
      onSpark.bind(terminal, new SparkOptions(arguments.spark()));
    } else if (command instanceof InspectCommand inspect) {
      inspect.bind(terminal);
    } else if (command instanceof DesignCommand design) {
      design.bind(terminal);
    }
  }

  private static int invalid(PrintStream err, ParameterException failure) {
    err.println("chorale: " + OptionComplaint.of(failure));
    return INVALID;
  }

  private static String outputOf(ParseResult given) {
    ParseResult command = given;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    return command.matchedOptionValue("--output", null);
  }

  private static String published(Object command) {
    return command instanceof RunsOnSpark onSpark ? onSpark.published() : RunsOnSpark.NOTHING;
  }

  /** What is wrong with the input, also if a task found it; or null. */
  private static InvalidInputException invalidInput(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidInputException invalid) {
        return invalid;
      }
    }
    return null;
  }

  private static int failed(PrintStream err, Exception failure, String output, String published) {
    InvalidInputException invalid = invalidInput(failure);
    if (invalid != null) {
      err.println("chorale: " + invalid.getMessage().replace("\n", "\n         "));
      return INVALID;
    }
    if (String.valueOf(failure).contains("OutOfMemoryError")) {
      // Spark ends the process by itself then, as if it had been interrupted.
      err.println(
          "chorale: out of memory; %s. Give it more with CHORALE_HEAP, or executors with spark.executor.memory"
              .formatted(published));
      return FAULT;
    }
    if (ShutdownHookManager.get().isShutdownInProgress()) {
      err.println("chorale: interrupted; " + published);
      return FAULT;
    }
    Logger log = LoggerFactory.getLogger(Main.class);
    log.error("the run failed", failure);
    String fullDisk = FullDisk.complaint(failure, output);
    if (fullDisk != null) {
      err.println("chorale: " + fullDisk + "; " + published);
      return FAULT;
    }
    err.println("chorale: the run failed; " + published);
    failure.printStackTrace(err);
    return FAULT;
  }
}
