package org.chorale.cli;

import org.chorale.io.harmonised.OutputFormat;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the format of a harmonised table, and tells who asks for Iceberg what to do. */
final class OutputFormatWord implements ITypeConverter<OutputFormat> {
  private static final String ICEBERG = "iceberg";

  private final EnumWord<OutputFormat> words = new EnumWord<>(OutputFormat.class);

  @Override
  public OutputFormat convert(String text) {
    if (text.equals(ICEBERG)) {
      throw new TypeConversionException(
          "Iceberg tables name their files by absolute paths and belong to your catalog, which a run's directory does not; write parquet, then put DIR/harmonised into your table with one statement of Spark SQL (docs/lake.md)");
    }
    return words.convert(text);
  }
}
