package org.chorale.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.chorale.io.publish.RunRecord;
import org.chorale.job.fit.SiteSummary;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.job.run.Program;
import org.chorale.job.run.RunIdentity;
import org.chorale.model.Cohort;
import org.chorale.model.Sequence;
import org.chorale.model.Site;
import org.chorale.model.StudyFacts;

/** What {@code run.json} tells of a run: inputs, options, counts, times; never an id of a scan. */
final class RunFacts {
  private RunFacts() {}

  static ObjectNode record(RunIdentity identity, HarmonisationOutcome outcome, String spark) {
    ObjectNode record = RunRecord.create();
    record.put("run", identity.id());
    record.put("program", "chorale " + Program.VERSION);
    record.put("spark", spark);
    record.put("java", Runtime.version().toString());
    record.set("inputs", identity.inputs());
    record.set("options", identity.options());
    Cohort cohort = outcome.plan().study().cohort();
    ObjectNode counts = record.putObject("counts");
    counts.put("scans", cohort.size());
    counts.put("scans_left_out", cohort.leftOut().size());
    counts.put("sites", cohort.sites().size());
    counts.put("features", outcome.plan().features().count());
    if (outcome.outside() != null) {
      outcome.outside().describe(record.putObject("domains"));
    }
    Sequence sequence = outcome.plan().sequence();
    describe(record, counts, sequence.facts(0), outcome.solves().get(0));
    if (outcome.solves().size() > 1) {
      ArrayNode then = record.putArray(sequence.hasFolds() ? "further_folds" : "then");
      for (int k = 1; k < outcome.solves().size(); k++) {
        ObjectNode step = then.addObject();
        if (sequence.hasFolds()) {
          step.put("without", sequence.folds().get(k));
        } else {
          sequence.facts(k).specification().siteColumns().forEach(step.putArray("site")::add);
        }
        describe(step, step, sequence.facts(k), outcome.solves().get(k));
      }
    }
    List<String> warnings = new ArrayList<>(outcome.plan().warnings());
    outcome.solves().forEach(solve -> warnings.addAll(solve.warnings()));
    warnings.forEach(record.putArray("warnings")::add);
    outcome.seconds().forEach(record.putObject("seconds")::put);
    return record;
  }

  private static void describe(
      ObjectNode record, ObjectNode counts, StudyFacts facts, SolveOutcome solve) {
    SiteSummary.countsByReason(solve.summaries())
        .forEach(counts.putObject("feature_site_pairs")::put);
    ObjectNode sites = record.putObject("sites");
    for (int i = 0; i < facts.sites().size(); i++) {
      Site site = facts.sites().get(i);
      ObjectNode node = sites.putObject(site.label());
      node.put("n", site.scans()).put("method", site.method());
      if (solve.treatments().get(i).isAccelerated()) {
        node.put("eb_error_bound", solve.summaries().get(i).errorBound());
      }
    }
  }
}
