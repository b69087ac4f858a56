package org.chorale.cli;

import java.util.Set;
import java.util.TreeSet;
import org.chorale.model.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with an option, in one line with the nearest that exists. */
final class OptionComplaint {
  private OptionComplaint() {}

  static String of(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    String help = "; see 'chorale %s--help'".formatted(prefix(command));
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      boolean option = word.startsWith("-");
      String name = option && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      Set<String> known = new TreeSet<>();
      if (option) {
        command.getCommandSpec().options().forEach(o -> known.add(o.longestName()));
      } else {
        known.addAll(command.getSubcommands().keySet());
      }
      String near = Nearest.to(name, known);
      return "unknown %s '%s'%s%s"
          .formatted(
              option ? "option" : "argument",
              name,
              near == null ? "" : "; did you mean '" + near + "'?",
              help);
    }
    return failure.getMessage() + help;
  }

  private static String prefix(CommandLine command) {
    return command.getParent() == null ? "" : command.getCommandName() + " ";
  }
}
