package org.chorale.io.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorale.io.parquet.CellType;
import org.chorale.stats.domain.Domain;
import org.chorale.stats.domain.DomainScale;

/**
 * What a run does with each column of a table. Columns are positions in {@link
 * TableFile#columns()}.
 *
 * <ul>
 *   <li>features are parsed to doubles;
 *   <li>every other column is carried, in the table's order, unchanged to the output;
 *   <li>roles are those carried columns whose texts the driver needs: id, site, covariates.
 * </ul>
 *
 * A feature may have a domain, which its values must not leave. Immutable; travels.
 */
public final class TableLayout implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Target of a column that is neither a feature nor carried. */
  static final int IGNORED = Integer.MIN_VALUE;

  private final int[] features;
  private final int[] carried;
  private final int[] roles;
  private final int idRole;
  private final int columnCount;
  private final DomainScale domains;

  /**
   * @param columnCount columns of the table
   * @param features columns of the features, in the order of a row's values
   * @param roles columns whose text the driver needs; may name a column twice
   * @param idRole position in {@code roles} of the scan's id, or -1
   * @throws IllegalArgumentException if a column is out of range, a feature twice, or both
   */
  public TableLayout(int columnCount, int[] features, int[] roles, int idRole) {
    this(columnCount, features, roles, idRole, new Domain[0]);
  }

  /**
   * The same with domains of the features.
   *
   * @param domains of each feature, null where it has none
   */
  public TableLayout(int columnCount, int[] features, int[] roles, int idRole, Domain[] domains) {
    this.columnCount = columnCount;
    this.domains = DomainScale.of(domains);
    this.features = features.clone();
    this.roles = roles.clone();
    this.idRole = idRole;
    boolean[] isFeature = new boolean[columnCount];
    for (int column : features) {
      if (isFeature[column]) {
        throw new IllegalArgumentException("column " + column + " is a feature twice");
      }
      isFeature[column] = true;
    }
    for (int column : roles) {
      if (isFeature[column]) {
        throw new IllegalArgumentException("column " + column + " is a role and a feature");
      }
    }
    int[] others = new int[columnCount - features.length];
    for (int column = 0, k = 0; column < columnCount; column++) {
      if (!isFeature[column]) {
        others[k++] = column;
      }
    }
    this.carried = others;
  }

  private TableLayout(int columnCount, int[] roles, int idRole) {
    this.columnCount = columnCount;
    this.domains = DomainScale.of(new Domain[0]);
    this.features = new int[0];
    this.roles = roles.clone();
    this.idRole = idRole;
    this.carried = Arrays.stream(roles).sorted().distinct().toArray();
  }

  /**
   * A layout of the roles alone: all other columns are passed over.
   *
   * @param idRole position in {@code roles} of the scan's id, or -1
   */
  public static TableLayout ofRoles(int columnCount, int[] roles, int idRole) {
    return new TableLayout(columnCount, roles, idRole);
  }

  /** Columns of the table. */
  public int columnCount() {
    return columnCount;
  }

  /** Columns that are features. */
  public int featureCount() {
    return features.length;
  }

  /** Columns that are carried. */
  public int carriedCount() {
    return carried.length;
  }

  /** Roles. */
  public int roleCount() {
    return roles.length;
  }

  /** Column of feature f. */
  public int feature(int f) {
    return features[f];
  }

  /** The features that have a domain. */
  DomainScale domains() {
    return domains;
  }

  /** Column of carried cell k. */
  public int carried(int k) {
    return carried[k];
  }

  /** Position among the carried cells of a column that isn't a feature. */
  public int carriedIndex(int column) {
    int k = Arrays.binarySearch(carried, column);
    if (k < 0) {
      throw new IllegalArgumentException("column " + column + " is not carried");
    }
    return k;
  }

  /** Types of the carried cells, given those of all columns. */
  public List<CellType> carriedTypes(List<CellType> types) {
    List<CellType> chosen = new ArrayList<>(carried.length);
    for (int column : carried) {
      chosen.add(types.get(column));
    }
    return chosen;
  }

  /** For each role, its position among the carried cells. */
  int[] rolesAmongCarried() {
    int[] positions = new int[roles.length];
    for (int r = 0; r < roles.length; r++) {
      positions[r] = carriedIndex(roles[r]);
    }
    return positions;
  }

  /** Column of the scan's id, or -1. */
  public int idColumn() {
    return idRole < 0 ? -1 : roles[idRole];
  }

  /** Position in the roles of the scan's id, or -1. */
  int idRole() {
    return idRole;
  }

  /** For each column f if it is feature f, -1-k if it is carried cell k, or {@link #IGNORED}. */
  int[] targets() {
    int[] targets = new int[columnCount];
    Arrays.fill(targets, IGNORED);
    for (int f = 0; f < features.length; f++) {
      targets[features[f]] = f;
    }
    for (int k = 0; k < carried.length; k++) {
      targets[carried[k]] = -1 - k;
    }
    return targets;
  }
}
