package org.chorale.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.chorale.io.publish.RunRecord;
import org.chorale.job.diagnose.DiagnosisRequest;
import org.chorale.model.SmoothOption;
import org.chorale.model.Specification;
import org.chorale.model.Term;
import org.chorale.model.Word;

/** The options of a harmonisation that matter to its result, keys as on the command line. */
final class HarmonisationOptions {
  private HarmonisationOptions() {}

  static ObjectNode of(HarmonisationRequest request) {
    Specification specification = request.specification();
    ObjectNode node = RunRecord.create();
    node.put("inputs", request.inputs().size());
    node.put("scans", request.scans() != null);
    node.put("id", request.idColumn());
    put(node, "site", specification.siteColumns());
    ArrayNode then = node.putArray("then");
    specification.thenColumns().forEach(columns -> columns.forEach(then.addArray()::add));
    put(node, "continuous", names(specification, Term.Kind.CONTINUOUS));
    put(node, "categorical", names(specification, Term.Kind.CATEGORICAL));
    put(
        node,
        "smooth",
        specification.terms().stream()
            .filter(term -> term.smooth() != null)
            .map(SmoothOption::format)
            .toList());
    put(node, "features", request.features().include());
    put(node, "exclude", request.features().exclude());
    node.put("method", Word.of(specification.method()));
    node.put("compat", Word.of(specification.compat()));
    node.put("prior", Word.of(specification.prior()));
    node.put("robust", specification.robust());
    node.put("mean-only", specification.meanOnly());
    node.put("reference-site", specification.referenceSite());
    node.put("eb-stop", Word.of(specification.stopRule()));
    node.put("min-scans", specification.minScans());
    node.put("small-site", Word.of(specification.smallSite()));
    node.put("drop-incomplete", specification.dropIncomplete());
    node.put("id-hashes", request.idHashes());
    node.put("fold-column", specification.foldColumn());
    put(node, "domain", specification.domains().rules());
    node.put("domain-check", specification.domains().isCheckOnly());
    if (request.diagnosis() != null) {
      DiagnosisRequest diagnosis = request.diagnosis();
      ObjectNode report = node.putObject("report");
      report.put("subject", diagnosis.subject());
      report.put("time", diagnosis.time());
      put(report, "classifiers", diagnosis.classifiers().stream().map(Word::of).toList());
      report.put("seed", diagnosis.seed());
      report.put("harmonised", diagnosis.harmonised().size());
    }
    if (request.fitOnly()) {
      node.put("fit-only", true);
    } else {
      node.put("format", Word.of(request.format()));
    }
    return node;
  }

  private static List<String> names(Specification specification, Term.Kind kind) {
    List<String> names = new ArrayList<>();
    specification.terms().stream()
        .filter(term -> term.kind() == kind)
        .forEach(term -> names.add(term.name()));
    return names;
  }

  private static void put(ObjectNode node, String field, List<String> values) {
    values.forEach(node.putArray(field)::add);
  }
}
