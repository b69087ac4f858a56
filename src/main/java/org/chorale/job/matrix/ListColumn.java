package org.chorale.job.matrix;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Nearest;
import scala.Tuple2;

/**
 * A column of a Parquet table that holds all values of a scan as one list. Lists are of a length. A
 * task holds a list and what Parquet keeps of a row group.
 */
final class ListColumn {
  private final Dataset<Row> rows;
  private final String column;
  private final boolean isFloat;
  private final int length;

  private ListColumn(Dataset<Row> rows, String column, boolean isFloat, int length) {
    this.rows = rows;
    this.column = column;
    this.isFloat = isFloat;
    this.length = length;
  }

  /**
   * Opens a column.
   *
   * @throws InvalidInputException if there is none, or it holds no lists of float or double
   */
  static ListColumn open(JavaSparkContext spark, String table, String id, String column) {
    SparkSession session =
        SparkSession.builder().sparkContext(spark.sc()).getOrCreate().newSession();
    // It would hold thousands of lists at once, whatever their length.
    session.conf().set("spark.sql.parquet.enableNestedColumnVectorizedReader", "false");
    // Which reads a column of a row group at once, and again into memory outside the heap.
    Dataset<Row> all =
        session.read().option("parquet.hadoop.vectored.io.enabled", "false").parquet(table);
    StructType schema = all.schema();
    List<String> names = Arrays.asList(schema.fieldNames());
    if (!names.contains(column)) {
      throw new InvalidInputException(
          "%s: no column '%s' for --array%s".formatted(table, column, Nearest.hint(column, names)));
    }
    StructField field = schema.apply(column);
    DataType element =
        field.dataType() instanceof ArrayType array ? array.elementType() : field.dataType();
    boolean numbers = element.equals(DataTypes.FloatType) || element.equals(DataTypes.DoubleType);
    if (!(field.dataType() instanceof ArrayType) || !numbers) {
      throw new InvalidInputException(
          "%s: column '%s' is %s; --array wants a list of float or double"
              .formatted(table, column, field.dataType().simpleString()));
    }
    Dataset<Row> rows =
        all.select(all.col("`" + id + "`").cast("string"), all.col("`" + column + "`"));
    Row first = rows.first();
    if (first.isNullAt(1) || first.getList(1).isEmpty()) {
      throw new InvalidInputException(
          "%s: column '%s' of scan '%s' is empty; every scan needs all values"
              .formatted(table, column, first.getString(0)));
    }
    int length = first.getList(1).size();
    return new ListColumn(rows, column, element.equals(DataTypes.FloatType), length);
  }

  /** Features of a scan. */
  int length() {
    return length;
  }

  /** What the features are called: {@code column[0]} and on. */
  List<String> names() {
    return IntStream.range(0, length).mapToObj(v -> column + "[" + v + "]").toList();
  }

  /** Rows of the matrix. */
  JavaPairRDD<MatrixKey, byte[]> rows(Broadcast<MatrixPlaces> places) {
    int expected = length;
    boolean floats = isFloat;
    String name = column;
    return rows.queryExecution()
        .toRdd()
        .toJavaRDD()
        .flatMapToPair(row -> cut(row, places.value(), name, expected, floats));
  }

  private static Iterator<Tuple2<MatrixKey, byte[]>> cut(
      InternalRow row, MatrixPlaces places, String column, int expected, boolean isFloat) {
    String id = row.isNullAt(0) ? null : row.getUTF8String(0).toString();
    int scan = id == null ? -1 : places.scan(id);
    if (scan < 0) {
      throw new InvalidInputException(
          "the scan table has no '%s', an id beside column '%s': write ids as text, without blanks around them"
              .formatted(id, column));
    }
    int found = row.isNullAt(1) ? 0 : row.getArray(1).numElements();
    if (found != expected) {
      throw new InvalidInputException(
          "column '%s' of scan '%s' has %,d values, of the first scan %,d; all need the same features"
              .formatted(column, id, found, expected));
    }
    return places.rows(scan, doubles(row.getArray(1), isFloat));
  }

  private static double[] doubles(ArrayData list, boolean isFloat) {
    double[] values = new double[list.numElements()];
    for (int v = 0; v < values.length; v++) {
      values[v] = list.isNullAt(v) ? Double.NaN : isFloat ? list.getFloat(v) : list.getDouble(v);
    }
    return values;
  }
}
