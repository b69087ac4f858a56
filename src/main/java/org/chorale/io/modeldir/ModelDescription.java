package org.chorale.io.modeldir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.storage.NewFile;
import org.chorale.model.Coding;
import org.chorale.model.Model;
import org.chorale.model.ModelSite;
import org.chorale.stats.bayes.SitePrior;

/**
 * What a model is, how it came about, and its largest effects, as one JSON object. Fields that
 * {@code model.json} or {@code run.json} have too are named as there.
 */
public final class ModelDescription {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> OF_RUN =
      List.of("program", "spark", "java", "inputs", "options");

  /** From {@code model/step-1} to the output of the run. */
  private static final int MOST_UP = 2;

  private ModelDescription() {}

  /** A model and where it lies. */
  public record Located(Path directory, Model model, LargestEffects largest) {}

  /**
   * Describes the models of one run, one for each batch variable.
   *
   * @param models read before, so that damage was refused
   */
  public static ObjectNode of(Configuration conf, List<Located> models) throws IOException {
    Model first = models.get(0).model();
    ObjectNode root = JSON.createObjectNode();
    root.put("run", first.run());
    root.put("parent", first.parent());
    JsonNode record = runRecord(conf, models.get(0).directory(), first.run());
    for (String field : OF_RUN) {
      root.set(field, record.has(field) ? record.get(field) : root.nullNode());
    }
    ArrayNode list = root.putArray("models");
    for (Located located : models) {
      describe(list.addObject(), located, conf);
    }
    return root;
  }

  /** The record of the run that made a model, if it lies in that run's output; else missing. */
  public static JsonNode runRecord(Configuration conf, Path model, String run) throws IOException {
    Path at = NewFile.fileSystem(conf, model).makeQualified(model);
    for (int up = 0; up < MOST_UP && at.getParent() != null; up++) {
      at = at.getParent();
      JsonNode record = RunRecord.read(conf, at);
      if (run != null && run.equals(record.path("run").asText())) {
        return record;
      }
    }
    return MissingNode.getInstance();
  }

  /** {@code model.json} as it is: who wrote it, in which version of the format. */
  public static JsonNode origin(Configuration conf, Path directory) throws IOException {
    Path file = new Path(directory, ModelFiles.JSON);
    try (InputStream in = NewFile.fileSystem(conf, file).open(file)) {
      return JSON.readTree(in);
    }
  }

  private static void describe(ObjectNode node, Located located, Configuration conf)
      throws IOException {
    Model model = located.model();
    JsonNode origin = origin(conf, located.directory());
    node.put("model", located.directory().toString());
    node.set("version", origin.get("version"));
    node.set("written_by", origin.get("written_by"));
    node.put("id_column", model.idColumn());
    node.put("scans", model.sites().stream().mapToLong(site -> site.scans().n()).sum());
    node.put("features", model.featureCount());
    ModelJson.writeSpecification(node.putObject("specification"), model.specification());
    ArrayNode design = node.putArray("design");
    for (Coding coding : model.design().codings()) {
      ModelJson.writeCoding(design.addObject(), coding, model.specification());
    }
    ArrayNode sites = node.putArray("sites");
    for (int i = 0; i < model.sites().size(); i++) {
      ModelSite site = model.sites().get(i);
      ObjectNode described = sites.addObject();
      ModelJson.writeSite(described, ModelFiles.siteKey(i), site);
      SitePrior prior = site.treatment().prior();
      if (prior != null) {
        ModelJson.putFinite((ObjectNode) described.get("prior"), "a_prior", prior.aPrior());
        ModelJson.putFinite((ObjectNode) described.get("prior"), "b_prior", prior.bPrior());
      }
    }
    write(node.putArray("largest_shifts"), located.largest().shifts());
    write(node.putArray("largest_scales"), located.largest().largestScales());
    write(node.putArray("smallest_scales"), located.largest().smallestScales());
  }

  private static void write(ArrayNode list, List<LargestEffects.Effect> effects) {
    for (LargestEffects.Effect effect : effects) {
      list.addObject()
          .put("site", effect.site())
          .put("feature", effect.feature())
          .put("gamma_star", effect.gammaStar())
          .put("delta_star", effect.deltaStar());
    }
  }
}
