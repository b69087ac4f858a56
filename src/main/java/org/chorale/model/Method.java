package org.chorale.model;

import java.util.List;
import org.chorale.stats.penalty.Penalty;
import org.chorale.stats.regression.BlockSolver;
import org.chorale.stats.regression.PooledRegression;
import org.chorale.stats.regression.ZScores;

/**
 * How a site's effect is estimated. Every method gives the same kinds of numbers (α, β, σ², γ̂,
 * δ̂), so all that comes after is the same for each.
 */
public enum Method {
  /** Location and scale by site with empirical Bayes (Johnson, Li and Rabinovic 2007). */
  COMBAT,
  /**
   * The site's intercept taken out by least squares, covariates kept: limma's removeBatchEffect
   * (Ritchie and others 2015, Nucleic Acids Research 43:e47). Sites weigh the same in α.
   */
  RESIDUALISE,
  /** (y − mean of the site)/standard deviation of the site. */
  Z_SCORE,
  /** The same, on mean and standard deviation of all scans. */
  Z_SCORE_RESCALED,
  /** (y − mean of the reference site)/its standard deviation. */
  Z_SCORE_REFERENCE;

  /** Whether the values become scores, for which covariates don't count. */
  public boolean isScore() {
    return this == Z_SCORE || this == Z_SCORE_RESCALED || this == Z_SCORE_REFERENCE;
  }

  /** Whether a site needs a scale of its own. */
  boolean needsScaleOfSite() {
    return this == Z_SCORE || this == Z_SCORE_RESCALED;
  }

  /**
   * What solves the blocks.
   *
   * @param reference index of the reference site or {@link PooledRegression#NO_REFERENCE}
   * @param penalty of the design's smooths
   */
  public BlockSolver solver(int reference, Penalty penalty) {
    return switch (this) {
      case COMBAT -> new PooledRegression(reference, penalty);
      case RESIDUALISE -> new PooledRegression(reference, penalty).weighingSitesEqually();
      case Z_SCORE -> ZScores.withinSites();
      case Z_SCORE_RESCALED -> ZScores.rescaled();
      case Z_SCORE_REFERENCE -> ZScores.toReference(reference);
    };
  }

  /**
   * Checks that the other choices make sense with it.
   *
   * @throws InvalidInputException if one doesn't
   */
  void check(Specification specification) {
    if (this == COMBAT) {
      return;
    }
    refuseIf(
        specification.compat() != Compat.NONE,
        "--compat %s is for --method combat".formatted(Word.of(specification.compat())));
    refuseIf(
        specification.robust(),
        "--robust is for --method combat: leave it out, or use that method");
    refuseIf(
        specification.prior() != Specification.Prior.NONE,
        "--prior %s is for --method combat: this method has no empirical Bayes"
            .formatted(Word.of(specification.prior())));
    if (!isScore()) {
      return;
    }
    List<String> kept = specification.terms().stream().map(Term::name).toList();
    refuseIf(
        !kept.isEmpty(),
        "z-scores keep no covariates (%s): leave them out, or use --method residualise or combat"
            .formatted(String.join(", ", kept)));
    refuseIf(specification.meanOnly(), "--mean-only leaves no z-score");
    refuseIf(
        this != Z_SCORE_RESCALED && !specification.domains().isEmpty(),
        "scores are not in the unit of the feature: leave --domain out, or use --method z-score-rescaled, residualise or combat");
    boolean named = specification.referenceSite() != null;
    refuseIf(
        named && this != Z_SCORE_REFERENCE,
        "--reference-site is for scores against that site: use --method z-score-reference");
    refuseIf(
        !named && this == Z_SCORE_REFERENCE,
        "scores against a site need it: name it with --reference-site");
  }

  private void refuseIf(boolean holds, String message) {
    if (holds) {
      throw new InvalidInputException("--method %s: %s".formatted(Word.of(this), message));
    }
  }
}
