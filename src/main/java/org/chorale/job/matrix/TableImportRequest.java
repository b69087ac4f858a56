package org.chorale.job.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.chorale.io.publish.Overwrite;
import org.chorale.io.publish.RunRecord;
import org.chorale.model.FeatureSelection;
import org.chorale.model.InvalidInputException;

/**
 * Which tables become a feature matrix.
 *
 * @param tables paths, joined by id
 * @param scans path of a scan table apart, or null
 * @param idColumn column that names a scan
 * @param siteColumns columns by which the matrix is partitioned
 * @param features which columns are features
 * @param arrayColumn column with a list of all features, instead of a column for each; or null
 * @param settings layout of the matrix
 * @param output its directory
 * @param overwrite what becomes of what is in the way
 */
public record TableImportRequest(
    List<String> tables,
    String scans,
    String idColumn,
    List<String> siteColumns,
    FeatureSelection features,
    String arrayColumn,
    MatrixSettings settings,
    String output,
    Overwrite overwrite) {

  /**
   * Copies the lists.
   *
   * @throws InvalidInputException if several tables are to be read for a column of lists
   */
  public TableImportRequest {
    tables = List.copyOf(tables);
    siteColumns = List.copyOf(siteColumns);
    if (arrayColumn != null && tables.size() > 1) {
      // Elsewhere several tables are joined by id; a union of scans is what a directory is.
      throw new InvalidInputException(
          "--array takes one --input, not %d: put Parquet files with other scans each into one directory and name that; give a scan table with --scans"
              .formatted(tables.size()));
    }
  }

  /** What matters to the result. */
  ObjectNode options() {
    ObjectNode node = RunRecord.create();
    node.put("import", "table");
    node.put("inputs", tables.size());
    node.put("scans", scans != null);
    node.put("id", idColumn);
    siteColumns.forEach(node.putArray("site")::add);
    features.include().forEach(node.putArray("features")::add);
    features.exclude().forEach(node.putArray("exclude")::add);
    node.put("array", arrayColumn);
    settings.describe(node);
    return node;
  }
}
