package org.chorale.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.io.modeldir.MomentsJson;
import org.chorale.io.publish.RunOutput;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.publish.Staging;
import org.chorale.io.storage.NewFile;
import org.chorale.job.fit.SharedMomentsJob;
import org.chorale.job.run.Program;
import org.chorale.model.Blocks;
import org.chorale.model.Disclosure;
import org.chorale.model.IncomingScans;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Model;
import org.chorale.model.ModelSite;
import org.chorale.model.ScanTable;
import org.chorale.model.SharedDesign;
import org.chorale.model.SharedMoments;
import org.chorale.model.Site;
import org.chorale.model.SplineDisclosure;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.moments.ScanMoments;

/**
 * Sums the scans of one or several sites by an agreed design and writes the sums, which a centre
 * fits: nothing of one person. Refuses sums over few scans, and differences of sums.
 */
public final class SiteMoments {
  /** Blocks are cut as for so many sites, the same at all of them. */
  private static final int SITES = 64;

  private static final int ID_CHARACTERS = 16;

  private final JavaSparkContext spark;
  private final SiteMomentsRequest request;
  private final Broadcast<SerializableConfiguration> configuration;

  /**
   * Prepares the sums.
   *
   * @throws InvalidInputException if the rule is no number of scans
   */
  public SiteMoments(JavaSparkContext spark, SiteMomentsRequest request) {
    if (request.minDisclosure() < 1) {
      throw new InvalidInputException(
          "--min-disclosure is %d; it must be at least 1 (default %d)"
              .formatted(request.minDisclosure(), Disclosure.DEFAULT_LEAST));
    }
    this.spark = spark;
    this.request = request;
    this.configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /**
   * Sums.
   *
   * @throws InvalidInputException if the scans can't be used or would be disclosed; nothing was
   *     written then
   */
  public SiteMomentsOutcome run() {
    try {
      RunOutput output = new RunOutput(hadoop(), request.output(), request.overwrite());
      SharedDesign design = SharedDesigns.read(hadoop(), request.design());
      for (String input : request.inputs()) {
        output.refuseWithin(input);
      }
      Source source = open(design);
      try (Staging staging = output.stage()) {
        spark.setJobGroup("chorale", "summing the scans", false);
        ScanTable table = source.readAll(new Path(staging.directory(), "_rows"));
        SharedMoments shared = write(source, table, design, staging.directory());
        NewFile.sweep(hadoop(), staging.directory());
        String id =
            DirectoryHash.of(spark, configuration, staging.directory()).substring(0, ID_CHARACTERS);
        Map<String, Integer> scans = new LinkedHashMap<>();
        shared.model().sites().forEach(s -> scans.put(s.site().label(), s.site().scans()));
        boolean same = output.holdsRun() && output.isComplete(id);
        if (!same) {
          RunRecord.write(hadoop(), staging.directory(), record(id, shared));
          staging.publish();
        }
        return new SiteMomentsOutcome(
            id, request.output(), same, design, scans, shared.model().featureCount());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Source open(SharedDesign design) {
    HarmonisationRequest.Builder asRead =
        HarmonisationRequest.builder(design.specification().forNewScans(request.dropIncomplete()))
            .inputs(request.inputs())
            .scans(request.scans())
            .id(request.idColumn() == null ? design.idColumn() : request.idColumn());
    boolean matrix =
        request.inputs().stream().anyMatch(in -> MatrixJson.find(hadoop(), new Path(in)) != null);
    if (!matrix && !design.features().isEmpty()) {
      asRead.featuresOfModel(design.features());
    }
    return Source.open(spark, configuration, asRead.build());
  }

  private SharedMoments write(Source source, ScanTable table, SharedDesign design, Path directory)
      throws IOException {
    IntPredicate taken = request.selection().of(table, design.specification().siteColumns());
    design.refuseOtherLevels(table, taken);
    IncomingScans scans =
        IncomingScans.of(table, design.model(), request.dropIncomplete(), taken, false);
    Map<String, ScanMoments> bySite = scans.moments();
    new Disclosure(design.design()).refuse(bySite, request.minDisclosure());
    SplineDisclosure.refuse(scans, request.minDisclosure());
    Blocks blocks = source.blocks(SITES, design.design().columnCount());
    int[] scansOf = bySite.values().stream().mapToInt(s -> Math.toIntExact(s.n())).toArray();
    SharedMomentsJob.run(
            configuration,
            source.moments(scans.bySite(), blocks),
            scansOf,
            blocks,
            source.names(),
            design.design(),
            directory)
        .refuse(bySite, request.minDisclosure());
    SharedMoments shared =
        new SharedMoments(design, model(design, bySite, blocks), request.minDisclosure());
    MomentsJson.write(hadoop(), directory, shared, Program.VERSION);
    return shared;
  }

  private static Model model(SharedDesign design, Map<String, ScanMoments> bySite, Blocks blocks) {
    SiteTreatment none = SiteTreatment.raw(SiteTreatment.Effects.LOCATION_AND_SCALE);
    List<ModelSite> sites = new ArrayList<>();
    bySite.forEach(
        (label, scans) ->
            sites.add(
                new ModelSite(
                    new Site(
                        label, Math.toIntExact(scans.n()), none.effects(), Site.Reason.DEFAULT),
                    scans,
                    none)));
    return new Model(
        null,
        null,
        design.specification(),
        design.idColumn(),
        design.design(),
        sites,
        blocks.featureCount(),
        blocks.count(),
        blocks.perFile());
  }

  /** No path, size or hash of an input: a hash would let others try out whose scans these are. */
  private static ObjectNode record(String id, SharedMoments shared) {
    ObjectNode record = RunRecord.create();
    record.put("run", id);
    record.put("program", "chorale " + Program.VERSION);
    record.putObject("options").put("min-disclosure", shared.minDisclosure());
    ObjectNode counts = record.putObject("counts");
    counts.put("scans", shared.model().sites().stream().mapToInt(s -> s.site().scans()).sum());
    counts.put("sites", shared.model().sites().size());
    counts.put("features", shared.model().featureCount());
    return record;
  }

  private Configuration hadoop() {
    return spark.hadoopConfiguration();
  }
}
