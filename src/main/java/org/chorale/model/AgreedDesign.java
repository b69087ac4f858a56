package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A design that people agreed on, made without a scan. */
public final class AgreedDesign {
  /** Values that stand for a covariate between its bounds: knots are evenly spread. */
  private static final int GRID = 1001;

  private AgreedDesign() {}

  /**
   * Codes covariates.
   *
   * @param terms the covariates
   * @param levels of every categorical covariate, the baseline first
   * @param typical mean and standard deviation of a continuous covariate, about; 0 and 1 where not
   *     given. Harmonised values don't depend on them
   * @throws InvalidInputException if levels or bounds lack, or are given of what is no covariate
   */
  public static Design of(
      List<Term> terms, Map<String, List<String>> levels, Map<String, double[]> typical) {
    List<Coding> codings = new ArrayList<>();
    for (Term term : terms) {
      codings.add(
          switch (term.kind()) {
            case CATEGORICAL -> categorical(term.name(), levels.get(term.name()));
            case CONTINUOUS -> continuous(term.name(), typical.get(term.name()));
            case SMOOTH -> smooth(term);
          });
    }
    refuseOthers("--levels", Term.Kind.CATEGORICAL, terms, levels.keySet());
    refuseOthers("--typical", Term.Kind.CONTINUOUS, terms, typical.keySet());
    return new Design(codings);
  }

  /** The same design without what the scans of a fit told of single persons: their extremes. */
  public static Design withoutRanges(Design design) {
    List<Coding> codings = new ArrayList<>();
    for (Coding coding : design.codings()) {
      if (coding instanceof Coding.Continuous linear) {
        codings.add(
            new Coding.Continuous(
                linear.name(), linear.centre(), linear.scale(), Double.NaN, Double.NaN));
      } else if (coding instanceof SmoothCoding smooth) {
        codings.add(
            new SmoothCoding(
                smooth.name(),
                smooth.basis(),
                smooth.centre(),
                smooth.scale(),
                smooth.basis().lower(),
                smooth.basis().upper()));
      } else {
        codings.add(coding);
      }
    }
    return new Design(codings);
  }

  private static Coding categorical(String name, List<String> levels) {
    if (levels == null || levels.size() < 2 || Set.copyOf(levels).size() < levels.size()) {
      throw new InvalidInputException(
          "categorical covariate '%s' needs its levels, each once and at least two, the baseline first: --levels \"%1$s=A,B\""
              .formatted(name));
    }
    return new Coding.Categorical(name, levels);
  }

  private static Coding continuous(String name, double[] typical) {
    double centre = typical == null ? 0 : typical[0];
    double scale = typical == null ? 1 : typical[1];
    if (!Double.isFinite(centre) || !(scale > 0) || !Double.isFinite(scale)) {
      throw new InvalidInputException(
          "--typical of '%s' is %s and %s; write its mean and standard deviation, as %1$s=45,20"
              .formatted(name, centre, scale));
    }
    return new Coding.Continuous(name, centre, scale, Double.NaN, Double.NaN);
  }

  private static Coding smooth(Term term) {
    if (!term.smooth().bounded()) {
      throw new InvalidInputException(
          "smooth covariate '%s' needs bounds that hold at every site: --smooth \"%1$s:bounds=5..95\""
              .formatted(term.name()));
    }
    double lower = term.smooth().lower();
    double width = term.smooth().upper() - lower;
    double[] values = new double[GRID];
    Arrays.setAll(values, i -> lower + width * i / (GRID - 1));
    values[GRID - 1] = term.smooth().upper();
    return SmoothCoding.learn(term, values);
  }

  private static void refuseOthers(
      String option, Term.Kind kind, List<Term> terms, Set<String> named) {
    List<String> known =
        terms.stream().filter(term -> term.kind() == kind).map(Term::name).toList();
    for (String name : new TreeSet<>(named)) {
      if (!known.contains(name)) {
        throw new InvalidInputException(
            "%s names '%s', which is no %s covariate%s"
                .formatted(option, name, Word.of(kind), Nearest.hint(name, known)));
      }
    }
  }
}
