package org.chorale.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.io.modeldir.ScanIds;
import org.chorale.io.publish.RunOutput;
import org.chorale.job.fit.DriftJob;
import org.chorale.job.run.RunInput;
import org.chorale.model.Blocks;
import org.chorale.model.Cohort;
import org.chorale.model.IncomingScans;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Model;
import org.chorale.model.ModelSite;
import org.chorale.model.Nearest;
import org.chorale.model.Recoding;
import org.chorale.model.ScanTable;
import org.chorale.model.Sequence;

/**
 * The model that a fit of all scans continues: its scans have to be among them, and the new one is
 * compared with it. The driver holds hashes of its scans.
 */
final class Continuation {
  private static final int MOST_SITES = 8;

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;
  private final StoredModel model;
  private final String withdraw;
  private final Set<String> withdrawn;
  private final ScanIds known;

  /**
   * @param withdraw path of a list of ids that are not among the scans any more, or null
   * @throws InvalidInputException if it can't be read, or has ids of other scans
   */
  Continuation(
      JavaSparkContext spark,
      Broadcast<SerializableConfiguration> configuration,
      StoredModel model,
      String withdraw)
      throws IOException {
    this.spark = spark;
    this.configuration = configuration;
    this.model = model;
    this.withdraw = withdraw;
    this.withdrawn = withdraw == null ? Set.of() : WithdrawnIds.read(hadoop(), withdraw);
    this.known = ScanIds.read(hadoop(), model.steps().get(0));
    WithdrawnIds.refuseUnknown(withdrawn, known);
  }

  StoredModel model() {
    return model;
  }

  /** Whether the model tells of which scans it was made. */
  boolean knowsScans() {
    return !known.isEmpty();
  }

  /** Id of the run that made the model. */
  String parent() {
    return model.first().run();
  }

  /** What a request names. */
  Source open(HarmonisationRequest request) throws IOException {
    return OpenedInput.open(spark, configuration, model, request);
  }

  /** The features cut as in the model. */
  Blocks blocks(Source source) {
    return source.blocksOf(model.blocks());
  }

  /** What identifies the run beside its scans. */
  List<RunInput> inputs() throws IOException {
    List<RunInput> inputs = new ArrayList<>(model.inputs());
    if (withdraw != null) {
      inputs.add(WithdrawnIds.input(hadoop(), withdraw));
    }
    return inputs;
  }

  /** Options of the run that no other fit has. */
  void describe(ObjectNode options) {
    options.put("redesign", true);
    options.put("withdraw", withdraw != null);
  }

  /** Refuses an output in which the model or the list lies. */
  void refuseWithin(RunOutput output) throws IOException {
    for (Path step : model.steps()) {
      output.refuseWithin(step.toString());
    }
    if (withdraw != null) {
      output.refuseWithin(withdraw);
    }
  }

  /**
   * Refuses scans among which some of the model are not, but for those that are withdrawn.
   *
   * @throws InvalidInputException with counts by site, or ids that should not be there
   */
  void check(HarmonisationPlan plan) {
    ScanTable table = plan.sequence().coded().table();
    List<String> ids = IntStream.range(0, table.size()).mapToObj(table::id).toList();
    List<String> still = ids.stream().filter(withdrawn::contains).toList();
    if (!still.isEmpty()) {
      throw new InvalidInputException(
          "to be withdrawn, but in the input: %s; with --redesign leave their scans out of --input"
              .formatted(Nearest.listed(still)));
    }
    int[] groupOf = plan.sequence().coded().groupOf();
    List<String> used =
        IntStream.range(0, table.size())
            .filter(s -> groupOf[s] != Cohort.OUT)
            .mapToObj(table::id)
            .toList();
    Set<String> found = new HashSet<>(knowsScans() ? known.known(used) : used);
    Map<String, Long> missing = missing(table, found);
    long scans = model.first().sites().stream().mapToLong(site -> site.scans().n()).sum();
    long absent =
        knowsScans()
            ? known.size() - found.size()
            : missing.values().stream().mapToLong(n -> n).sum();
    if (absent > withdrawn.size()) {
      List<String> bySite = new ArrayList<>();
      missing.forEach((site, n) -> bySite.add("'%s' %d".formatted(site, n)));
      throw new InvalidInputException(
          "%,d of the %,d scans that the model was made from are not in --input (site %s)%s: --redesign takes them all, and the new ones; ids of those that are to leave go into --withdraw"
              .formatted(
                  absent,
                  scans,
                  String.join(", ", bySite.subList(0, Math.min(MOST_SITES, bySite.size())))
                      + (bySite.size() > MOST_SITES ? " …" : ""),
                  withdrawn.isEmpty() ? "" : ", %d are withdrawn".formatted(withdrawn.size())));
    }
  }

  /** How many of the model's scans are not there, by site, sites with none left out. */
  private Map<String, Long> missing(ScanTable table, Set<String> found) {
    Map<String, Long> missing = new TreeMap<>();
    for (ModelSite site : model.first().sites()) {
      missing.put(site.site().label(), site.scans().n());
    }
    for (int s = 0; s < table.size(); s++) {
      if (found.contains(table.id(s))) {
        missing.computeIfPresent(IncomingScans.site(table, model.first(), s), (site, n) -> n - 1);
      }
    }
    missing.values().removeIf(n -> n <= 0);
    return missing;
  }

  /**
   * How far the model's values move.
   *
   * @param models directory of the new ones
   * @param statuses directory of their ledgers, which get {@code drift.csv}
   * @return for every batch variable, by site
   */
  List<List<SiteDrift>> drift(HarmonisationPlan plan, Path models, Path statuses)
      throws IOException {
    Sequence sequence = plan.sequence();
    ScanTable table = sequence.coded().table();
    List<String> ids = IntStream.range(0, table.size()).mapToObj(table::id).toList();
    Set<String> theirs = new HashSet<>(knowsScans() ? known.known(ids) : ids);
    IntPredicate taken = s -> theirs.contains(table.id(s));
    List<List<SiteDrift>> drifts = new ArrayList<>();
    for (int k = 0; k < model.steps().size(); k++) {
      Model before = model.models().get(k);
      Path place = ModelFit.of(models, sequence, k);
      Model after = ModelJson.read(hadoop(), place);
      Recoding recoding = Recoding.of(table, taken, before, after.design());
      DriftJob job = new DriftJob(spark, configuration);
      List<SiteDrift> ofStep =
          SiteDrift.of(before, job.run(model.steps().get(k), before, place, after, recoding));
      UpdateFacts.writeDrift(hadoop(), ModelFit.of(statuses, sequence, k), ofStep);
      drifts.add(ofStep);
    }
    return drifts;
  }

  private Configuration hadoop() {
    return spark.hadoopConfiguration();
  }
}
