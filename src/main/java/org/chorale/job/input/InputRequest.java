package org.chorale.job.input;

import java.util.List;
import org.chorale.model.FeatureSelection;
import org.chorale.model.Specification;

/**
 * What to read.
 *
 * @param tables paths of the tables of features, joined by id
 * @param scans path of a scan table apart, or null
 * @param idColumn column that names a scan
 * @param features which columns are features
 * @param specification whose site columns and covariates are looked for
 */
public record InputRequest(
    List<String> tables,
    String scans,
    String idColumn,
    FeatureSelection features,
    Specification specification) {

  /** Copies the list. */
  public InputRequest {
    tables = List.copyOf(tables);
  }
}
