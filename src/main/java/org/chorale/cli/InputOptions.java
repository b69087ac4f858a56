package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.job.HarmonisationRequest;
import org.chorale.model.InvalidInputException;
import org.chorale.model.NameList;
import org.chorale.model.Specification;
import picocli.CommandLine.Option;

/** The tables or the matrix of a fit, and the roles of their columns. */
final class InputOptions {
  @Option(
      names = "--input",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Tables: CSV, TSV or Parquet, one row per scan; several are joined by id, columns side by"
              + " side. Or a feature matrix ('chorale import').")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--scans",
      paramLabel = "FILE",
      description = "The scan table when it is apart (BIDS participants.tsv), joined by id.")
  private String scans;

  @Option(names = "--id", paramLabel = "COL", description = "Column that names a scan.")
  private String id;

  @Option(
      names = {"--site", "--batch"},
      paramLabel = "COL[+COL...]",
      description = "Column that names the site; several make a joint site.")
  private String site;

  @Option(
      names = "--features",
      paramLabel = "GLOBS",
      description = "Features. Default: every numeric column without another role.")
  private String features;

  @Option(names = "--exclude", paramLabel = "GLOBS", description = "Columns that are no features.")
  private String exclude;

  /** A feature matrix knows what names its scans, and its sites. */
  void takeColumnsOfMatrix(Configuration hadoop) {
    if (inputs.size() != 1 || (id != null && site != null)) {
      return;
    }
    FeatureMatrix matrix = MatrixJson.find(hadoop, new Path(inputs.get(0)));
    if (matrix == null) {
      return;
    }
    id = id == null ? matrix.idColumn() : id;
    if (site == null) {
      site =
          String.join(
              "+",
              matrix.siteColumns().stream()
                  .map(column -> NameList.quoteIfNeeded(column, '+'))
                  .toList());
    }
  }

  /** What must be given and isn't, as options. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    if (inputs.isEmpty()) {
      missing.add("--input FILE");
    }
    if (id == null) {
      missing.add("--id COL");
    }
    if (site == null || site.isBlank()) {
      missing.add("--site COL");
    }
    return missing;
  }

  /** Refuses a command that lacks options. */
  static void refuse(String command, List<String> missing) {
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "not given: %s; see 'chorale %s --help' for an example"
              .formatted(String.join(", ", missing), command));
    }
  }

  /** Columns that name the site. */
  List<String> site() {
    return names(site, '+');
  }

  List<String> inputs() {
    return inputs;
  }

  String scans() {
    return scans;
  }

  /** What is read, for a model. */
  HarmonisationRequest.Builder request(Specification specification) {
    return HarmonisationRequest.builder(specification)
        .inputs(inputs)
        .scans(scans)
        .id(id)
        .features(names(features, ','))
        .exclude(names(exclude, ','));
  }

  private static List<String> names(String list, char separator) {
    return list == null || list.isBlank() ? List.of() : NameList.parse(list, separator);
  }
}
