package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The list of options in the help of a command that has many: its own first, then those of every
 * mixin below the mixin's name, where that is a heading.
 */
final class OptionGroups implements IHelpSectionRenderer {
  @Override
  public String render(Help help) {
    CommandSpec command = help.commandSpec();
    List<OptionSpec> own = new ArrayList<>(command.options());
    StringBuilder groups = new StringBuilder();
    for (Map.Entry<String, CommandSpec> mixin : command.mixins().entrySet()) {
      if (mixin.getKey().endsWith(":")) {
        List<OptionSpec> options =
            command.options().stream()
                .filter(option -> mixin.getValue().findOption(option.longestName()) != null)
                .toList();
        own.removeAll(options);
        groups.append("%n%s%n%n".formatted(mixin.getKey()));
        groups.append(help.optionListExcludingGroups(options));
      }
    }
    return help.optionListExcludingGroups(own) + groups;
  }
}
