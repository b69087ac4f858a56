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
 * @param listColumn column of Parquet that holds lists and is read otherwise, or null
 */
public record InputRequest(
    List<String> tables,
    String scans,
    String idColumn,
    FeatureSelection features,
    Specification specification,
    String listColumn) {

  /** Copies the list. */
  public InputRequest {
    tables = List.copyOf(tables);
  }

  /** Without a column of lists. */
  public InputRequest(
      List<String> tables,
      String scans,
      String idColumn,
      FeatureSelection features,
      Specification specification) {
    this(tables, scans, idColumn, features, specification, null);
  }
}
