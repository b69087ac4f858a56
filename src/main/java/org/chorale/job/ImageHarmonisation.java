package org.chorale.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.chorale.io.publish.RunOutput;
import org.chorale.io.publish.Staging;
import org.chorale.job.export.ImageExport;
import org.chorale.job.export.ImageExportOutcome;
import org.chorale.job.image.ImageImport;
import org.chorale.job.image.ImageImportOutcome;
import org.chorale.job.image.ImagePlan;
import org.chorale.model.Cohort;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Sequence;
import org.chorale.model.Study;

/**
 * Harmonises images: imports them into a feature matrix, harmonises it, exports images. Each of the
 * three writes what it writes alone, to a directory of its own with its own run id, and does
 * nothing where that is complete; so a run that was interrupted goes on where it was.
 *
 * <p>What can be refused before a voxel is read is: outputs in the way, scans that the model can't
 * be fitted to, sites and scans to be exported that aren't there.
 */
public final class ImageHarmonisation {
  private final JavaSparkContext spark;
  private final ImageHarmonisationRequest request;

  /** Prepares the run. */
  public ImageHarmonisation(JavaSparkContext spark, ImageHarmonisationRequest request) {
    this.spark = spark;
    this.request = request;
  }

  /** Told what each step has done. */
  public interface Steps {
    /** The matrix is there. */
    void imported(ImageImportOutcome outcome);

    /** The model is about to be fitted. */
    void planned(HarmonisationPlan plan);

    /** Values, model and status are there. */
    void harmonised(HarmonisationOutcome outcome);

    /** The images are there. */
    void exported(ImageExportOutcome outcome);
  }

  /**
   * What scan table and headers tell; leaves nothing behind.
   *
   * @throws InvalidInputException if they can't be used
   */
  public ImagePlan plan() {
    return imports(request).plan();
  }

  /**
   * What all values tell. The matrix is put aside beside the output for the time being.
   *
   * @throws InvalidInputException if the input can't be used
   */
  public HarmonisationPlan planOfValues() {
    Path beside = new Path(request.directory()).suffix("-dry-run");
    try (Staging aside = Staging.beside(beside, hadoop(), false)) {
      ImageHarmonisationRequest dry = request.in(aside.directory().toString());
      imports(dry).run();
      return Harmonisation.of(spark, dry.ofMatrix()).plan(true);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Harmonises.
   *
   * @param steps told of each step that is done
   * @throws InvalidInputException if input or options can't be used; what was done before stays
   */
  public void run(Steps steps) {
    steps.imported(imports(request).run(later(), this::checkExport));
    steps.harmonised(Harmonisation.of(spark, request.ofMatrix()).run(steps::planned));
    steps.exported(new ImageExport(spark, request.exports()).run());
  }

  private ImageImport imports(ImageHarmonisationRequest of) {
    return new ImageImport(spark, of.imports(), of.specification());
  }

  private void checkExport(Sequence sequence) {
    Study study = sequence.first();
    Map<String, List<String>> scans = new TreeMap<>();
    for (int scan = 0; scan < study.scans().size(); scan++) {
      int site = study.cohort().site(scan);
      if (site != Cohort.OUT) {
        scans
            .computeIfAbsent(study.cohort().sites().get(site).label(), label -> new ArrayList<>())
            .add(study.scans().id(scan));
      }
    }
    request.exports().check(scans);
  }

  /** Outputs of the later steps; what is in their way is refused before the first. */
  private List<RunOutput> later() {
    try {
      return List.of(
          new RunOutput(hadoop(), request.exports().matrix(), request.overwrite()),
          new RunOutput(hadoop(), request.exports().output(), request.overwrite()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Configuration hadoop() {
    return spark.hadoopConfiguration();
  }
}
