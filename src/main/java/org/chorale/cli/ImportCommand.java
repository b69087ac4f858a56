package org.chorale.cli;

import picocli.CommandLine.Command;

/** {@code chorale import}: what becomes a feature matrix. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "KIND",
    description =
        "Makes a feature matrix, partitioned by site, for 'harmonise': values are sorted once, then"
            + " read in runs of a site and a block of features, whatever their number.",
    subcommands = {ImportNiftiCommand.class, ImportTableCommand.class})
final class ImportCommand {}
