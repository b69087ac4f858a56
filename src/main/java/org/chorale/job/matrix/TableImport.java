package org.chorale.job.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.FeatureIndex;
import org.chorale.io.matrix.FeatureKind;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.publish.RunOutput;
import org.chorale.io.publish.Staging;
import org.chorale.io.table.ParquetTable;
import org.chorale.io.table.PhysicalFile;
import org.chorale.io.table.TableFile;
import org.chorale.job.input.FileHashJob;
import org.chorale.job.input.ImportJob;
import org.chorale.job.input.InputReading;
import org.chorale.job.input.InputRequest;
import org.chorale.job.input.JoinedRows;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.ScanTableJob;
import org.chorale.job.input.TableRows;
import org.chorale.job.run.RunIdentity;
import org.chorale.job.run.RunInput;
import org.chorale.model.Blocks;
import org.chorale.model.FeatureSelection;
import org.chorale.model.InvalidInputException;
import org.chorale.model.ScanTable;
import org.chorale.model.SiteLabels;
import org.chorale.model.Specification;
import scala.Tuple2;

/**
 * Makes a feature matrix of tables: wide ones, a column per feature, or Parquet with one column
 * that holds a list of all features. The driver holds the scan table; a task cuts the rows of one
 * part of the tables, {@link MatrixImportJob} puts them where they belong.
 */
public final class TableImport {
  private final JavaSparkContext spark;
  private final TableImportRequest request;
  private final Broadcast<SerializableConfiguration> configuration;

  /** Prepares the import. */
  public TableImport(JavaSparkContext spark, TableImportRequest request) {
    this.spark = spark;
    this.request = request;
    this.configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /**
   * Imports.
   *
   * @throws org.chorale.model.InvalidInputException if tables or options can't be used
   */
  public ImportOutcome run() {
    try {
      RunOutput output =
          new RunOutput(spark.hadoopConfiguration(), request.output(), request.overwrite());
      InputReading input = new InputReading(inputRequest(), spark.hadoopConfiguration());
      List<PhysicalFile> files =
          input.tables().stream().flatMap(table -> table.files().stream()).toList();
      for (PhysicalFile file : files) {
        output.refuseWithin(file.path());
      }
      JavaFutureAction<List<String>> hashes = FileHashJob.start(spark, configuration, files);
      try {
        return run(output, input, files, hashes);
      } finally {
        // Of an import that was refused; nothing happens to one that is done.
        hashes.cancel(true);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private InputRequest inputRequest() {
    return new InputRequest(
        request.tables(),
        request.scans(),
        request.idColumn(),
        request.arrayColumn() == null ? request.features() : FeatureSelection.none(),
        Specification.builder().site(request.siteColumns()).build(),
        request.arrayColumn());
  }

  private ListColumn listColumn(InputReading input) {
    TableFile table = input.tables().get(0);
    if (!(table instanceof ParquetTable)) {
      throw new InvalidInputException(
          "%s: --array reads a column of lists of Parquet files; a text table has none"
              .formatted(table.path()));
    }
    return ListColumn.open(
        spark, request.tables().get(0), request.idColumn(), request.arrayColumn());
  }

  private RunIdentity identity(List<PhysicalFile> files, List<String> hashes) {
    List<RunInput> inputs = new ArrayList<>();
    for (int f = 0; f < files.size(); f++) {
      inputs.add(new RunInput(files.get(f).path(), files.get(f).bytes(), hashes.get(f)));
    }
    return new RunIdentity(request.options(), inputs);
  }

  private ImportOutcome run(
      RunOutput output,
      InputReading input,
      List<PhysicalFile> files,
      JavaFutureAction<List<String>> hashes)
      throws IOException {
    if (output.holdsRun()) {
      String run = identity(files, FileHashJob.await(hashes)).id();
      if (output.isComplete(run)) {
        return new ImportOutcome(run, request.output(), true, 0, 0, 0, 0, List.of());
      }
    }
    ListColumn lists = request.arrayColumn() == null ? null : listColumn(input);
    try (Staging staging = output.stage()) {
      spark.setJobGroup("chorale", "reading the tables", false);
      Path rows = new Path(staging.directory(), "_rows");
      ScanTable scans =
          input.readAll(
              new ImportJob(spark, configuration), reading -> new Path(rows, "reading-" + reading));
      List<String> labels = SiteLabels.all(scans, request.siteColumns());
      TableRows tables = new TableRows(input.inputs());
      int features = lists == null ? tables.featureCount() : lists.length();
      Blocks blocks = request.settings().blocks(features, new TreeSet<>(labels).size());
      List<String> ids = IntStream.range(0, scans.size()).mapToObj(scans::id).toList();
      MatrixPlaces places =
          new MatrixPlaces(
              ids, labels, blocks, request.settings().element(), request.settings().fileBytes());
      Broadcast<MatrixPlaces> placed = spark.broadcast(places);

      spark.setJobGroup("chorale", "sorting values by site", false);
      ScanAssignment all = ScanAssignment.of(scans, new int[scans.size()], tables);
      new MatrixImportJob(configuration)
          .run(
              lists == null ? rowsOf(tables, all, placed) : lists.rows(placed),
              placed,
              staging.directory());
      new ScanTableJob(spark, configuration)
          .run(tables, all, FeatureMatrix.scans(staging.directory()));
      writeIndex(staging.directory(), blocks, names(input, lists));
      RunIdentity identity = identity(files, FileHashJob.await(hashes));
      FeatureMatrix matrix =
          FeatureMatrix.builder()
              .directory(staging.directory())
              .run(identity.id())
              .element(places.element())
              .kind(FeatureKind.COLUMN)
              .features(features, blocks.size(0))
              .columns(request.idColumn(), request.siteColumns())
              .parts(places.parts())
              .build();
      return new NewMatrix(spark, staging).publish(matrix, identity, request.output(), List.of());
    }
  }

  private JavaPairRDD<MatrixKey, byte[]> rowsOf(
      TableRows tables, ScanAssignment all, Broadcast<MatrixPlaces> places) {
    Broadcast<TableRows> rows = spark.broadcast(tables);
    Broadcast<ScanAssignment> scans = spark.broadcast(all);
    Broadcast<SerializableConfiguration> conf = configuration;
    List<Integer> parts = IntStream.range(0, tables.partCount(0)).boxed().toList();
    return spark
        .parallelize(parts, parts.size())
        .flatMapToPair(
            part ->
                new TableScans(
                    new JoinedRows(conf.value().value(), part, rows.value(), scans.value()),
                    places.value()));
  }

  private static List<String> names(InputReading input, ListColumn lists) {
    return lists == null ? List.copyOf(input.roles().features()) : lists.names();
  }

  private void writeIndex(Path matrix, Blocks blocks, List<String> names) throws IOException {
    try (FeatureIndex.Writer index =
        new FeatureIndex.Writer(
            spark.hadoopConfiguration(), FeatureMatrix.features(matrix), FeatureKind.COLUMN)) {
      for (int b = 0; b < blocks.count(); b++) {
        int first = blocks.first(b);
        String[] block = new String[blocks.size(b)];
        Arrays.setAll(block, v -> names.get(first + v));
        index.add(block);
      }
    }
  }

  /** Rows of the matrix out of scans of tables. */
  private static final class TableScans implements Iterator<Tuple2<MatrixKey, byte[]>> {
    private final JoinedRows scans;
    private final MatrixPlaces places;
    private Iterator<Tuple2<MatrixKey, byte[]>> blocks = Collections.emptyIterator();

    TableScans(JoinedRows scans, MatrixPlaces places) {
      this.scans = scans;
      this.places = places;
    }

    @Override
    public boolean hasNext() {
      try {
        while (!blocks.hasNext() && scans.next()) {
          blocks = places.rows(scans.scan(), scans.values());
        }
        if (!blocks.hasNext()) {
          scans.close();
        }
        return blocks.hasNext();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    @Override
    public Tuple2<MatrixKey, byte[]> next() {
      return blocks.next();
    }
  }
}
