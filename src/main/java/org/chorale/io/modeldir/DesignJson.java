package org.chorale.io.modeldir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;
import org.chorale.model.Coding;
import org.chorale.model.Design;
import org.chorale.model.InvalidInputException;
import org.chorale.model.SharedDesign;
import org.chorale.model.Specification;

/** The file by which sites of a federation agree: specification and design as a model has them. */
public final class DesignJson {
  private static final String KIND = "chorale-design";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private DesignJson() {}

  /**
   * Writes the file.
   *
   * @param written version of the program that writes
   * @throws IOException if it exists or can't be written
   */
  public static void write(Configuration conf, Path file, SharedDesign design, String written)
      throws IOException {
    ObjectNode root = begin(KIND, VERSION, written);
    put(root, design);
    save(conf, file, root);
  }

  /**
   * Reads the file.
   *
   * @throws InvalidInputException if it is none, or one this version can't read
   */
  public static SharedDesign read(Configuration conf, Path file) throws IOException {
    return design(load(conf, file, KIND, VERSION), file);
  }

  static ObjectNode begin(String kind, int version, String written) {
    ObjectNode root = JSON.createObjectNode();
    root.put("kind", kind);
    root.put("version", version);
    root.put("written_by", written);
    return root;
  }

  static void put(ObjectNode root, SharedDesign design) {
    root.put("id_column", design.idColumn());
    ModelJson.writeSpecification(root.putObject("specification"), design.specification());
    ArrayNode terms = root.putArray("design");
    for (Coding coding : design.design().codings()) {
      ModelJson.writeCoding(terms.addObject(), coding, design.specification());
    }
    design.features().forEach(root.putArray("feature_names")::add);
    design.units().forEach(root.putArray("units")::add);
  }

  static SharedDesign design(JsonNode root, Path file) {
    JsonNode node = ModelJson.required(root, "specification", file);
    Specification.Builder specification =
        Specification.builder().site(ModelJson.texts(node, "site", file));
    List<Coding> codings = new ArrayList<>();
    for (JsonNode coding : ModelJson.required(root, "design", file)) {
      codings.add(ModelJson.readCoding(coding, file, specification));
    }
    ModelJson.readSpecification(node, file, specification);
    return new SharedDesign(
        specification.build(),
        ModelJson.required(root, "id_column", file).asText(),
        new Design(codings),
        ModelJson.texts(root, "feature_names", file),
        ModelJson.texts(root, "units", file));
  }

  static void save(Configuration conf, Path file, ObjectNode root) throws IOException {
    try (OutputStream out = NewFile.create(conf, file)) {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  static JsonNode load(Configuration conf, Path file, String kind, int version) throws IOException {
    try (InputStream in = NewFile.fileSystem(conf, file).open(file)) {
      JsonNode root = JSON.readTree(in);
      if (!kind.equals(root.path("kind").asText())) {
        throw new InvalidInputException("%s: its kind is not '%s'".formatted(file, kind));
      }
      if (root.path("version").asInt() != version) {
        throw new InvalidInputException(
            "%s: its version is %s; this program reads %d"
                .formatted(file, root.path("version"), version));
      }
      return root;
    } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
      throw new InvalidInputException(
          file + ": not readable as JSON: " + malformed.getOriginalMessage(), malformed);
    }
  }
}
