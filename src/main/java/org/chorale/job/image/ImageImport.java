package org.chorale.job.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.Element;
import org.chorale.io.matrix.FeatureKind;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.publish.RunOutput;
import org.chorale.io.publish.Staging;
import org.chorale.io.storage.NewFile;
import org.chorale.io.table.PhysicalFile;
import org.chorale.job.input.FileHashJob;
import org.chorale.job.input.ImportJob;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.ScanTableJob;
import org.chorale.job.input.TableRows;
import org.chorale.job.matrix.ImportOutcome;
import org.chorale.job.matrix.MatrixImportJob;
import org.chorale.job.matrix.MatrixPlaces;
import org.chorale.job.matrix.NewMatrix;
import org.chorale.job.run.RunIdentity;
import org.chorale.job.run.RunInput;
import org.chorale.model.Blocks;
import org.chorale.model.Cohort;
import org.chorale.model.Sequence;
import org.chorale.model.Specification;

/**
 * Makes a feature matrix of images: finds them, reads their headers, then their values once, checks
 * both, sorts the values.
 *
 * <p>The driver holds the scan table, some 500 bytes per image and counts of one grid (4 bytes per
 * voxel); the mask (a bit per voxel) and the places of the scans (100 bytes each) are broadcast.
 */
public final class ImageImport {
  private final JavaSparkContext spark;
  private final ImageImportRequest request;
  private final Configuration conf;
  private final Broadcast<SerializableConfiguration> configuration;
  private final Specification model;

  /** Prepares the import. */
  public ImageImport(JavaSparkContext spark, ImageImportRequest request) {
    this(spark, request, null);
  }

  /**
   * Prepares the import of what a model will be fitted to: scans that it can't be fitted to are
   * refused before an image's values are read.
   */
  public ImageImport(JavaSparkContext spark, ImageImportRequest request, Specification model) {
    this.spark = spark;
    this.request = request;
    this.model = model;
    this.conf = spark.hadoopConfiguration();
    this.configuration = spark.broadcast(new SerializableConfiguration(conf));
  }

  /**
   * What scan table and headers tell of the images and the model; nothing is written.
   *
   * @throws org.chorale.model.InvalidInputException if they can't be used
   */
  public ImagePlan plan() {
    try {
      ImageStudy study = new ImageStudy(spark, configuration, request, model);
      long bytes = study.facts().stream().mapToLong(ImageFacts::bytes).sum();
      int voxels = study.mask() == null ? ImagePlan.UNKNOWN : study.mask().count();
      return new ImagePlan(study.of(model), study.files().size(), bytes, study.grid(), voxels);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Imports.
   *
   * @throws org.chorale.model.InvalidInputException if scan table, images or options can't be used
   */
  public ImageImportOutcome run() {
    return run(List.of(), sequence -> {});
  }

  /**
   * Imports for a model.
   *
   * @param later outputs of what will be done with the matrix: no image may lie in one
   * @param planned told scans, sites and covariates before a value is read
   * @throws org.chorale.model.InvalidInputException if scan table, images or options can't be used
   */
  public ImageImportOutcome run(List<RunOutput> later, Consumer<Sequence> planned) {
    try {
      RunOutput output = new RunOutput(conf, request.output(), request.overwrite());
      ImageStudy study = new ImageStudy(spark, configuration, request, model);
      refuseWithin(output, study);
      for (RunOutput other : later) {
        refuseWithin(other, study);
      }
      if (model != null) {
        planned.accept(study.of(model));
      }
      String[] hashes = new String[study.files().size()];
      ImageInputs inputs =
          new ImageInputs(tables(study), study.scans(), study.files(), study.facts());
      if (output.holdsRun()) {
        hash(study.files(), hashes);
        String run = inputs.identity(request.options(), hashes).id();
        if (output.isComplete(run)) {
          return new ImageImportOutcome(
              new ImportOutcome(run, request.output(), true, 0, 0, 0, 0, List.of()), 0, 0, 0, 0);
        }
      }
      return run(output, study, inputs, hashes);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void refuseWithin(RunOutput output, ImageStudy study) throws IOException {
    output.refuseWithin(request.scans());
    if (request.mask() != null) {
      output.refuseWithin(request.mask());
    }
    if (request.images() instanceof ImageSource.Named named) {
      // In a folder that is searched the next import would find the mask of this one.
      for (String path : named.paths()) {
        output.refuseWithin(PathPattern.isOne(path) ? request.scans() : path);
      }
    }
    for (ImageFile file : study.files()) {
      output.refuseWithin(file.path());
    }
  }

  /** Scan table and mask, hashed on the driver: they are small. */
  private List<RunInput> tables(ImageStudy study) throws IOException {
    List<RunInput> inputs = new ArrayList<>();
    for (PhysicalFile file : study.input().tables().get(0).files()) {
      String hash = FileHashJob.sha256(conf, new Path(file.location()));
      inputs.add(new RunInput(file.path(), file.bytes(), hash));
    }
    if (request.mask() != null) {
      Path mask = new Path(request.mask());
      long bytes = NewFile.fileSystem(conf, mask).getFileStatus(mask).getLen();
      String hash = ImageHash.all(spark, configuration, List.of(request.mask())).get(0);
      inputs.add(new RunInput(request.mask(), bytes, hash));
    }
    return inputs;
  }

  /** Hashes the files whose hash is not known yet. */
  private void hash(List<ImageFile> files, String[] hashes) {
    int[] unknown = IntStream.range(0, hashes.length).filter(f -> hashes[f] == null).toArray();
    List<String> paths = Arrays.stream(unknown).mapToObj(f -> files.get(f).path()).toList();
    List<String> found = ImageHash.all(spark, configuration, paths);
    for (int u = 0; u < unknown.length; u++) {
      hashes[unknown[u]] = found.get(u);
    }
  }

  private ImageImportOutcome run(
      RunOutput output, ImageStudy study, ImageInputs inputs, String[] hashes) throws IOException {
    Element element = study.element();
    List<ImageFile> read = study.usable();
    boolean hashed = hashes.length > 0 && hashes[0] == null;
    Broadcast<VoxelMask> given = study.mask() == null ? null : spark.broadcast(study.mask());
    spark.setJobGroup("chorale", "reading the images", false);
    try (ImageValues values =
            new ImageValues(spark, configuration, ImageFile.tasks(read, hashed), element, given);
        Staging staging = output.stage()) {
      ValueChecks checks =
          new ValueChecks(spark, request, study.scans(), read, study.aside(), hashes);
      Broadcast<VoxelMask> mask = checks.run(values, given, study.grid());
      hash(study.files(), hashes);
      List<String> labels = study.labels();
      int sites = new TreeSet<>(labels.stream().filter(label -> label != null).toList()).size();
      Blocks blocks = request.settings().blocks(mask.value().count(), sites);
      List<String> ids =
          IntStream.range(0, study.scans().size()).mapToObj(study.scans()::id).toList();
      MatrixPlaces places =
          new MatrixPlaces(ids, labels, blocks, element, request.settings().fileBytes());
      Broadcast<MatrixPlaces> placed = spark.broadcast(places);
      spark.setJobGroup("chorale", "sorting values by site", false);
      new MatrixImportJob(configuration)
          .run(values.rows(mask, placed), placed, staging.directory());
      writeScans(study, staging.directory());
      ImageMatrix beside = new ImageMatrix(conf, staging.directory());
      beside.writeIndex(mask.value(), blocks);
      beside.writeMask(mask.value(), study.header());
      beside.writeImages(study.scans(), study.aside(), read, hashes, checks.missing());
      RunIdentity identity = inputs.identity(request.options(), hashes);
      FeatureMatrix matrix =
          FeatureMatrix.builder()
              .directory(staging.directory())
              .run(identity.id())
              .element(element)
              .kind(FeatureKind.VOXEL)
              .features(mask.value().count(), blocks.size(0))
              .columns(request.idColumn(), request.siteNames())
              .parts(places.parts())
              .imageHeader(study.header().bytes())
              .build();
      return publish(staging, matrix, identity, study, checks);
    }
  }

  private void writeScans(ImageStudy study, Path matrix) {
    Path rows = new Path(matrix, "_rows");
    study
        .input()
        .readAll(
            new ImportJob(spark, configuration), reading -> new Path(rows, "reading-" + reading));
    TableRows tables = new TableRows(study.input().inputs());
    int[] siteOf = new int[study.scans().size()];
    study.aside().scans().stream().forEach(scan -> siteOf[scan] = Cohort.OUT);
    ScanAssignment assignment = ScanAssignment.of(study.scans(), siteOf, tables);
    new ScanTableJob(spark, configuration)
        .run(tables, assignment, study.sidecars(), FeatureMatrix.scans(matrix));
  }

  private ImageImportOutcome publish(
      Staging staging,
      FeatureMatrix matrix,
      RunIdentity identity,
      ImageStudy study,
      ValueChecks checks)
      throws IOException {
    int aside = study.aside().size();
    List<String> notes = new ArrayList<>();
    if (aside > 0) {
      study.aside().write(conf, new Path(staging.directory(), "quarantine.csv"));
      notes.add(
          "%,d %s set aside, see quarantine.csv"
              .formatted(aside, aside == 1 ? "image was" : "images were"));
    }
    long missing = checks.noteMissing();
    checks.noteCopies();
    notes.addAll(checks.notes());
    ImportOutcome outcome =
        new NewMatrix(spark, staging).publish(matrix, identity, request.output(), notes);
    Path published = new Path(request.output());
    long bytes = NewFile.fileSystem(conf, published).getContentSummary(published).getLength();
    return new ImageImportOutcome(outcome, study.grid().voxels(), missing, aside, bytes);
  }
}
