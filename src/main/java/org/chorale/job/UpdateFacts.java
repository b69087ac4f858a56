package org.chorale.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.storage.NewFile;
import org.chorale.job.fit.SiteSummary;
import org.chorale.job.run.Program;
import org.chorale.job.run.RunIdentity;
import org.chorale.model.Model;
import org.chorale.model.Site;
import org.chorale.stats.adjust.Drift;

/** What is written of an update beside the model; how many scans were withdrawn, never which. */
final class UpdateFacts {
  private UpdateFacts() {}

  static ObjectNode options(UpdateRequest request) {
    ObjectNode node = RunRecord.create();
    node.put("update", true);
    node.put("withdraw", request.withdraw() != null);
    node.put("inputs", request.inputs().size());
    node.put("scans", request.scans() != null);
    node.put("drop-incomplete", request.dropIncomplete());
    return node;
  }

  static ObjectNode record(
      RunIdentity identity, Model before, UpdateOutcome outcome, String spark) {
    ObjectNode record = RunRecord.create();
    record.put("run", identity.id());
    record.put("program", "chorale " + Program.VERSION);
    record.put("spark", spark);
    record.put("java", Runtime.version().toString());
    record.put("model_run", before.run());
    record.set("inputs", identity.inputs());
    record.set("options", identity.options());
    List<Site> sites = outcome.refit().facts().sites();
    ObjectNode counts = record.putObject("counts");
    counts.put("scans", sites.stream().mapToInt(Site::scans).sum());
    counts.put(outcome.withdrawn() ? "scans_withdrawn" : "scans_added", outcome.scans());
    counts.put("scans_left_out", outcome.leftOut());
    counts.put("sites", sites.size());
    counts.put("features", before.featureCount());
    SiteSummary.countsByReason(outcome.solve().summaries())
        .forEach(counts.putObject("feature_site_pairs")::put);
    ObjectNode bySite = record.putObject("sites");
    for (Site site : sites) {
      bySite.putObject(site.label()).put("n", site.scans()).put("method", site.method());
    }
    outcome.refit().summedAnew().forEach(record.putArray("summed_anew")::add);
    outcome.warnings().forEach(record.putArray("warnings")::add);
    outcome.seconds().forEach(record.putObject("seconds")::put);
    return record;
  }

  /** {@code status/drift.csv}: a row per site that both models have. */
  static void writeDrift(Configuration conf, Path status, List<SiteDrift> drifts)
      throws IOException {
    StringBuilder text =
        new StringBuilder(
            "site,features,changed_treatment,mean_shift,largest_shift,most_shifted,largest_stretch\n");
    for (SiteDrift site : drifts) {
      Drift drift = site.drift();
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%d,%s,%s,%s,%s%n",
              quoted(site.site()),
              drift.features(),
              drift.changedTreatment(),
              drift.meanShift(),
              drift.largestShift(),
              drift.mostShifted() == null ? "" : quoted(drift.mostShifted()),
              drift.largestStretch()));
    }
    try (OutputStream out = NewFile.create(conf, new Path(status, "drift.csv"))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\n\r]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
