package org.chorale.io.matrix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.publish.Lake;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Word;

/** {@code matrix.json}: what a feature matrix is, written last. */
public final class MatrixJson {
  /** Directory of the harmonised matrix within a run's output. */
  public static final String OF_RUN = "harmonised";

  static final String FILE = "matrix.json";
  private static final String KIND = "chorale-feature-matrix";
  private static final int VERSION = 1;

  /** Blocks are far smaller; memory is asked for as many values. */
  private static final int MOST_IN_BLOCK = 1 << 24;

  private static final Pattern SITE_KEY = Pattern.compile("s\\d{4,9}");
  private static final ObjectMapper JSON = new ObjectMapper();

  private MatrixJson() {}

  /**
   * The matrix in a directory, or the harmonised one in the output of a run, or in that of a lake
   * which counts; null for none.
   */
  public static FeatureMatrix find(Configuration conf, Path named) {
    try {
      Path output = Lake.resolve(conf, named);
      for (Path directory : List.of(output, new Path(output, OF_RUN))) {
        if (FeatureMatrix.isAt(conf, directory)) {
          return read(conf, directory);
        }
      }
      return null;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Writes the file; the directory is a feature matrix from then on.
   *
   * @param written version of the program that writes
   */
  public static void write(Configuration conf, FeatureMatrix matrix, String written)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("kind", KIND);
    root.put("version", VERSION);
    root.put("written_by", written);
    root.put("run", matrix.run());
    root.put("element", Word.of(matrix.element()));
    root.put("feature_kind", Word.of(matrix.kind()));
    root.put("features", matrix.featureCount());
    root.put("block_size", matrix.blockSize());
    root.put("scans", matrix.scanCount());
    root.put("id_column", matrix.idColumn());
    matrix.siteColumns().forEach(root.putArray("site")::add);
    if (matrix.imageHeader() != null) {
      root.put("image_header", Base64.getEncoder().encodeToString(matrix.imageHeader()));
    }
    ArrayNode parts = root.putArray("parts");
    for (MatrixPart part : matrix.parts()) {
      ObjectNode node = parts.addObject();
      node.put("site_key", part.siteKey());
      node.put("site", part.siteLabel());
      node.put("number", part.number());
      node.put("first_block", part.firstBlock());
      node.put("end_block", part.endBlock());
      node.put("scans", part.scans());
    }
    try (OutputStream out = NewFile.create(conf, new Path(matrix.directory(), FILE))) {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Reads what a matrix is.
   *
   * @throws InvalidInputException if the directory holds none, or one this version can't read
   */
  public static FeatureMatrix read(Configuration conf, Path directory) throws IOException {
    Path file = new Path(directory, FILE);
    if (!FeatureMatrix.isAt(conf, directory)) {
      throw new InvalidInputException(
          "%s: no feature matrix: there is no %s; make one with 'chorale import'"
              .formatted(directory, FILE));
    }
    try (InputStream in = NewFile.fileSystem(conf, file).open(file)) {
      JsonNode root = JSON.readTree(in);
      if (!root.isObject()) {
        throw damaged(file, "kind", "is missing");
      }
      if (!KIND.equals(root.path("kind").asText())) {
        throw damaged(file, "kind", "is not '" + KIND + "'");
      }
      if (root.path("version").asInt() != VERSION) {
        throw damaged(
            file,
            "version",
            "is %s; this program reads %d".formatted(root.path("version"), VERSION));
      }
      return read(root, file);
    } catch (JsonProcessingException malformed) {
      throw new InvalidInputException(
          file + ": not readable as JSON: " + malformed.getOriginalMessage(), malformed);
    }
  }

  private static FeatureMatrix read(JsonNode root, Path file) {
    List<String> site = new ArrayList<>();
    required(root, "site", file).forEach(name -> site.add(name.asText()));
    int features = count(root, "features", file);
    int blockSize = count(root, "block_size", file);
    if (features < 1 || blockSize < 1) {
      throw damaged(file, features < 1 ? "features" : "block_size", "is not positive");
    }
    if (blockSize > MOST_IN_BLOCK) {
      throw damaged(file, "block_size", "is %,d".formatted(blockSize));
    }
    int blocks = (int) ((features + (long) blockSize - 1) / blockSize);
    List<MatrixPart> parts = new ArrayList<>();
    for (JsonNode node : required(root, "parts", file)) {
      parts.add(readPart(node, blocks, file));
    }
    if (parts.stream().mapToInt(MatrixPart::endBlock).max().orElse(0) != blocks) {
      throw damaged(file, "features", "is %,d, but no part has the last".formatted(features));
    }
    FeatureMatrix matrix =
        FeatureMatrix.builder()
            .directory(file.getParent())
            .run(required(root, "run", file).asText())
            .element(choice(Element.class, root, "element", file))
            .kind(choice(FeatureKind.class, root, "feature_kind", file))
            .features(features, blockSize)
            .columns(required(root, "id_column", file).asText(), site)
            .parts(parts)
            .imageHeader(header(root, file))
            .build();
    if (matrix.scanCount() != count(root, "scans", file)) {
      throw damaged(file, "scans", "is not the sum of those of its parts");
    }
    return matrix;
  }

  private static MatrixPart readPart(JsonNode node, int blocks, Path file) {
    String key = required(node, "site_key", file).asText();
    if (!SITE_KEY.matcher(key).matches()) {
      throw damaged(file, "site_key", "is '" + key + "'");
    }
    int first = count(node, "first_block", file);
    int end = count(node, "end_block", file);
    if (first >= end || end > blocks) {
      throw damaged(file, "end_block", "is %d, of %d blocks".formatted(end, blocks));
    }
    return new MatrixPart(
        key,
        required(node, "site", file).asText(),
        count(node, "number", file),
        first,
        end,
        count(node, "scans", file));
  }

  private static byte[] header(JsonNode root, Path file) {
    if (!root.has("image_header")) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(root.get("image_header").asText());
    } catch (IllegalArgumentException malformed) {
      throw damaged(file, "image_header", "is not base64");
    }
  }

  private static int count(JsonNode node, String field, Path file) {
    JsonNode value = required(node, field, file);
    if (!value.canConvertToInt() || value.asInt() < 0) {
      throw damaged(file, field, "is " + value);
    }
    return value.asInt();
  }

  private static <E extends Enum<E>> E choice(
      Class<E> type, JsonNode node, String field, Path file) {
    String word = required(node, field, file).asText();
    E choice = Word.choice(type, word);
    if (choice == null) {
      throw damaged(file, field, "is '" + word + "'");
    }
    return choice;
  }

  private static JsonNode required(JsonNode node, String field, Path file) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw damaged(file, field, "is missing");
    }
    return value;
  }

  private static InvalidInputException damaged(Path file, String field, String what) {
    return new InvalidInputException(
        "%s: field '%s' %s; this is no feature matrix that can be read here"
            .formatted(file, field, what));
  }
}
