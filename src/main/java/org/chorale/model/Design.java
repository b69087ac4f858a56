package org.chorale.model;

import java.util.ArrayList;
import java.util.List;

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
   * Learns levels, centres and scales from the scans that take part.
   *
   * @throws InvalidInputException if a cell of a continuous covariate isn't a number
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
        if (term.kind() == Term.Kind.CONTINUOUS
            && !Double.isFinite(Coding.Continuous.number(text))) {
          notNumbers.add(
              "%s: '%s' of scan %s".formatted(scans.where(term.name(), s), text, scans.id(s)));
        }
      }
      if (!notNumbers.isEmpty()) {
        throw new InvalidInputException(
            "continuous covariate '%s' is not a number in %s: %s\nCorrect them, or declare it with --categorical."
                .formatted(
                    term.name(),
                    ScanTable.counted(notNumbers.size(), "scan"),
                    ScanTable.firstOf(notNumbers)));
      }
      codings.add(
          term.kind() == Term.Kind.CONTINUOUS
              ? Coding.Continuous.learn(
                  term.name(), texts.stream().mapToDouble(Coding.Continuous::number).toArray())
              : Coding.Categorical.learn(term.name(), texts));
    }
    return new Design(codings);
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
      if (coding instanceof Coding.Continuous continuous) {
        own[at] /= continuous.scale();
      }
      at += coding.columns().size();
    }
    return own;
  }

  /** What an intercept loses when continuous covariates are no longer centred: Σ centre·β. */
  public double centring(double[] ownBeta) {
    double sum = 0;
    int at = 0;
    for (Coding coding : codings) {
      if (coding instanceof Coding.Continuous continuous) {
        sum += continuous.centre() * ownBeta[at];
      }
      at += coding.columns().size();
    }
    return sum;
  }
}
