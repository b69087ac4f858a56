package org.chorale.job.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.image.Grid;
import org.chorale.io.image.ImageReader;
import org.chorale.io.image.Images;
import org.chorale.io.matrix.Element;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.job.input.AddedColumns;
import org.chorale.job.input.ImportJob;
import org.chorale.job.input.InputReading;
import org.chorale.job.input.InputRequest;
import org.chorale.model.InvalidInputException;
import org.chorale.model.ScanColumns;
import org.chorale.model.ScanTable;
import org.chorale.model.Sequence;
import org.chorale.model.SiteLabels;
import org.chorale.model.Specification;

/**
 * A study as scan table and headers tell it: which image each scan has, its site, the common grid.
 * On the driver; some 500 bytes per scan.
 */
final class ImageStudy {
  private final ImageImportRequest request;
  private final Configuration conf;
  private final InputReading input;
  private final ScanTable scans;
  private final SetAside aside;
  private final List<ImageFile> files;
  private final List<ImageFacts> facts;
  private final VoxelMask mask;

  /**
   * Looks at the scan table and at all headers.
   *
   * @param model that will be fitted to the matrix: its covariates are read, too; null if unknown
   * @throws InvalidInputException if the table, or an image that can't be set aside, can't be used
   */
  ImageStudy(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      ImageImportRequest request,
      Specification model)
      throws IOException {
    this.request = request;
    this.conf = spark.hadoopConfiguration();
    ImportJob job = new ImportJob(spark, configuration);
    input = new InputReading(inputRequest(model), conf);
    refuseColumnsOfSidecars();
    scans = input.readScans(job);
    aside = new SetAside(scans, request.checks().quarantine());
    mask = request.mask() == null ? null : VoxelMask.read(conf, new Path(request.mask()));
    SiteLabels.all(scans, request.siteColumns());
    files =
        new ImageSearch(conf, scans, request, aside)
            .find(new StackScans(conf, job, scans, request, aside));
    spark.setJobGroup("chorale", "reading the headers", false);
    facts = new HeaderJob(spark, configuration).run(files, request.sidecarFields());
    new GridChecks(files, facts, aside).run(mask == null ? null : mask.grid());
    aside.settle();
  }

  private InputRequest inputRequest(Specification model) {
    Map<String, String> roles = new LinkedHashMap<>();
    request.siteColumns().forEach(column -> roles.put(column, "site column"));
    ImageSearch.columns(request).stream()
        .filter(column -> !column.equals(request.idColumn()))
        .forEach(column -> roles.putIfAbsent(column, "of the images' paths"));
    if (model != null) {
      model.thenColumns().forEach(columns -> columns.forEach(c -> roles.put(c, "site column")));
      model.terms().forEach(term -> roles.putIfAbsent(term.name(), "covariate"));
      request.sidecarFields().forEach(roles::remove);
    }
    return InputRequest.ofScans(request.scans(), request.idColumn(), roles);
  }

  private void refuseColumnsOfSidecars() {
    for (String column : input.tables().get(0).columns()) {
      for (String field : request.sidecarFields()) {
        if (column.equalsIgnoreCase(field)) {
          throw new InvalidInputException(
              "%s has a column '%s' already; use it with --site, or rename it: a column of that name is made of the sidecars"
                  .formatted(request.scans(), column));
        }
      }
    }
  }

  InputReading input() {
    return input;
  }

  ScanTable scans() {
    return scans;
  }

  SetAside aside() {
    return aside;
  }

  /** All files that were found. */
  List<ImageFile> files() {
    return files;
  }

  /** What their headers tell, in the same order. */
  List<ImageFacts> facts() {
    return facts;
  }

  /** The mask that was given, or null. */
  VoxelMask mask() {
    return mask;
  }

  /** The files that are read, with the scans that take part; null where one isn't. */
  List<ImageFile> usable() {
    List<ImageFile> usable = new ArrayList<>();
    files.forEach(file -> usable.add(file.without(aside)));
    return usable;
  }

  private int firstUsable() {
    return IntStream.range(0, files.size())
        .filter(f -> files.get(f).without(aside) != null)
        .findFirst()
        .orElseThrow();
  }

  /** The grid of all images that take part. */
  Grid grid() {
    return mask == null ? facts.get(firstUsable()).grid() : mask.grid();
  }

  /** Header of the first image that takes part, for one like it. */
  NiftiHeader header() throws IOException {
    try (ImageReader image = Images.open(conf, new Path(files.get(firstUsable()).path()))) {
      return image.like();
    }
  }

  /** As asked for, or as precise as the most precise image. */
  Element element() {
    if (request.settings().element() != null) {
      return request.settings().element();
    }
    boolean precise =
        IntStream.range(0, files.size())
            .anyMatch(f -> files.get(f).without(aside) != null && facts.get(f).isFloat64());
    return precise ? Element.FLOAT64 : Element.FLOAT32;
  }

  /** Labels of the scans' sites; null for those that are set aside. */
  List<String> labels() {
    String[] labels;
    if (request.sidecarFields().isEmpty()) {
      labels = SiteLabels.all(scans, request.siteColumns()).toArray(new String[0]);
    } else {
      labels = new String[scans.size()];
      String[][] texts = texts();
      Arrays.setAll(
          labels, s -> texts[s] == null ? null : SiteLabels.join(Arrays.asList(texts[s])));
    }
    aside.scans().stream().forEach(s -> labels[s] = null);
    return Arrays.asList(labels);
  }

  /**
   * The scans that take part, by site, and the model's covariates.
   *
   * @throws InvalidInputException if the model can't be fitted to them
   */
  Sequence of(Specification model) {
    String[][] texts = texts();
    Map<String, String[]> columns = new LinkedHashMap<>();
    for (int field = 0; field < request.sidecarFields().size(); field++) {
      String[] cells = new String[scans.size()];
      for (int s = 0; s < cells.length; s++) {
        cells[s] = texts[s] == null ? null : texts[s][field];
      }
      columns.put(request.sidecarFields().get(field), cells);
    }
    ScanColumns beside =
        new ScanColumns("the sidecars", new String[scans.size()], new long[scans.size()], columns);
    int[] left = IntStream.range(0, scans.size()).filter(scan -> !aside.isOut(scan)).toArray();
    return Sequence.of(scans.with(left, beside), model);
  }

  /** What the sidecars add to the scan table. */
  AddedColumns sidecars() {
    return request.sidecarFields().isEmpty()
        ? AddedColumns.NONE
        : new AddedColumns(request.sidecarFields(), texts());
  }

  private String[][] texts() {
    String[][] texts = new String[scans.size()][];
    for (int f = 0; f < files.size(); f++) {
      for (int scan : files.get(f).scans()) {
        if (scan >= 0) {
          texts[scan] = facts.get(f).fields();
        }
      }
    }
    return texts;
  }
}
