package org.chorale.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.storage.NewFile;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.diagnose.DiagnosedRun;
import org.chorale.job.diagnose.DiagnosisJob;
import org.chorale.job.diagnose.DiagnosisRequest;
import org.chorale.job.fit.ScaledValues;
import org.chorale.job.fit.SiteSummary;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.job.run.Program;
import org.chorale.job.run.RunIdentity;
import org.chorale.job.values.BlockValues;
import org.chorale.model.Cohort;
import org.chorale.model.ScanTable;
import org.chorale.model.Study;
import org.chorale.model.StudyWords;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.model.diagnosis.RunSummary;

/** Diagnoses a run that was fitted, into {@code diagnostics/} and {@code report.html}. */
final class RunDiagnosis {
  static final String DIAGNOSTICS = "diagnostics";
  static final String REPORT = "report.html";

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;
  private final HarmonisationRequest request;
  private final Source source;
  private final HarmonisationPlan plan;

  RunDiagnosis(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      HarmonisationRequest request,
      Source source,
      HarmonisationPlan plan) {
    this.spark = spark;
    this.configuration = configuration;
    this.request = request;
    this.source = source;
    this.plan = plan;
  }

  /**
   * Diagnoses.
   *
   * @param elsewhere the source of values that were harmonised elsewhere; null: by {@code slices}
   * @param page shows what was found; null for none
   */
  Diagnosis run(
      RunIdentity identity,
      List<SolveOutcome> solved,
      ModelSlices slices,
      ElsewhereSource elsewhere,
      ReportPage page,
      Path directory)
      throws IOException {
    Study study = plan.study();
    BlockValues values =
        new ScaledValues(
            source.values(plan.sequence().coded(), plan.blocks()), source.scales(plan.blocks()));
    Diagnosis diagnosis =
        new DiagnosisJob(spark, configuration, request.diagnosis())
            .run(
                new DiagnosedRun(
                    study,
                    plan.blocks(),
                    source.names(),
                    values,
                    plan.sequence().coded(),
                    elsewhere == null ? slices : null,
                    elsewhere == null ? null : elsewhere.values(plan.blocks()),
                    solved.get(0),
                    ModelFit.of(new Path(directory, ModelFit.MODEL), plan.sequence(), 0),
                    source.matrix(),
                    summary(identity, solved.get(0))),
                new Path(directory, DIAGNOSTICS));
    if (page != null) {
      try (OutputStream out =
          NewFile.create(spark.hadoopConfiguration(), new Path(directory, REPORT))) {
        page.write(diagnosis, out);
      }
    }
    return diagnosis;
  }

  private RunSummary summary(RunIdentity identity, SolveOutcome solved) {
    Study study = plan.study();
    Cohort cohort = study.cohort();
    List<String> inputs = new ArrayList<>();
    identity.inputs().forEach(input -> inputs.add(input.path("path").asText()));
    List<String> warnings = new ArrayList<>(plan.warnings());
    warnings.addAll(solved.warnings());
    return new RunSummary(
        identity.id(),
        "chorale " + Program.VERSION,
        inputs,
        method(),
        study.specification().siteColumns(),
        StudyWords.covariates(study),
        options(identity.options(), request.diagnosis().harmonised()),
        cohort.size(),
        cohort.leftOut().size(),
        subjects(study),
        plan.features().count(),
        plan.features().noun() == null ? "features" : plan.features().noun(),
        plan.features().shown(),
        SiteSummary.countsByReason(solved.summaries()),
        warnings);
  }

  private String method() {
    String words = StudyWords.method(plan.sequence(), plan.features().count());
    return request.diagnosis().harmonised().isEmpty()
        ? words
        : "harmonised elsewhere; estimates shown are of " + words;
  }

  private long subjects(Study study) {
    DiagnosisRequest diagnosis = request.diagnosis();
    ScanTable scans = study.scans();
    return diagnosis.subject() == null
        ? 0
        : IntStream.range(0, scans.size())
            .filter(s -> study.cohort().site(s) != Cohort.OUT)
            .mapToObj(s -> scans.text(diagnosis.subject(), s))
            .filter(Objects::nonNull)
            .distinct()
            .count();
  }

  private static Map<String, String> options(ObjectNode options, List<String> elsewhere) {
    Map<String, String> all = new LinkedHashMap<>();
    if (!elsewhere.isEmpty()) {
      all.put(RunSummary.HARMONISED_ELSEWHERE, String.join(", ", elsewhere));
    }
    options
        .properties()
        .forEach(
            option -> {
              JsonNode value = option.getValue();
              boolean given = !value.isNull() && !(value.isArray() && value.isEmpty());
              if (given) {
                all.put(option.getKey(), value.isTextual() ? value.asText() : value.toString());
              }
            });
    return all;
  }
}
