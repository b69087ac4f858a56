package org.chorale.job.input;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorale.model.Domains;
import org.chorale.model.FeatureSelection;
import org.chorale.model.Specification;

/**
 * What to read.
 *
 * @param tables paths of the tables of features, joined by id
 * @param scans path of a scan table apart, or null
 * @param idColumn column that names a scan
 * @param features which columns are features
 * @param roles columns whose texts are wanted, and what for, in the user's words
 * @param dropIncomplete whether scans may be absent from the scan table
 * @param listColumn column of Parquet that holds lists and is read otherwise, or null
 * @param domains which values must not leave their domain
 */
public record InputRequest(
    List<String> tables,
    String scans,
    String idColumn,
    FeatureSelection features,
    Map<String, String> roles,
    boolean dropIncomplete,
    String listColumn,
    Domains domains) {

  /** Copies list and map. */
  public InputRequest {
    tables = List.copyOf(tables);
    roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
  }

  /** With one column more, unless it is wanted already. */
  public InputRequest with(String column, String role) {
    Map<String, String> more = new LinkedHashMap<>(roles);
    more.putIfAbsent(column, role);
    return new InputRequest(
        tables, scans, idColumn, features, more, dropIncomplete, listColumn, domains);
  }

  /** A scan table alone, of which some columns are wanted. */
  public static InputRequest ofScans(String table, String idColumn, Map<String, String> roles) {
    return new InputRequest(
        List.of(table),
        null,
        idColumn,
        FeatureSelection.none(),
        roles,
        false,
        null,
        Domains.none());
  }

  /** Of a specification: its site columns and covariates are wanted. */
  public InputRequest(
      List<String> tables,
      String scans,
      String idColumn,
      FeatureSelection features,
      Specification specification,
      String listColumn) {
    this(
        tables,
        scans,
        idColumn,
        features,
        roles(specification),
        specification.dropIncomplete(),
        listColumn,
        features == FeatureSelection.none() ? Domains.none() : specification.domains());
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

  private static Map<String, String> roles(Specification specification) {
    Map<String, String> roles = new LinkedHashMap<>();
    specification.siteColumns().forEach(name -> roles.put(name, "site column"));
    specification.thenColumns().stream()
        .flatMap(List::stream)
        .forEach(name -> roles.put(name, "batch variable"));
    specification.terms().forEach(term -> roles.put(term.name(), "covariate"));
    if (specification.foldColumn() != null) {
      roles.put(specification.foldColumn(), "fold column");
    }
    return roles;
  }
}
