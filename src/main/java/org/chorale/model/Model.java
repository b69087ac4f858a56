package org.chorale.model;

import java.util.ArrayList;
import java.util.List;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.moments.ScanMoments;

/**
 * The small facts of a model: what was fitted, to which sites, with which design and priors. What
 * there is per feature lies beside it in blocks.
 *
 * @param specification what was asked for
 * @param idColumn column that names a scan
 * @param design coding of the covariates
 * @param sites by index
 * @param featureCount V
 * @param blockCount B, into which the features are cut
 * @param blocksPerFile consecutive blocks that a file of a site holds
 */
public record Model(
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

  /** The model of a study that was solved. */
  public static Model of(
      Study study, String idColumn, List<SiteTreatment> treatments, Blocks blocks) {
    int columns = study.design().columnCount();
    List<ScanMoments> scans = new ArrayList<>();
    treatments.forEach(treatment -> scans.add(new ScanMoments(columns)));
    for (int s = 0; s < study.scans().size(); s++) {
      if (study.cohort().site(s) != Cohort.OUT) {
        scans.get(study.cohort().site(s)).add(study.z(), s * columns);
      }
    }
    List<ModelSite> sites = new ArrayList<>();
    for (int i = 0; i < treatments.size(); i++) {
      sites.add(new ModelSite(study.cohort().sites().get(i), scans.get(i), treatments.get(i)));
    }
    return new Model(
        study.specification(),
        idColumn,
        study.design(),
        sites,
        blocks.featureCount(),
        blocks.count(),
        blocks.perFile());
  }
}
