package org.chorale.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/**
 * The command line taken apart: what follows {@code --} is Spark's, a job file is replaced by the
 * options it stands for, those given on the command line winning.
 */
final class Arguments {
  private final List<String> command;
  private final List<String> spark;

  private Arguments(List<String> command, List<String> spark) {
    this.command = command;
    this.spark = spark;
  }

  static Arguments of(List<String> args, CommandLine root) {
    int end = args.indexOf("--");
    List<String> command = new ArrayList<>(end < 0 ? args : args.subList(0, end));
    List<String> spark = end < 0 ? List.of() : args.subList(end + 1, args.size());
    CommandLine sub = root;
    int words = 0;
    while (words < command.size() && sub.getSubcommands().containsKey(command.get(words))) {
      sub = sub.getSubcommands().get(command.get(words++));
    }
    if (words == 0 || command.size() <= words || !JobFile.isJobFile(command.get(words))) {
      return new Arguments(command, spark);
    }
    JobFile file = JobFile.read(Path.of(command.remove(words)));
    Set<String> given = new HashSet<>();
    for (String arg : command) {
      String name = arg.contains("=") ? arg.substring(0, arg.indexOf('=')) : arg;
      var option = sub.getCommandSpec().findOption(name);
      if (option != null) {
        given.add(option.longestName());
      }
    }
    command.addAll(file.arguments(sub.getCommandSpec(), given));
    return new Arguments(command, spark);
  }

  /** For the command line parser. */
  List<String> command() {
    return command;
  }

  /** For Spark. */
  List<String> spark() {
    return spark;
  }
}
