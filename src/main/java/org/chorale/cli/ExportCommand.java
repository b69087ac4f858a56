package org.chorale.cli;

import picocli.CommandLine.Command;

/** {@code chorale export}: what a feature matrix becomes. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "KIND",
    description = "Writes a feature matrix, or the harmonised one of a run, in other forms.",
    subcommands = {ExportTableCommand.class, ExportNiftiCommand.class, ExportMapsCommand.class})
final class ExportCommand {}
