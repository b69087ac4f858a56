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
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chorale.io.publish.Lake;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;

/**
 * The models of a run with several batch variables: {@code step-1/}, {@code step-2/} and so on in
 * the order in which they are applied, and a {@code model.json} that says so, written last. The
 * model of a run with one batch variable lies in the directory itself.
 */
public final class ModelSteps {
  private static final String KIND = "chorale-model-sequence";
  private static final int VERSION = 1;
  private static final String STEP = "step-";
  private static final String FOLD_KIND = "chorale-model-folds";
  private static final String FOLD = "fold-";
  private static final int MOST_STEPS = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelSteps() {}

  /**
   * What belongs to one of the batch variables in a directory of the run.
   *
   * @param step index, from 0
   * @param count batch variables of the run
   */
  public static Path of(Path directory, int step, int count) {
    return count == 1 ? directory : new Path(directory, STEP + (step + 1));
  }

  /**
   * What belongs to the fit without one of the folds in a directory of the run.
   *
   * @param fold index, from 0
   */
  public static Path ofFold(Path directory, int fold) {
    return new Path(directory, FOLD + (fold + 1));
  }

  /**
   * Says that a directory holds a model for each fold, made without it.
   *
   * @param folds labels
   * @param written version of the program that writes
   */
  public static void writeFolds(Configuration conf, Path model, List<String> folds, String written)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("kind", FOLD_KIND);
    root.put("version", VERSION);
    root.put("written_by", written);
    ArrayNode list = root.putArray("folds");
    for (int f = 0; f < folds.size(); f++) {
      list.addObject().put("model", ofFold(model, f).getName()).put("without", folds.get(f));
    }
    write(conf, model, root);
  }

  private static void write(Configuration conf, Path model, ObjectNode root) throws IOException {
    try (OutputStream out = NewFile.create(conf, new Path(model, ModelFiles.JSON))) {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Says that a directory holds the models of several batch variables; nothing of one.
   *
   * @param siteColumns columns of each batch variable
   * @param written version of the program that writes
   */
  public static void write(
      Configuration conf, Path model, List<List<String>> siteColumns, String written)
      throws IOException {
    if (siteColumns.size() == 1) {
      return;
    }
    ObjectNode root = JSON.createObjectNode();
    root.put("kind", KIND);
    root.put("version", VERSION);
    root.put("written_by", written);
    ArrayNode steps = root.putArray("steps");
    for (int k = 0; k < siteColumns.size(); k++) {
      ObjectNode step = steps.addObject();
      step.put("model", of(model, k, siteColumns.size()).getName());
      siteColumns.get(k).forEach(step.putArray("site")::add);
    }
    write(conf, model, root);
  }

  /**
   * The models that are meant, in the order in which they are applied.
   *
   * @param named a model, those of several batch variables, or the output of a run, which holds
   *     either as {@code model/}, or a lake, of which the output that counts is meant
   * @throws InvalidInputException if there is neither
   */
  public static List<Path> find(Configuration conf, Path named) throws IOException {
    Path output = Lake.resolve(conf, named);
    Path within = new Path(output, "model");
    FileSystem fileSystem = NewFile.fileSystem(conf, output);
    Path model = fileSystem.exists(new Path(within, ModelFiles.JSON)) ? within : output;
    Path file = new Path(model, ModelFiles.JSON);
    if (!fileSystem.exists(file)) {
      throw new InvalidInputException(
          "%s: no model: there is no %s; name the model directory of a finished run"
              .formatted(output, ModelFiles.JSON));
    }
    JsonNode root;
    try (InputStream in = fileSystem.open(file)) {
      root = JSON.readTree(in);
    } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
      throw new InvalidInputException(
          file + ": not readable as JSON: " + malformed.getOriginalMessage(), malformed);
    }
    if (FOLD_KIND.equals(root.path("kind").asText())) {
      throw new InvalidInputException(
          "%s holds a model for each of %d folds: name one, as %s"
              .formatted(model, root.path("folds").size(), ofFold(model, 0)));
    }
    if (!KIND.equals(root.path("kind").asText())) {
      return List.of(model);
    }
    int count = root.path("steps").size();
    if (root.path("version").asInt() != VERSION || count < 2 || count > MOST_STEPS) {
      throw ModelJson.damaged(file, "steps", "is of another version, or lists no steps");
    }
    List<Path> steps = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      // The names are known: what a file says is not followed out of the directory.
      steps.add(of(model, k, count));
    }
    return steps;
  }
}
