package org.chorale.io.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;

/** {@code run.json}: what a run was given and did. Written last: an output without it is none. */
public final class RunRecord {
  private static final String FILE = "run.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RunRecord() {}

  /** A new, empty record. */
  public static ObjectNode create() {
    return JSON.createObjectNode();
  }

  /** Writes the record; the output is complete from then on. */
  public static void write(Configuration conf, Path output, ObjectNode record) throws IOException {
    try (OutputStream out = NewFile.create(conf, new Path(output, FILE))) {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(record) + "\n";
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The id of the run whose complete output a directory holds, or null if it holds none. */
  public static String completeRun(Configuration conf, Path output) throws IOException {
    JsonNode run = read(conf, output).path("run");
    return run.isTextual() ? run.asText() : null;
  }

  /** The record in a directory; a missing node if there is none. */
  public static JsonNode read(Configuration conf, Path output) throws IOException {
    Path file = new Path(output, FILE);
    FileSystem fileSystem = NewFile.fileSystem(conf, file);
    if (!fileSystem.exists(file)) {
      return MissingNode.getInstance();
    }
    try (InputStream in = fileSystem.open(file)) {
      return JSON.readTree(in);
    } catch (JsonProcessingException foreign) {
      return MissingNode.getInstance();
    }
  }
}
