package org.chorale.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which columns are features: globs to take and globs to leave. Immutable. */
public final class FeatureSelection {
  private static final Set<String> COVARIATE_NAMES =
      Set.of(
          "age",
          "sex",
          "gender",
          "icv",
          "etiv",
          "tiv",
          "estimatedtotalintracranialvol",
          "site",
          "scanner",
          "batch",
          "diagnosis",
          "dx",
          "group",
          "handedness",
          "iq",
          "bmi",
          "education",
          "session",
          "visit",
          "timepoint",
          "subject",
          "euler_number");

  private static final FeatureSelection NONE = new FeatureSelection(List.of(), List.of());

  private final List<String> include;
  private final List<String> exclude;
  private final boolean exactly;

  /**
   * A selection.
   *
   * @param include globs or names; empty: every numeric column without another role
   * @param exclude globs or names that are not features
   */
  public FeatureSelection(List<String> include, List<String> exclude) {
    this(include, exclude, false);
  }

  private FeatureSelection(List<String> include, List<String> exclude, boolean exactly) {
    this.include = List.copyOf(include);
    this.exclude = List.copyOf(exclude);
    this.exactly = exactly;
  }

  /** The features of a model: these columns, all of them and in this order. */
  public static FeatureSelection exactly(List<String> names) {
    return new FeatureSelection(names, List.of(), true);
  }

  /** Whether the order of the names counts, not that of the columns. */
  public boolean isExact() {
    return exactly;
  }

  /** No column at all: of a scan table. */
  public static FeatureSelection none() {
    return NONE;
  }

  /** Globs to take; empty for every numeric column. */
  public List<String> include() {
    return include;
  }

  /** Globs to leave. */
  public List<String> exclude() {
    return exclude;
  }

  /** Whether features are every numeric column that has no other role. */
  public boolean isByDefault() {
    return include.isEmpty() && this != NONE;
  }

  /**
   * Selects among columns, in their order.
   *
   * @param columns without those that have another role
   * @param numeric whether a column holds numbers; asked only when features are chosen by default
   * @throws InvalidInputException if a glob matches nothing or nothing is left
   */
  public List<String> select(List<String> columns, Predicate<String> numeric) {
    if (this == NONE) {
      return List.of();
    }
    if (exactly) {
      return allOf(columns);
    }
    Set<String> excluded = matching(exclude, columns, "--exclude");
    List<String> selected = new ArrayList<>();
    if (isByDefault()) {
      columns.stream().filter(numeric).forEach(selected::add);
    } else {
      Set<String> included = matching(include, columns, "--features");
      columns.stream().filter(included::contains).forEach(selected::add);
    }
    selected.removeAll(excluded);
    if (selected.isEmpty()) {
      throw new InvalidInputException(
          "no feature is left: "
              + (isByDefault()
                  ? "no numeric column without another role; name features with --features"
                  : "--exclude takes all that --features names"));
    }
    return selected;
  }

  private List<String> allOf(List<String> columns) {
    Set<String> there = new HashSet<>(columns);
    List<String> missing = include.stream().filter(name -> !there.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new InvalidInputException(
          "%s of the model %s in no column of the input: %s%s"
              .formatted(
                  ScanTable.counted(missing.size(), "feature"),
                  missing.size() == 1 ? "is" : "are",
                  Nearest.listed(missing),
                  Nearest.hint(missing.get(0), columns)));
    }
    return include;
  }

  /** Features chosen by default whose names are those of covariates: probably forgotten ones. */
  public static List<String> likelyCovariates(List<String> features) {
    return features.stream()
        .filter(name -> COVARIATE_NAMES.contains(name.toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static Set<String> matching(List<String> globs, List<String> columns, String option) {
    Set<String> matching = new LinkedHashSet<>();
    Set<String> names = new HashSet<>(columns);
    for (String glob : globs) {
      // A column may be called what looks like a glob.
      if (names.contains(glob)) {
        matching.add(glob);
        continue;
      }
      Pattern pattern = NameList.glob(glob);
      List<String> matched =
          columns.stream().filter(column -> pattern.matcher(column).matches()).toList();
      if (matched.isEmpty()) {
        throw new InvalidInputException(
            "%s '%s' matches no column without another role%s"
                .formatted(option, glob, Nearest.hint(glob, columns)));
      }
      matching.addAll(matched);
    }
    return matching;
  }
}
