package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.chorale.stats.penalty.PenalisedSpan;
import org.chorale.stats.penalty.Penalty;
import org.chorale.stats.penalty.Smoothing;

/**
 * The covariate columns of the model, derived from the scan table by declared terms. No intercept
 * and no site columns: those are implied. Immutable.
 */
public final class Design {
  private final List<Coding> codings;
  private final List<String> columns;

  /** A design that was learnt before. */
  public Design(List<Coding> codings) {
    this.codings = List.copyOf(codings);
    List<String> names = new ArrayList<>();
    codings.forEach(coding -> names.addAll(coding.columns()));
    this.columns = List.copyOf(names);
  }

  /**
   * Learns levels, centres, scales and splines from the scans that take part.
   *
   * @throws InvalidInputException if a cell of a continuous or smooth covariate isn't a number, or
   *     a smooth one can't make its spline
   */
  public static Design learn(List<Term> terms, ScanTable scans, Cohort cohort) {
    List<Coding> codings = new ArrayList<>();
    for (Term term : terms) {
      List<String> texts = new ArrayList<>();
      List<String> notNumbers = new ArrayList<>();
      for (int s = 0; s < scans.size(); s++) {
        if (cohort.site(s) == Cohort.OUT) {
          continue;
        }
        String text = scans.text(term.name(), s);
        texts.add(text);
        if (term.kind() != Term.Kind.CATEGORICAL
            && !Double.isFinite(Coding.Continuous.number(text))) {
          notNumbers.add(
              "%s: '%s' of scan %s".formatted(scans.where(term.name(), s), text, scans.id(s)));
        }
      }
      if (!notNumbers.isEmpty()) {
        throw new InvalidInputException(
            "%s covariate '%s' is not a number in %s: %s\nCorrect them, or declare it with --categorical."
                .formatted(
                    Word.of(term.kind()),
                    term.name(),
                    ScanTable.counted(notNumbers.size(), "scan"),
                    ScanTable.firstOf(notNumbers)));
      }
      codings.add(learn(term, texts));
    }
    return new Design(codings);
  }

  private static Coding learn(Term term, List<String> texts) {
    if (term.kind() == Term.Kind.CATEGORICAL) {
      return Coding.Categorical.learn(term.name(), texts);
    }
    double[] values = texts.stream().mapToDouble(Coding.Continuous::number).toArray();
    return term.kind() == Term.Kind.SMOOTH
        ? SmoothCoding.learn(term, values)
        : Coding.Continuous.learn(term.name(), values);
  }

  /** Codings by term. */
  public List<Coding> codings() {
    return codings;
  }

  /** Names of the P columns. */
  public List<String> columns() {
    return columns;
  }

  /** P. */
  public int columnCount() {
    return columns.size();
  }

  /**
   * The design with the levels of categorical covariates that it lacks and scans have; new ones
   * come last, in order.
   *
   * @param levels of a covariate among the scans
   */
  public Design widened(Function<String, Set<String>> levels) {
    List<Coding> wider = new ArrayList<>();
    for (Coding coding : codings) {
      if (coding instanceof Coding.Categorical categorical) {
        List<String> all = new ArrayList<>(categorical.levels());
        new TreeSet<>(levels.apply(coding.name()))
            .stream().filter(level -> !all.contains(level)).forEach(all::add);
        wider.add(new Coding.Categorical(coding.name(), all));
      } else {
        wider.add(coding);
      }
    }
    return new Design(wider);
  }

  /**
   * Where the columns of a narrower design lie in this one.
   *
   * @throws IllegalArgumentException if it isn't a narrower one
   */
  public int[] placesOf(Design narrower) {
    int[] places = narrower.columns().stream().mapToInt(columns::indexOf).toArray();
    if (Arrays.stream(places).anyMatch(place -> place < 0)) {
      throw new IllegalArgumentException(narrower.columns() + " are not all among " + columns);
    }
    return places;
  }

  /** The coding a column belongs to. */
  Coding codingOf(int column) {
    int from = 0;
    for (Coding coding : codings) {
      from += coding.columns().size();
      if (column < from) {
        return coding;
      }
    }
    throw new IndexOutOfBoundsException(column);
  }

  /** The level an indicator column stands for. */
  String levelOf(int column) {
    Coding.Categorical coding = (Coding.Categorical) codingOf(column);
    return coding.levels().get(1 + coding.columns().indexOf(columns.get(column)));
  }

  /**
   * Codes all scans of the cohort.
   *
   * @return z, {@code [scan*P + p]}; zeros for scans that are left out
   */
  public double[] rows(ScanTable scans, Cohort cohort) {
    double[] z = new double[scans.size() * columnCount()];
    for (int s = 0; s < scans.size(); s++) {
      if (cohort.site(s) != Cohort.OUT) {
        int at = s * columnCount();
        for (Coding coding : codings) {
          if (!coding.code(scans.text(coding.name(), s), z, at)) {
            throw new IllegalStateException("design was not learnt from these scans");
          }
          at += coding.columns().size();
        }
      }
    }
    return z;
  }

  /**
   * Effects in the covariates' own units from coded ones.
   *
   * @param beta coded effects, length P
   * @return effects per unit of the covariate, length P
   */
  public double[] inOwnUnits(double[] beta) {
    double[] own = beta.clone();
    int at = 0;
    for (Coding coding : codings) {
      for (int k = 0; k < coding.columns().size(); k++) {
        own[at++] /= coding.scale(k);
      }
    }
    return own;
  }

  /** What an intercept loses when columns are no longer centred: Σ centre·β. */
  public double centring(double[] ownBeta) {
    double sum = 0;
    int at = 0;
    for (Coding coding : codings) {
      for (int k = 0; k < coding.columns().size(); k++) {
        sum += coding.centre(k) * ownBeta[at++];
      }
    }
    return sum;
  }

  /** Names of the penalised smooth covariates, in the order of their columns. */
  public List<String> penalised() {
    return codings.stream().filter(Design::isPenalised).map(Coding::name).toList();
  }

  /**
   * The penalties of smooth covariates.
   *
   * @param smoothing by name of the covariate: where its λ comes from
   */
  public Penalty penalty(Function<String, Smoothing> smoothing) {
    List<PenalisedSpan> spans = new ArrayList<>();
    int at = 0;
    for (Coding coding : codings) {
      if (coding instanceof SmoothCoding smooth && isPenalised(coding)) {
        spans.add(
            new PenalisedSpan(
                at, smooth.penalty(), smooth.penaltyRank(), smoothing.apply(coding.name())));
      }
      at += coding.columns().size();
    }
    return new Penalty(spans);
  }

  private static boolean isPenalised(Coding coding) {
    return coding instanceof SmoothCoding smooth && smooth.basis().kind().penalised();
  }
}
