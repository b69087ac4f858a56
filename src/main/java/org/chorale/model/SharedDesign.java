package org.chorale.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * What sites of a federation agree on before any of them sums: columns of the scan table, coding of
 * the covariates, features, and the choices of the fit. Nothing of a scan. Immutable.
 *
 * @param specification what will be fitted
 * @param idColumn column that names a scan
 * @param design coding of the covariates
 * @param features names in order; empty: whatever features the first site has
 * @param units as free text, {@code thickness_*=mm}
 */
public record SharedDesign(
    Specification specification,
    String idColumn,
    Design design,
    List<String> features,
    List<String> units) {

  /**
   * Checks that moments are enough for what is asked for.
   *
   * @throws InvalidInputException if they aren't
   */
  public SharedDesign {
    features = List.copyOf(features);
    units = List.copyOf(units);
    if (specification.robust()) {
      throw new InvalidInputException(
          "--robust needs values, and a federation shares moments only; leave it out");
    }
    if (!specification.thenColumns().isEmpty()) {
      throw new InvalidInputException(
          "--then needs moments of every pair of batch variables, small groups; a federation has one batch variable");
    }
    for (Term term : specification.terms()) {
      Lambda lambda = term.smooth() == null ? null : term.smooth().lambda();
      if (lambda != null && lambda.choice() == Lambda.Choice.FILE) {
        throw new InvalidInputException(
            "smooth covariate '%s': lambda from a file doesn't travel in a design; choose reml, gcv or a number"
                .formatted(term.name()));
      }
    }
  }

  /** A model of this design that has no site yet. */
  public Model model() {
    return new Model(null, null, specification, idColumn, design, List.of(), 0, 0, 1);
  }

  /**
   * Refuses levels that nobody agreed on.
   *
   * @param taken whether a scan is meant
   * @throws InvalidInputException naming the covariate, the level and the first scans
   */
  public void refuseOtherLevels(ScanTable scans, IntPredicate taken) {
    for (Coding coding : design.codings()) {
      if (!(coding instanceof Coding.Categorical categorical)) {
        continue;
      }
      Map<String, List<String>> others = new TreeMap<>();
      for (int s = 0; s < scans.size(); s++) {
        String level = taken.test(s) ? scans.text(coding.name(), s) : null;
        if (level != null && !categorical.levels().contains(level)) {
          others.computeIfAbsent(level, l -> new ArrayList<>()).add(scans.id(s));
        }
      }
      if (!others.isEmpty()) {
        String level = others.keySet().iterator().next();
        throw new InvalidInputException(
            "%s: the design has no level '%s' of '%s' (it has %s); correct it, or ask the centre for a design that has it (%s)"
                .formatted(
                    ScanTable.counted(others.get(level).size(), "scan"),
                    level,
                    coding.name(),
                    Nearest.listed(categorical.levels()),
                    ScanTable.firstOf(others.get(level))));
      }
    }
  }

  /**
   * The first difference to another design, as the end of a sentence, or null if moments of both
   * can be merged.
   */
  public String differenceTo(SharedDesign other) {
    List<String> own = names(design);
    List<String> others = names(other.design);
    if (!own.equals(others)) {
      return "covariates are %s and %s".formatted(own, others);
    }
    for (int i = 0; i < design.codings().size(); i++) {
      Coding a = design.codings().get(i);
      Coding b = other.design.codings().get(i);
      if (!a.equals(b)) {
        return difference(a, b);
      }
    }
    if (!features.equals(other.features)) {
      return "the features they name are " + firstOther(features, other.features);
    }
    if (!units.equals(other.units)) {
      return "units of features are %s and %s".formatted(units, other.units);
    }
    return choices().equals(other.choices())
        ? null
        : "choices are %s and %s".formatted(choices(), other.choices());
  }

  private static List<String> names(Design design) {
    return design.codings().stream().map(Coding::name).toList();
  }

  private static String difference(Coding a, Coding b) {
    if (a instanceof Coding.Categorical one && b instanceof Coding.Categorical two) {
      return "levels of '%s' are %s and %s".formatted(a.name(), one.levels(), two.levels());
    }
    if (a instanceof SmoothCoding one && b instanceof SmoothCoding two) {
      return one.basis().equals(two.basis())
          ? "centres or scales of the spline of '%s' differ".formatted(a.name())
          : "knots of '%s' are those of a %s and of a %s"
              .formatted(a.name(), one.basis(), two.basis());
    }
    if (a instanceof Coding.Continuous one && b instanceof Coding.Continuous two) {
      return "'%s' is coded by centre %s and scale %s, and by %s and %s"
          .formatted(a.name(), one.centre(), one.scale(), two.centre(), two.scale());
    }
    return "'%s' is of another kind".formatted(a.name());
  }

  private static String firstOther(List<String> a, List<String> b) {
    for (int v = 0; v < Math.min(a.size(), b.size()); v++) {
      if (!a.get(v).equals(b.get(v))) {
        return "'%s' and '%s', at place %d".formatted(a.get(v), b.get(v), v + 1);
      }
    }
    return "%d and %d".formatted(a.size(), b.size());
  }

  /** What else the fit depends on, as words. */
  private List<String> choices() {
    List<String> choices = new ArrayList<>();
    choices.add("site " + String.join("+", specification.siteColumns()));
    choices.add("method " + Word.of(specification.method()));
    choices.add("compat " + Word.of(specification.compat()));
    choices.add("prior " + Word.of(specification.prior()));
    choices.add("eb-stop " + Word.of(specification.stopRule()));
    choices.add("mean-only " + specification.meanOnly());
    choices.add("reference site " + Objects.toString(specification.referenceSite(), "none"));
    choices.add("min-scans " + specification.minScans());
    choices.add("small-site " + Word.of(specification.smallSite()));
    choices.add("domains " + specification.domains().rules());
    specification.terms().stream()
        .filter(term -> term.smooth() != null)
        .map(SmoothOption::format)
        .forEach(choices::add);
    return choices;
  }
}
