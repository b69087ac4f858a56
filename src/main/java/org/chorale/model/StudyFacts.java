package org.chorale.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chorale.stats.penalty.Penalty;
import org.chorale.stats.penalty.Smoothing;

/**
 * What a fit knows of a study beside its values: the choices, the design and the sites.
 *
 * @param specification what is asked for
 * @param design coding of the covariates
 * @param sites by index
 */
public record StudyFacts(Specification specification, Design design, List<Site> sites) {
  /** Copies the list. */
  public StudyFacts {
    sites = List.copyOf(sites);
  }

  /** Index of the reference site, or −1. */
  public int reference() {
    for (int i = 0; i < sites.size(); i++) {
      if (sites.get(i).reason() == Site.Reason.REFERENCE_SITE) {
        return i;
      }
    }
    return -1;
  }

  /** Labels of the sites. */
  public List<String> labels() {
    return sites.stream().map(Site::label).toList();
  }

  /**
   * The penalties of smooth covariates, empty if none is penalised.
   *
   * @param given λ by covariate, for those that have theirs from a file: one per feature of the run
   * @param blocks how the features are cut
   * @throws NullPointerException if one that has its λ from a file isn't given
   */
  public Penalty penalty(Map<String, double[]> given, Blocks blocks) {
    return design.penalty(name -> smoothing(name, given, blocks));
  }

  private Smoothing smoothing(String name, Map<String, double[]> given, Blocks blocks) {
    Term term =
        specification.terms().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    Lambda lambda = term.smooth().lambda();
    return switch (lambda.choice()) {
      case REML -> Smoothing.reml();
      case GCV -> Smoothing.gcv();
      case FIXED -> Smoothing.fixed(lambda.value());
      case FILE ->
          Smoothing.perFeature(byBlock(Objects.requireNonNull(given.get(name), name), blocks));
    };
  }

  private static double[][] byBlock(double[] byFeature, Blocks blocks) {
    double[][] byBlock = new double[blocks.count()][];
    Arrays.setAll(
        byBlock,
        b -> Arrays.copyOfRange(byFeature, blocks.first(b), blocks.first(b) + blocks.size(b)));
    return byBlock;
  }
}
