package org.chorale.job.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.chorale.io.table.ColumnKind;
import org.chorale.io.table.TableFile;
import org.chorale.io.table.TableLayout;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Nearest;

/**
 * Which column of which table does what: the id of every table, sites and covariates wherever they
 * are, features in the input tables. Immutable.
 *
 * <p>Tables are the inputs in their order and, if there is one, the scan table last.
 */
public final class TableRoles {
  /** The name that an unnamed column got: an index that some program wrote, never a feature. */
  private static final Pattern UNNAMED = Pattern.compile("unnamed_\\d+");

  private final List<TableFile> tables;
  private final InputRequest request;
  private final List<List<String>> roles = new ArrayList<>();
  private final List<TableLayout> layouts = new ArrayList<>();
  private final List<String> features = new ArrayList<>();
  private final int[] featuresOf;

  /**
   * Resolves names to columns.
   *
   * @param kinds what every column of every table holds, as far as is known
   * @throws InvalidInputException if a name is nowhere or in two places, or no feature is left
   */
  TableRoles(List<TableFile> tables, InputRequest request, List<List<ColumnKind>> kinds) {
    this.tables = tables;
    this.request = request;
    this.featuresOf = new int[tables.size()];
    for (TableFile table : tables) {
      if (!table.columns().contains(request.idColumn())) {
        throw new InvalidInputException(
            "%s has no id column '%s'%s"
                .formatted(
                    table.path(),
                    request.idColumn(),
                    Nearest.hint(request.idColumn(), table.columns())));
      }
      roles.add(new ArrayList<>(List.of(request.idColumn())));
    }
    refuseSharedColumns();
    Set<String> named = placeRoles();
    Set<String> selected = select(named, kinds);
    for (int t = 0; t < tables.size(); t++) {
      layouts.add(layout(t, selected));
    }
    if (request.features().isExact() && !features.equals(request.features().include())) {
      throw new InvalidInputException(
          "the model's features lie in %s in another order; put the tables into one, or name them in the order of the fit"
              .formatted(paths()));
    }
    request.domains().refuseUnmatched(request.domains().matched(features), features);
  }

  private int inputCount() {
    return request.tables().size();
  }

  private void refuseSharedColumns() {
    Map<String, String> tableOf = new LinkedHashMap<>();
    for (int t = 0; t < inputCount(); t++) {
      TableFile table = tables.get(t);
      for (String column : table.columns()) {
        String before =
            column.equals(request.idColumn()) ? null : tableOf.put(column, table.path());
        if (before != null) {
          throw new InvalidInputException(
              "column '%s' is in %s and in %s; tables are put side by side: keep it in one of them"
                  .formatted(column, before, table.path()));
        }
      }
    }
  }

  /**
   * Finds every site column and covariate: in the scan table if there is one, else in the inputs.
   */
  private Set<String> placeRoles() {
    Map<String, String> wanted = request.roles();
    wanted.forEach(
        (name, role) -> {
          boolean found = false;
          for (int t = 0; t < tables.size(); t++) {
            if (tables.get(t).columns().contains(name)) {
              roles.get(t).add(name);
              found = true;
            }
          }
          if (found) {
            return;
          }
          Set<String> columns = new LinkedHashSet<>();
          tables.forEach(table -> columns.addAll(table.columns()));
          throw new InvalidInputException(
              "%s has no column '%s' (%s)%s"
                  .formatted(paths(), name, role, Nearest.hint(name, columns)));
        });
    Set<String> named = new LinkedHashSet<>(wanted.keySet());
    named.add(request.idColumn());
    return named;
  }

  private String paths() {
    return String.join(", ", tables.stream().map(TableFile::path).toList());
  }

  private Set<String> select(Set<String> named, List<List<ColumnKind>> kinds) {
    List<String> candidates = new ArrayList<>();
    Set<String> numeric = new LinkedHashSet<>();
    for (int t = 0; t < inputCount(); t++) {
      List<String> columns = tables.get(t).columns();
      for (int c = 0; c < columns.size(); c++) {
        String column = columns.get(c);
        if (!named.contains(column)) {
          candidates.add(column);
          if (kinds.get(t).get(c) == ColumnKind.NUMERIC && !UNNAMED.matcher(column).matches()) {
            numeric.add(column);
          }
        }
      }
    }
    return new LinkedHashSet<>(request.features().select(candidates, numeric::contains));
  }

  private TableLayout layout(int t, Collection<String> selected) {
    List<String> columns = tables.get(t).columns();
    List<Integer> own = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Collection<String> order = request.features().isExact() ? selected : columns;
    Map<String, Integer> place = new LinkedHashMap<>();
    for (int c = 0; c < columns.size(); c++) {
      place.put(columns.get(c), c);
    }
    for (String column : order) {
      if (t < inputCount() && selected.contains(column) && place.containsKey(column)) {
        own.add(place.get(column));
        names.add(column);
      }
    }
    features.addAll(names);
    featuresOf[t] = own.size();
    return new TableLayout(
        columns.size(),
        own.stream().mapToInt(c -> c).toArray(),
        roles.get(t).stream().mapToInt(columns::indexOf).toArray(),
        0,
        request.domains().of(names));
  }

  /** Layout of a table. */
  TableLayout layout(int table) {
    return layouts.get(table);
  }

  /** Layout of a table with its roles alone: for a look at the scans without the features. */
  TableLayout scansOnly(int table) {
    List<String> columns = tables.get(table).columns();
    int[] own = roles.get(table).stream().mapToInt(columns::indexOf).toArray();
    return TableLayout.ofRoles(columns.size(), own, 0);
  }

  /** Names of a table's roles in the order of its layout; the id first. */
  List<String> roles(int table) {
    return roles.get(table);
  }

  /** Names of all features, in the order of the input tables. */
  public List<String> features() {
    return features;
  }

  /** How many features every input table has. */
  public int[] featuresOfInputs() {
    return Arrays.copyOf(featuresOf, inputCount());
  }
}
