package org.chorale.job.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.chorale.io.publish.RunRecord;
import org.chorale.job.input.FileHashJob;

/** What makes two runs the same: the contents of their inputs and the options that matter. */
public final class RunIdentity {
  private static final int ID_CHARACTERS = 16;

  private final ObjectNode options;
  private final ArrayNode inputs;
  private final String id;

  /**
   * Identifies a run.
   *
   * @param options as resolved, keys as on the command line; only those that matter
   * @param given its inputs, in order
   */
  public RunIdentity(ObjectNode options, List<RunInput> given) {
    this.options = options;
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

  /** The run id, sixteen hexadecimal digits. */
  public String id() {
    return id;
  }

  /** Options as resolved, keys as on the command line. */
  public ObjectNode options() {
    return options;
  }

  /** Path, size and SHA-256 of every file; of a feature matrix the run that made it. */
  public ArrayNode inputs() {
    return inputs;
  }
}
