package org.chorale.job;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.table.PhysicalFile;
import org.chorale.io.table.TableFile;
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
   * @param hashes SHA-256 of every file of the tables, in order
   */
  RunIdentity(HarmonisationRequest request, List<TableFile> tables, List<String> hashes) {
    options = options(request);
    inputs = RunRecord.create().putArray("inputs");
    StringBuilder identity = new StringBuilder(options.toString());
    int next = 0;
    for (TableFile table : tables) {
      for (PhysicalFile file : table.files()) {
        ObjectNode input = inputs.addObject();
        input.put("path", named(request, file));
        input.put("bytes", file.bytes());
        input.put("sha256", hashes.get(next));
        identity.append('\n').append(hashes.get(next++));
      }
    }
    byte[] digest =
        FileHashJob.newDigest().digest(identity.toString().getBytes(StandardCharsets.UTF_8));
    id = HexFormat.of().formatHex(digest).substring(0, ID_CHARACTERS);
  }

  /** A dataset lies aside for the time of the run only: its files have names, no place. */
  private static String named(HarmonisationRequest request, PhysicalFile file) {
    return request.isDataset() ? "dataset/" + new Path(file.path()).getName() : file.path();
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

  /** Path, size and SHA-256 of every file. */
  ArrayNode inputs() {
    return inputs;
  }
}
