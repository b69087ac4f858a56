package org.chorale.io.harmonised;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.schema.PrimitiveType;
import org.chorale.io.parquet.CellType;
import org.chorale.model.InvalidInputException;

/** A column of the output, and where its cells come from. Immutable; travels. */
public final class OutputColumn implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final boolean feature;
  private final int index;
  private final CellType type;

  private OutputColumn(String name, boolean feature, int index, CellType type) {
    this.name = name;
    this.feature = feature;
    this.index = index;
    this.type = type;
  }

  /** A feature: double, whatever it was in the input. */
  public static OutputColumn feature(String name, int featureIndex) {
    return new OutputColumn(name, true, featureIndex, CellType.DOUBLE);
  }

  /** A carried column, unchanged. */
  public static OutputColumn carried(String name, int carriedIndex, CellType type) {
    return new OutputColumn(name, false, carriedIndex, type);
  }

  /**
   * Checks that readers of Parquet can tell the columns apart.
   *
   * @throws InvalidInputException if two names differ only in case
   */
  public static void refuseAmbiguousNames(List<OutputColumn> columns) {
    Map<String, String> seen = new HashMap<>();
    for (OutputColumn column : columns) {
      String other = seen.putIfAbsent(column.name.toLowerCase(Locale.ROOT), column.name);
      if (other != null) {
        throw new InvalidInputException(
            "output: columns '"
                + other
                + "' and '"
                + column.name
                + "' have names that differ at most in case, and readers of Parquet such as Spark"
                + " can't tell them apart. Rename one in the input, or ask for CSV output.");
      }
    }
  }

  /** Its name in the output. */
  public String name() {
    return name;
  }

  /** Whether its cells are values, else they are carried. */
  public boolean isFeature() {
    return feature;
  }

  /** Position among the features, or among the carried cells. */
  public int index() {
    return index;
  }

  /** What its cells are. */
  public CellType type() {
    return type;
  }

  PrimitiveType parquetColumn() {
    return type.named(name);
  }
}
