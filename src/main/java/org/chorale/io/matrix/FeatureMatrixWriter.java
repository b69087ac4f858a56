package org.chorale.io.matrix;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.Type.Repetition.REQUIRED;

import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/** Writes rows of one site of a feature matrix. A missing value is NaN. For one thread. */
@SuppressWarnings("deprecation") // Parquet 1.16 still calls the methods it deprecates.
public final class FeatureMatrixWriter implements Closeable {
  private static final MessageType SCHEMA =
      Types.buildMessage()
          .required(BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("scan")
          .required(BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("site")
          .required(INT32)
          .named("block")
          .requiredList()
          .element(DOUBLE, REQUIRED)
          .named("values")
          .named("feature_matrix");

  private final ParquetWriter<MatrixRow> writer;

  /** A row. */
  private static final class MatrixRow {
    private String scan;
    private String site;
    private int block;
    private double[] values;
    private int length;
  }

  private final MatrixRow row = new MatrixRow();

  /**
   * Creates a file.
   *
   * @param path see {@link #file}
   */
  public FeatureMatrixWriter(Configuration conf, Path path) throws IOException {
    writer =
        new Builder(HadoopOutputFile.fromPath(path, conf))
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withDictionaryEncoding("values.list.element", false)
            .build();
  }

  /** Where a part of a site's rows lies in a matrix. */
  public static Path file(Path matrix, int site, int part) {
    Path directory = new Path(matrix, String.format(Locale.ROOT, "site_key=s%04d", site));
    return new Path(directory, String.format(Locale.ROOT, "part-%05d.parquet", part));
  }

  /**
   * Adds a row.
   *
   * @param values of the block's features, {@code length} of them; not kept
   */
  public void write(String scan, String site, int block, double[] values, int length)
      throws IOException {
    row.scan = scan;
    row.site = site;
    row.block = block;
    row.values = values;
    row.length = length;
    writer.write(row);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder extends ParquetWriter.Builder<MatrixRow, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<MatrixRow> getWriteSupport(Configuration conf) {
      return new RowSupport();
    }

    @Override
    protected WriteSupport<MatrixRow> getWriteSupport(ParquetConfiguration conf) {
      return new RowSupport();
    }
  }

  private static final class RowSupport extends WriteSupport<MatrixRow> {
    private RecordConsumer consumer;

    @Override
    public WriteContext init(Configuration conf) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration conf) {
      return new WriteContext(SCHEMA, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(MatrixRow row) {
      consumer.startMessage();
      text(0, "scan", row.scan);
      text(1, "site", row.site);
      consumer.startField("block", 2);
      consumer.addInteger(row.block);
      consumer.endField("block", 2);
      consumer.startField("values", 3);
      consumer.startGroup();
      consumer.startField("list", 0);
      for (int v = 0; v < row.length; v++) {
        consumer.startGroup();
        consumer.startField("element", 0);
        consumer.addDouble(row.values[v]);
        consumer.endField("element", 0);
        consumer.endGroup();
      }
      consumer.endField("list", 0);
      consumer.endGroup();
      consumer.endField("values", 3);
      consumer.endMessage();
    }

    private void text(int index, String name, String text) {
      consumer.startField(name, index);
      consumer.addBinary(Binary.fromString(text));
      consumer.endField(name, index);
    }
  }
}
