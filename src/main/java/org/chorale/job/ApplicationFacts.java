package org.chorale.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.chorale.io.publish.RunRecord;
import org.chorale.job.run.Program;
import org.chorale.job.run.RunIdentity;
import org.chorale.model.NewScanRules;
import org.chorale.model.Site;
import org.chorale.model.Word;

/** What {@code run.json} tells of an application; never an id of a scan. */
final class ApplicationFacts {
  private ApplicationFacts() {}

  /** The options that matter to the result, keys as on the command line. */
  static ObjectNode options(ApplicationRequest request) {
    NewScanRules rules = request.rules();
    ObjectNode node = RunRecord.create();
    node.put("apply", true);
    node.put("inputs", request.inputs().size());
    node.put("scans", request.scans() != null);
    node.put("id", request.idColumn());
    node.put("unseen-site", Word.of(rules.unseenSite()));
    node.put("priors", Word.of(rules.priors()));
    node.put("unseen-level", Word.of(rules.unseenLevel()));
    node.put("out-of-range", Word.of(rules.outOfRange()));
    node.put("mean-covariates", rules.meanCovariates());
    node.put("drop-incomplete", rules.dropIncomplete());
    node.put("keep-sites", request.keepSites());
    node.put("format", Word.of(request.format()));
    if (!request.selection().isAll()) {
      request.selection().sites().forEach(node.putArray("sites")::add);
      node.put("since", request.selection().since());
      node.put("since-column", request.selection().column());
    }
    return node;
  }

  static ObjectNode record(RunIdentity identity, ApplicationOutcome outcome, String spark) {
    ApplicationPlan plan = outcome.plan();
    ObjectNode record = RunRecord.create();
    record.put("run", identity.id());
    record.put("program", "chorale " + Program.VERSION);
    record.put("spark", spark);
    record.put("java", Runtime.version().toString());
    record.put("model_run", plan.model().run());
    record.set("inputs", identity.inputs());
    record.set("options", identity.options());
    ObjectNode counts = record.putObject("counts");
    counts.put("scans", plan.scans().coded().size());
    counts.put("scans_left_out", plan.scans().leftOut().size());
    counts.put("scans_not_selected", plan.scans().notTaken());
    counts.put("sites", plan.sites().size());
    counts.put("features", plan.features().count());
    counts.put("odd_covariates", plan.scans().oddCovariates().size());
    ObjectNode sites = record.putObject("sites");
    for (Site site : plan.sites()) {
      sites.putObject(site.label()).put("n", site.scans()).put("method", site.method());
    }
    List<String> warnings = new ArrayList<>(plan.warnings());
    warnings.addAll(outcome.warnings());
    warnings.forEach(record.putArray("warnings")::add);
    outcome.seconds().forEach(record.putObject("seconds")::put);
    return record;
  }
}
