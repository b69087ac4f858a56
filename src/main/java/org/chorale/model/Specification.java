package org.chorale.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.chorale.stats.bayes.StopRule;

/** What model to fit: site columns, covariates to keep and the choices of the method. Immutable. */
public final class Specification {
  /** Fewest scans of a site whose scale is estimated, unless the user says otherwise. */
  public static final int DEFAULT_MIN_SCANS = 2;

  /** Which prior the site effects have. */
  public enum Prior {
    /** Normal location, inverse gamma scale. */
    PARAMETRIC,
    /** The estimates of the site's other features. */
    NONPARAMETRIC,
    /** None: raw estimates are used. */
    NONE
  }

  /** What becomes of a site with fewer scans than wanted. */
  public enum SmallSite {
    /** Its location is removed, its scale is not touched. */
    MEAN_ONLY,
    /** Its scans are left out. */
    EXCLUDE,
    /** The run is refused. */
    FAIL,
    /** Location only is removed, at every site of the run. */
    ALL_MEAN_ONLY
  }

  private final List<String> siteColumns;
  private final List<List<String>> thenColumns;
  private final List<Term> terms;
  private final Method method;
  private final Compat compat;
  private final Prior prior;
  private final boolean robust;
  private final boolean meanOnly;
  private final String referenceSite;
  private final StopRule stopRule;
  private final int minScans;
  private final SmallSite smallSite;
  private final boolean dropIncomplete;
  private final Domains domains;
  private final String foldColumn;

  private Specification(Builder builder) {
    siteColumns = List.copyOf(builder.siteColumns);
    thenColumns = List.copyOf(builder.thenColumns);
    terms = List.copyOf(builder.terms);
    method = builder.method;
    compat = builder.compat;
    prior = builder.resolvedPrior();
    robust = builder.robust;
    meanOnly = builder.meanOnly;
    referenceSite = builder.referenceSite;
    stopRule = builder.stopRule == null ? compat.stopRule() : builder.stopRule;
    minScans = builder.minScans;
    smallSite = builder.smallSite == null ? compat.smallSite(meanOnly) : builder.smallSite;
    dropIncomplete = builder.dropIncomplete;
    domains = builder.domains;
    foldColumn = builder.foldColumn;
  }

  private Specification(
      Specification all,
      List<String> siteColumns,
      List<List<String>> thenColumns,
      boolean dropIncomplete,
      Domains domains) {
    this.siteColumns = siteColumns;
    this.thenColumns = List.copyOf(thenColumns);
    terms = all.terms;
    method = all.method;
    compat = all.compat;
    prior = all.prior;
    robust = all.robust;
    meanOnly = all.meanOnly;
    referenceSite = all.referenceSite;
    stopRule = all.stopRule;
    minScans = all.minScans;
    smallSite = all.smallSite;
    this.dropIncomplete = dropIncomplete;
    this.domains = domains;
    // A part of a run is one fit.
    foldColumn = null;
  }

  /** Begins a specification with ComBat's defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Columns that together name the site of a scan. */
  public List<String> siteColumns() {
    return siteColumns;
  }

  /**
   * Further batch variables, in the order in which their effects are removed from what the ones
   * before left; each of one column or several.
   */
  public List<List<String>> thenColumns() {
    return thenColumns;
  }

  /**
   * Column that names the fold of a scan, or null: a model is then fitted without each fold, and
   * scans are harmonised by the one that has not seen them.
   */
  public String foldColumn() {
    return foldColumn;
  }

  /** One for each batch variable, the same but for the columns that name the site. */
  public List<Specification> steps() {
    List<Specification> steps = new ArrayList<>();
    steps.add(new Specification(this, siteColumns, List.of(), dropIncomplete, domains));
    thenColumns.forEach(
        columns -> steps.add(new Specification(this, columns, List.of(), dropIncomplete, domains)));
    return steps;
  }

  /** The same for the scans to which a model is applied. */
  public Specification forNewScans(boolean dropIncompleteOnes) {
    // What leaves a domain is counted where a model is fitted.
    return new Specification(
        this,
        siteColumns,
        thenColumns,
        dropIncompleteOnes,
        domains.transforms() ? domains : Domains.none());
  }

  /** The same for all scans of a fit, from which everything is learnt anew. */
  public Specification forAllScans(boolean dropIncompleteOnes) {
    return new Specification(this, siteColumns, thenColumns, dropIncompleteOnes, domains);
  }

  /** The same with further batch variables. */
  public Specification followedBy(List<List<String>> columns) {
    return new Specification(this, siteColumns, columns, dropIncomplete, domains);
  }

  /** Covariates to keep. */
  public List<Term> terms() {
    return terms;
  }

  /** How a site's effect is estimated. */
  public Method method() {
    return method;
  }

  /** The tool whose numbers are to be reproduced. */
  public Compat compat() {
    return compat;
  }

  /** The prior. */
  public Prior prior() {
    return prior;
  }

  /**
   * Whether location and scale of sites are median and biweight midvariance. They are no function
   * of site moments: the values are needed to estimate them.
   */
  public boolean robust() {
    return robust;
  }

  /** Whether location only is removed at every site. */
  public boolean meanOnly() {
    return meanOnly;
  }

  /** Label of the site that stays as it is, or null. */
  public String referenceSite() {
    return referenceSite;
  }

  /** When the posterior's iteration ends. */
  public StopRule stopRule() {
    return stopRule;
  }

  /** Fewest scans of a site whose scale is estimated. */
  public int minScans() {
    return minScans;
  }

  /** What becomes of smaller sites. */
  public SmallSite smallSite() {
    return smallSite;
  }

  /** Whether scans without site or covariate are left out. */
  public boolean dropIncomplete() {
    return dropIncomplete;
  }

  /** Which features have bounds, and are harmonised inside them or checked. */
  public Domains domains() {
    return domains;
  }

  /** Collects a specification. */
  public static final class Builder {
    private final List<String> siteColumns = new ArrayList<>();
    private final List<List<String>> thenColumns = new ArrayList<>();
    private final List<Term> terms = new ArrayList<>();
    private Method method = Method.COMBAT;
    private Compat compat = Compat.NONE;
    private Prior prior;
    private boolean robust;
    private boolean meanOnly;
    private String referenceSite;
    private String foldColumn;
    private StopRule stopRule;
    private int minScans = DEFAULT_MIN_SCANS;
    private SmallSite smallSite;
    private boolean dropIncomplete;
    private Domains domains = Domains.none();

    private Builder() {}

    /** The columns that name the site. */
    public Builder site(List<String> columns) {
      siteColumns.addAll(columns);
      return this;
    }

    /** The columns that name the site. */
    public Builder site(String... columns) {
      return site(List.of(columns));
    }

    /** Adds a batch variable, whose effect is removed from what the ones before it left. */
    public Builder then(List<String> columns) {
      thenColumns.add(List.copyOf(columns));
      return this;
    }

    /** Adds a batch variable, whose effect is removed from what the ones before it left. */
    public Builder then(String... columns) {
      return then(List.of(columns));
    }

    /** Fits a model without each fold; null for one of all scans. */
    public Builder foldColumn(String column) {
      foldColumn = column;
      return this;
    }

    /** Adds linear covariates. */
    public Builder continuous(List<String> names) {
      names.forEach(name -> terms.add(Term.continuous(name)));
      return this;
    }

    /** Adds linear covariates. */
    public Builder continuous(String... names) {
      return continuous(List.of(names));
    }

    /** Adds covariates with levels. */
    public Builder categorical(List<String> names) {
      names.forEach(name -> terms.add(Term.categorical(name)));
      return this;
    }

    /** Adds covariates with levels. */
    public Builder categorical(String... names) {
      return categorical(List.of(names));
    }

    /**
     * Adds covariates with smooth effects.
     *
     * @param smooths made by {@link Term#smooth(String, Smooth)} or {@link SmoothOption#parse}
     */
    public Builder smooth(Term... smooths) {
      terms.addAll(List.of(smooths));
      return this;
    }

    /** Chooses how a site's effect is estimated. */
    public Builder method(Method choice) {
      method = Objects.requireNonNull(choice);
      return this;
    }

    /** Takes the defaults of a tool; other choices win over them. */
    public Builder compat(Compat choice) {
      compat = Objects.requireNonNull(choice);
      return this;
    }

    private Prior resolvedPrior() {
      Prior usual = method == Method.COMBAT ? Prior.PARAMETRIC : Prior.NONE;
      return prior == null ? usual : prior;
    }

    /** Chooses the prior. */
    public Builder prior(Prior choice) {
      prior = Objects.requireNonNull(choice);
      return this;
    }

    /** Estimates location and scale of sites by median and biweight midvariance. */
    public Builder robust(boolean choice) {
      robust = choice;
      return this;
    }

    /** Removes location only, at every site. */
    public Builder meanOnly(boolean choice) {
      meanOnly = choice;
      return this;
    }

    /** Leaves a site as it is and brings the others to it; null for none. */
    public Builder referenceSite(String label) {
      referenceSite = label;
      return this;
    }

    /** Chooses when the iteration ends. */
    public Builder stopRule(StopRule choice) {
      stopRule = Objects.requireNonNull(choice);
      return this;
    }

    /** Fewest scans of a site whose scale is estimated. */
    public Builder minScans(int scans) {
      minScans = scans;
      return this;
    }

    /** What becomes of smaller sites. */
    public Builder smallSite(SmallSite choice) {
      smallSite = Objects.requireNonNull(choice);
      return this;
    }

    /** Leaves scans without site or covariate out instead of refusing them. */
    public Builder dropIncomplete(boolean choice) {
      dropIncomplete = choice;
      return this;
    }

    /** Says which features have bounds. */
    public Builder domains(Domains choice) {
      domains = Objects.requireNonNull(choice);
      return this;
    }

    /**
     * The specification.
     *
     * @throws InvalidInputException if no site column is named, a column has two roles or a number
     *     is out of range
     */
    public Specification build() {
      if (siteColumns.isEmpty()) {
        throw new InvalidInputException("no site column is named; give one with --site");
      }
      if (minScans < 1) {
        throw new InvalidInputException(
            "--min-scans is " + minScans + "; it must be at least 1 (default 2)");
      }
      refuseTwoRoles();
      refuseUnfitForSequence();
      refuseUnfitForFolds();
      long criteria =
          terms.stream()
              .filter(term -> term.smooth() != null && term.smooth().lambda() != null)
              .map(term -> term.smooth().lambda())
              .filter(Lambda::isChosen)
              .distinct()
              .count();
      if (criteria > 1) {
        throw new InvalidInputException(
            "--smooth: lambda is chosen by reml for one covariate and by gcv for another; choose all by one");
      }
      Specification specification = new Specification(this);
      method.check(specification);
      checkRobust();
      return specification;
    }

    private void refuseTwoRoles() {
      List<String> named = new ArrayList<>(siteColumns);
      // A column may be part of two batch variables, of one only once.
      for (List<String> columns : thenColumns) {
        columns.stream().filter(column -> !siteColumns.contains(column)).forEach(named::add);
        if (columns.isEmpty() || columns.stream().distinct().count() < columns.size()) {
          throw new InvalidInputException(
              "--then names no column, or one twice: '%s'".formatted(String.join("+", columns)));
        }
      }
      terms.forEach(term -> named.add(term.name()));
      for (Term term : terms) {
        refuseTwice(term.name(), named);
      }
      siteColumns.forEach(column -> refuseTwice(column, named));
    }

    private static void refuseTwice(String name, List<String> named) {
      if (named.indexOf(name) != named.lastIndexOf(name)) {
        throw new InvalidInputException(
            "column '%s' has two roles among --site, --then, --continuous, --categorical and --smooth; leave one"
                .formatted(name));
      }
    }

    private void refuseUnfitForFolds() {
      if (foldColumn == null) {
        return;
      }
      List<String> named = new ArrayList<>(siteColumns);
      terms.forEach(term -> named.add(term.name()));
      if (named.contains(foldColumn)) {
        throw new InvalidInputException(
            "column '%s' has two roles: that of --fold-column and another; leave one"
                .formatted(foldColumn));
      }
      String other =
          !thenColumns.isEmpty()
              ? "--then"
              : robust ? "--robust" : domains.isCheckOnly() ? "--domain-check" : null;
      if (other != null) {
        throw new InvalidInputException(
            "--fold-column and %s can't go together; harmonise fold by fold with 'chorale fit' and 'chorale apply'"
                .formatted(other));
      }
    }

    private void refuseUnfitForSequence() {
      List<List<String>> variables = new ArrayList<>(thenColumns);
      variables.add(siteColumns);
      for (List<String> columns : thenColumns) {
        if (variables.indexOf(columns) != variables.lastIndexOf(columns)) {
          throw new InvalidInputException(
              "batch variable '%s' is named twice among --site and --then; leave one"
                  .formatted(String.join("+", columns)));
        }
      }
      if (!thenColumns.isEmpty() && referenceSite != null) {
        throw new InvalidInputException(
            "--reference-site is of one batch variable: with --then no scans would stay as they are; leave one of the two out");
      }
      if (!thenColumns.isEmpty() && method.isScore()) {
        throw new InvalidInputException(
            "--method %s leaves nothing for a second batch variable: leave --then out, or use --method residualise or combat"
                .formatted(Word.of(method)));
      }
    }

    /** What takes robust estimates needs the values, not their moments alone. */
    private void checkRobust() {
      if (robust && resolvedPrior() == Prior.NONPARAMETRIC) {
        throw new InvalidInputException(
            "--robust: --prior nonparametric weighs by sums of squares, which are not robust; use --prior parametric or none");
      }
      if (robust && !thenColumns.isEmpty()) {
        throw new InvalidInputException(
            "--robust needs values, and with --then those of a second batch variable are known by their moments only; leave one of the two out");
      }
    }
  }
}
