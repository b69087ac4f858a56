package org.chorale.io.modeldir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Model;
import org.chorale.model.ModelSite;
import org.chorale.model.SharedDesign;
import org.chorale.model.SharedMoments;
import org.chorale.model.Site;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.moments.ScanMoments;

/**
 * {@code moments.json}: what a directory of moments holds that a site lets go. Beside it lie {@code
 * features/}, {@code moments/} and {@code gaps/} as in a model.
 */
public final class MomentsJson {
  private static final String FILE = "moments.json";
  private static final String KIND = "chorale-moments";
  private static final int VERSION = 1;

  private MomentsJson() {}

  /**
   * Writes the file.
   *
   * @param written version of the program that writes
   */
  public static void write(
      Configuration conf, Path directory, SharedMoments moments, String written)
      throws IOException {
    ObjectNode root = DesignJson.begin(KIND, VERSION, written);
    Model model = moments.model();
    root.put("min_disclosure", moments.minDisclosure());
    root.put("features", model.featureCount());
    root.put("blocks", model.blockCount());
    root.put("blocks_per_file", model.blocksPerFile());
    ArrayNode sites = root.putArray("sites");
    for (int i = 0; i < model.sites().size(); i++) {
      ModelSite site = model.sites().get(i);
      ObjectNode node = sites.addObject();
      node.put("label", site.site().label());
      node.put("key", ModelFiles.siteKey(i));
      ModelJson.writeScans(node.put("n", site.site().scans()), site.scans());
    }
    DesignJson.put(root, moments.design());
    DesignJson.save(conf, new Path(directory, FILE), root);
  }

  /**
   * Reads the file.
   *
   * @throws InvalidInputException if the directory holds no moments, or some this version can't
   *     read
   */
  public static SharedMoments read(Configuration conf, Path directory) throws IOException {
    Path file = new Path(directory, FILE);
    if (!NewFile.fileSystem(conf, file).exists(file)) {
      throw new InvalidInputException(
          "%s: no moments: there is no %s; name an output of 'chorale moments'"
              .formatted(directory, FILE));
    }
    JsonNode root = DesignJson.load(conf, file, KIND, VERSION);
    SharedDesign design = DesignJson.design(root, file);
    int columns = design.design().columnCount();
    List<ModelSite> sites = new ArrayList<>();
    for (JsonNode node : ModelJson.required(root, "sites", file)) {
      int n = ModelJson.required(node, "n", file).asInt();
      if (n < 1) {
        throw new InvalidInputException(
            "%s: a site has %s scans; have the moments sent again".formatted(file, node.get("n")));
      }
      SiteTreatment treatment = SiteTreatment.raw(SiteTreatment.Effects.LOCATION_AND_SCALE);
      Site site =
          new Site(
              ModelJson.required(node, "label", file).asText(),
              n,
              treatment.effects(),
              Site.Reason.DEFAULT);
      ScanMoments scans =
          new ScanMoments(
              n,
              ModelJson.numbers(node, "z_mean", columns, file),
              ModelJson.numbers(node, "c_zz", (long) columns * columns, file));
      sites.add(new ModelSite(site, scans, treatment));
    }
    Model model =
        new Model(
            null,
            null,
            design.specification(),
            design.idColumn(),
            design.design(),
            sites,
            ModelJson.required(root, "features", file).asInt(),
            ModelJson.required(root, "blocks", file).asInt(),
            Math.max(1, ModelJson.required(root, "blocks_per_file", file).asInt()));
    return new SharedMoments(
        design, model, ModelJson.required(root, "min_disclosure", file).asInt());
  }
}
