package org.chorale.model;

import java.util.ArrayList;
import java.util.List;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.moments.ScanMoments;

/**
 * The small facts of a model: what was fitted, to which sites, with which design and priors. What
 * there is per feature lies beside it in blocks.
 *
 * @param run id of the run that made it, or null of one that was made before runs were named
 * @param parent id of the run whose model it continues, or null
 * @param specification what was asked for
 * @param idColumn column that names a scan
 * @param design coding of the covariates
 * @param sites by index
 * @param featureCount V
 * @param blockCount B, into which the features are cut
 * @param blocksPerFile consecutive blocks that a file of a site holds
 */
public record Model(
    String run,
    String parent,
    Specification specification,
    String idColumn,
    Design design,
    List<ModelSite> sites,
    int featureCount,
    int blockCount,
    int blocksPerFile) {

  /** Copies the list. */
  public Model {
    sites = List.copyOf(sites);
  }

  /**
   * A model that was solved.
   *
   * @param parent id of the run whose model it continues, or null
   * @param scans moments of every site's covariates
   * @param treatments of every site
   */
  public static Model of(
      String run,
      String parent,
      StudyFacts facts,
      String idColumn,
      List<ScanMoments> scans,
      List<SiteTreatment> treatments,
      Blocks blocks) {
    List<ModelSite> sites = new ArrayList<>();
    for (int i = 0; i < treatments.size(); i++) {
      sites.add(new ModelSite(facts.sites().get(i), scans.get(i), treatments.get(i)));
    }
    return new Model(
        run,
        parent,
        facts.specification(),
        idColumn,
        facts.design(),
        sites,
        blocks.featureCount(),
        blocks.count(),
        blocks.perFile());
  }

  /** The same small facts with another design. */
  Model withDesign(Design other) {
    return new Model(
        run,
        parent,
        specification,
        idColumn,
        other,
        sites,
        featureCount,
        blockCount,
        blocksPerFile);
  }

  /** Index of a site, or −1 if the model doesn't have it. */
  public int indexOf(String label) {
    for (int i = 0; i < sites.size(); i++) {
      if (sites.get(i).site().label().equals(label)) {
        return i;
      }
    }
    return -1;
  }
}
