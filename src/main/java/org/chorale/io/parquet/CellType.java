package org.chorale.io.parquet;

import java.io.Serializable;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * What the cells of a column are: a Parquet primitive type with its logical type, without name and
 * always optional. Immutable; travels, which Parquet's own types don't.
 */
public final class CellType implements Serializable {
  private static final long serialVersionUID = 1L;

  /** UTF-8 text. */
  public static final CellType TEXT =
      of(
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named("c"));

  /** IEEE 754 double. */
  public static final CellType DOUBLE = of(Types.optional(PrimitiveTypeName.DOUBLE).named("c"));

  private final String form;
  private transient PrimitiveType parsed;

  private CellType(String form) {
    this.form = form;
  }

  /** The type of a column, its name and whether it is required left aside. */
  public static CellType of(PrimitiveType type) {
    return new CellType(named(type, "c").toString());
  }

  /** An optional Parquet column of this type. */
  public PrimitiveType named(String name) {
    return named(primitive(), name);
  }

  /** Whether cells are numbers: int, long, float, double or decimal; dates and times aren't. */
  public boolean isNumeric() {
    LogicalTypeAnnotation logical = primitive().getLogicalTypeAnnotation();
    boolean decimal = logical instanceof DecimalLogicalTypeAnnotation;
    return switch (primitive().getPrimitiveTypeName()) {
      case DOUBLE, FLOAT -> true;
      case INT32, INT64 ->
          decimal || logical == null || logical instanceof IntLogicalTypeAnnotation;
      case BINARY, FIXED_LEN_BYTE_ARRAY -> decimal;
      case BOOLEAN, INT96 -> false;
    };
  }

  /**
   * A cell as a person would write it: integers without a point (also integral doubles), other
   * numbers in the shortest form Java knows, booleans true and false, dates and times as ISO 8601.
   */
  public String text(byte[] cell) {
    return CellText.of(primitive(), cell);
  }

  PrimitiveType primitive() {
    if (parsed == null) {
      parsed =
          MessageTypeParser.parseMessageType("message m { " + form + "; }")
              .getType(0)
              .asPrimitiveType();
    }
    return parsed;
  }

  private static PrimitiveType named(PrimitiveType type, String name) {
    Types.PrimitiveBuilder<PrimitiveType> builder =
        Types.primitive(type.getPrimitiveTypeName(), Type.Repetition.OPTIONAL);
    if (type.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY) {
      builder = builder.length(type.getTypeLength());
    }
    if (type.getLogicalTypeAnnotation() != null) {
      builder = builder.as(type.getLogicalTypeAnnotation());
    }
    return builder.named(name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CellType that && form.equals(that.form);
  }

  @Override
  public int hashCode() {
    return form.hashCode();
  }

  /** Parquet's notation, as in {@code int64 (TIMESTAMP(MICROS,true))}. */
  @Override
  public String toString() {
    return form.replaceFirst("^optional ", "").replaceFirst(" c\\b", "");
  }
}
