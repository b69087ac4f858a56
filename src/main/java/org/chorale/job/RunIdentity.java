package org.chorale.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.chorale.io.publish.RunRecord;
import org.chorale.job.input.FileHashJob;
import org.chorale.model.Specification;
import org.chorale.model.Term;
import org.chorale.model.Word;

/** What makes two runs the same: the contents of their inputs and the options that matter. */
final class RunIdentity {
  private static final int ID_CHARACTERS = 16;

  private final ObjectNode options;
  private final ArrayNode inputs;
  private final String id;

  /**
   * Identifies a run.
   *
   * @param given its inputs, in order
   */
  RunIdentity(HarmonisationRequest request, List<RunInput> given) {
    options = options(request);
    inputs = RunRecord.create().putArray("inputs");
    StringBuilder identity = new StringBuilder(options.toString());
    for (RunInput input : given) {
      ObjectNode node = inputs.addObject();
      node.put("path", input.path());
      if (input.isMatrix()) {
        node.put("matrix", input.hash());
      } else {
        node.put("bytes", input.bytes());
        node.put("sha256", input.hash());
      }
      identity.append('\n').append(input.hash());
    }
    byte[] digest =
        FileHashJob.newDigest().digest(identity.toString().getBytes(StandardCharsets.UTF_8));
    id = HexFormat.of().formatHex(digest).substring(0, ID_CHARACTERS);
  }

  private static ObjectNode options(HarmonisationRequest request) {
    Specification specification = request.specification();
    ObjectNode node = RunRecord.create();
    node.put("inputs", request.inputs().size());
    node.put("scans", request.scans() != null);
    node.put("id", request.idColumn());
    put(node, "site", specification.siteColumns());
    put(node, "continuous", names(specification, Term.Kind.CONTINUOUS));
    put(node, "categorical", names(specification, Term.Kind.CATEGORICAL));
    put(node, "features", request.features().include());
    put(node, "exclude", request.features().exclude());
    node.put("prior", Word.of(specification.prior()));
    node.put("mean-only", specification.meanOnly());
    node.put("reference-site", specification.referenceSite());
    node.put("eb-stop", Word.of(specification.stopRule()));
    node.put("min-scans", specification.minScans());
    node.put("small-site", Word.of(specification.smallSite()));
    node.put("drop-incomplete", specification.dropIncomplete());
    node.put("format", Word.of(request.format()));
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

  /** The run id, sixteen hexadecimal digits. */
  String id() {
    return id;
  }

  /** Options as resolved, keys as on the command line. */
  ObjectNode options() {
    return options;
  }

  /** Path, size and SHA-256 of every file; of a feature matrix the run that made it. */
  ArrayNode inputs() {
    return inputs;
  }
}
