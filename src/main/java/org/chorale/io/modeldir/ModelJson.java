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
import org.chorale.io.storage.NewFile;
import org.chorale.model.Coding;
import org.chorale.model.Compat;
import org.chorale.model.Design;
import org.chorale.model.Domains;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Method;
import org.chorale.model.Model;
import org.chorale.model.ModelSite;
import org.chorale.model.Site;
import org.chorale.model.Smooth;
import org.chorale.model.SmoothCoding;
import org.chorale.model.Specification;
import org.chorale.model.Term;
import org.chorale.model.Word;
import org.chorale.stats.bayes.SitePrior;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.bayes.StopRule;
import org.chorale.stats.moments.ScanMoments;

/** {@code model.json}: the small facts of a model, written last. */
public final class ModelJson {
  /** What the file says it is. */
  private static final String KIND = "chorale-model";

  /** 3: runs, ranges of covariates, domains. Whatever 2 holds means the same. */
  private static final int VERSION = 3;

  private static final int OLDEST_READ = 2;

  private static final int MOST_SHOWN = 40;

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelJson() {}

  /**
   * Writes the file; the directory is a model from then on.
   *
   * @param written version of the program that writes
   */
  public static void write(Configuration conf, Path directory, Model model, String written)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("kind", KIND);
    root.put("version", VERSION);
    root.put("written_by", written);
    root.put("run", model.run());
    root.put("parent", model.parent());
    root.put("id_column", model.idColumn());
    root.put("features", model.featureCount());
    root.put("blocks", model.blockCount());
    root.put("blocks_per_file", model.blocksPerFile());
    writeSpecification(root.putObject("specification"), model.specification());
    ArrayNode terms = root.putArray("design");
    for (Coding coding : model.design().codings()) {
      writeCoding(terms.addObject(), coding, model.specification());
    }
    ArrayNode sites = root.putArray("sites");
    for (int i = 0; i < model.sites().size(); i++) {
      ObjectNode site = sites.addObject();
      writeSite(site, ModelFiles.siteKey(i), model.sites().get(i));
      writeScans(site, model.sites().get(i).scans());
    }
    try (OutputStream out = NewFile.create(conf, new Path(directory, ModelFiles.JSON))) {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  static void writeSpecification(ObjectNode node, Specification specification) {
    specification.siteColumns().forEach(node.putArray("site")::add);
    node.put("method", Word.of(specification.method()));
    node.put("compat", Word.of(specification.compat()));
    node.put("prior", Word.of(specification.prior()));
    node.put("robust", specification.robust());
    node.put("mean_only", specification.meanOnly());
    node.put("reference_site", specification.referenceSite());
    node.put("eb_stop", Word.of(specification.stopRule()));
    node.put("min_scans", specification.minScans());
    node.put("small_site", Word.of(specification.smallSite()));
    node.put("drop_incomplete", specification.dropIncomplete());
    specification.domains().rules().forEach(node.putArray("domain")::add);
    node.put("domain_check", specification.domains().isCheckOnly());
  }

  static void writeCoding(ObjectNode node, Coding coding, Specification specification) {
    node.put("covariate", coding.name());
    if (coding instanceof Coding.Continuous continuous) {
      node.put("kind", Word.of(Term.Kind.CONTINUOUS));
      node.put("centre", continuous.centre());
      node.put("scale", continuous.scale());
      if (Double.isFinite(continuous.least())) {
        node.putArray("range").add(continuous.least()).add(continuous.most());
      }
    } else if (coding instanceof Coding.Categorical categorical) {
      node.put("kind", Word.of(Term.Kind.CATEGORICAL));
      categorical.levels().forEach(node.putArray("levels")::add);
    } else if (coding instanceof SmoothCoding smooth) {
      node.put("kind", Word.of(Term.Kind.SMOOTH));
      SmoothCodingJson.write(node, smoothOf(smooth.name(), specification), smooth);
    }
  }

  private static Smooth smoothOf(String covariate, Specification specification) {
    return specification.terms().stream()
        .filter(term -> term.name().equals(covariate))
        .map(Term::smooth)
        .findFirst()
        .orElseThrow();
  }

  static void writeSite(ObjectNode node, String key, ModelSite site) {
    node.put("label", site.site().label());
    node.put("key", key);
    node.put("n", site.site().scans());
    node.put("effects", Word.of(site.site().effects()));
    node.put("reason", Word.of(site.site().reason()));
    SitePrior prior = site.treatment().prior();
    if (prior != null) {
      ObjectNode priors = node.putObject("prior");
      priors.put("gamma_mean", prior.gammaBar());
      priors.put("gamma_variance", prior.tau2());
      putFinite(priors, "delta_mean", prior.deltaMean());
      putFinite(priors, "delta_variance", prior.deltaVariance());
    }
    if (site.treatment().iterates()) {
      node.put("eb_steps", site.treatment().steps());
    }
  }

  static void writeScans(ObjectNode node, ScanMoments scans) {
    ArrayNode zMean = node.putArray("z_mean");
    ArrayNode czz = node.putArray("c_zz");
    for (int p = 0; p < scans.covariateCount(); p++) {
      zMean.add(scans.zBar(p));
      for (int q = 0; q < scans.covariateCount(); q++) {
        czz.add(scans.czz(p, q));
      }
    }
  }

  static void putFinite(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, value);
    } else {
      node.putNull(field);
    }
  }

  static <E extends Enum<E>> E value(Class<E> type, JsonNode node, String field, Path file) {
    String word = required(node, field, file).asText();
    E choice = Word.choice(type, word);
    if (choice == null) {
      throw damaged(file, field, "is '" + word + "'");
    }
    return choice;
  }

  /**
   * Reads the small facts of a model.
   *
   * @throws InvalidInputException if the directory holds no model, or one this version can't read
   */
  public static Model read(Configuration conf, Path directory) throws IOException {
    Path file = new Path(directory, ModelFiles.JSON);
    FileSystem fileSystem = NewFile.fileSystem(conf, file);
    if (!fileSystem.exists(file)) {
      throw new InvalidInputException(
          "%s: no model: there is no %s; name the model directory of a finished run"
              .formatted(directory, ModelFiles.JSON));
    }
    try (InputStream in = fileSystem.open(file)) {
      JsonNode root = JSON.readTree(in);
      if (!root.isObject()) {
        throw damaged(file, "kind", "is missing");
      }
      if (!KIND.equals(root.path("kind").asText())) {
        throw damaged(file, "kind", "is not '" + KIND + "'");
      }
      int version = root.path("version").asInt();
      if (version < OLDEST_READ || version > VERSION) {
        throw damaged(
            file,
            "version",
            "is %s; this program reads %d to %d"
                .formatted(root.path("version"), OLDEST_READ, VERSION));
      }
      return read(root, file);
    } catch (IllegalArgumentException disagreeing) {
      throw new InvalidInputException(
          "%s: %s; this is no model that can be read here"
              .formatted(file, disagreeing.getMessage()),
          disagreeing);
    } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
      throw new InvalidInputException(
          file + ": not readable as JSON: " + malformed.getOriginalMessage(), malformed);
    }
  }

  private static Model read(JsonNode root, Path file) {
    List<Coding> codings = new ArrayList<>();
    Specification.Builder specification =
        Specification.builder().site(texts(required(root, "specification", file), "site", file));
    for (JsonNode node : required(root, "design", file)) {
      codings.add(readCoding(node, file, specification));
    }
    readSpecification(required(root, "specification", file), file, specification);
    Design design = new Design(codings);
    List<ModelSite> sites = new ArrayList<>();
    for (JsonNode node : required(root, "sites", file)) {
      sites.add(readSite(node, file, design.columnCount()));
    }
    return new Model(
        root.path("run").textValue(),
        root.path("parent").textValue(),
        specification.build(),
        required(root, "id_column", file).asText(),
        design,
        sites,
        count(root, "features", 1, file),
        count(root, "blocks", 1, file),
        count(root, "blocks_per_file", 1, file));
  }

  static Coding readCoding(JsonNode node, Path file, Specification.Builder specification) {
    String name = required(node, "covariate", file).asText();
    Term.Kind kind = value(Term.Kind.class, node, "kind", file);
    if (kind == Term.Kind.SMOOTH) {
      specification.smooth(SmoothCodingJson.term(node, name, file));
      return SmoothCodingJson.coding(node, name, file);
    }
    if (kind == Term.Kind.CONTINUOUS) {
      specification.continuous(name);
      double[] range =
          node.has("range")
              ? numbers(node, "range", 2, file)
              : new double[] {Double.NaN, Double.NaN};
      return new Coding.Continuous(
          name, number(node, "centre", file), number(node, "scale", file), range[0], range[1]);
    }
    specification.categorical(name);
    return new Coding.Categorical(name, texts(node, "levels", file));
  }

  static void readSpecification(JsonNode node, Path file, Specification.Builder specification) {
    JsonNode reference = required(node, "reference_site", file);
    if (node.has("domain")) {
      specification.domains(
          Domains.parse(
              texts(node, "domain", file), required(node, "domain_check", file).asBoolean()));
    }
    if (node.has("method")) {
      specification.method(value(Method.class, node, "method", file));
    }
    if (node.has("compat")) {
      specification.compat(value(Compat.class, node, "compat", file));
    }
    specification
        .prior(value(Specification.Prior.class, node, "prior", file))
        .robust(node.path("robust").asBoolean(false))
        .meanOnly(required(node, "mean_only", file).asBoolean())
        .referenceSite(reference.isNull() ? null : reference.asText())
        .stopRule(value(StopRule.class, node, "eb_stop", file))
        .minScans(count(node, "min_scans", 1, file))
        .smallSite(value(Specification.SmallSite.class, node, "small_site", file))
        .dropIncomplete(required(node, "drop_incomplete", file).asBoolean());
  }

  private static ModelSite readSite(JsonNode node, Path file, int columns) {
    int n = count(node, "n", 1, file);
    Effects effects = value(Effects.class, node, "effects", file);
    Site site =
        new Site(
            required(node, "label", file).asText(),
            n,
            effects,
            value(Site.Reason.class, node, "reason", file));
    double[] zMean = numbers(node, "z_mean", columns, file);
    double[] czz = numbers(node, "c_zz", (long) columns * columns, file);
    SiteTreatment treatment = SiteTreatment.raw(effects);
    if (node.has("prior")) {
      JsonNode prior = node.get("prior");
      SitePrior stored =
          SitePrior.stored(
              number(prior, "gamma_mean", file),
              number(prior, "gamma_variance", file),
              numberOrNull(prior, "delta_mean", file),
              numberOrNull(prior, "delta_variance", file));
      treatment =
          node.path("eb_steps").asInt(-1) < 0
              ? SiteTreatment.converged(effects, stored)
              : SiteTreatment.after(node.get("eb_steps").asInt(), effects, stored);
    }
    return new ModelSite(site, new ScanMoments(n, zMean, czz), treatment);
  }

  static JsonNode required(JsonNode node, String field, Path file) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw damaged(file, field, "is missing");
    }
    return value;
  }

  static List<String> texts(JsonNode node, String field, Path file) {
    List<String> texts = new ArrayList<>();
    required(node, field, file).forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** A finite number. */
  static double number(JsonNode node, String field, Path file) {
    return finite(required(node, field, file), field, file);
  }

  private static double numberOrNull(JsonNode node, String field, Path file) {
    return required(node, field, file).isNull() ? Double.NaN : number(node, field, file);
  }

  private static double finite(JsonNode value, String field, Path file) {
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw damaged(file, field, "has %s where a number is needed".formatted(shortened(value)));
    }
    return value.asDouble();
  }

  /** A whole number that is not less than another. */
  static int count(JsonNode node, String field, int least, Path file) {
    JsonNode value = required(node, field, file);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < least) {
      throw damaged(
          file, field, "is %s, not a whole number from %d".formatted(shortened(value), least));
    }
    return value.asInt();
  }

  private static String shortened(JsonNode value) {
    String text = value.isContainerNode() ? "a list or object" : value.toString();
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
  }

  /** Finite numbers, as many as there must be; the list is in memory already. */
  static double[] numbers(JsonNode node, String field, long count, Path file) {
    JsonNode list = required(node, field, file);
    if (!list.isArray() || list.size() != count) {
      throw damaged(file, field, "has %d numbers, not %d".formatted(list.size(), count));
    }
    double[] numbers = new double[list.size()];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = finite(list.get(k), field, file);
    }
    return numbers;
  }

  static InvalidInputException damaged(Path file, String field, String what) {
    return new InvalidInputException(
        "%s: field '%s' %s; this is no model that can be read here".formatted(file, field, what));
  }
}
