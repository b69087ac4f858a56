package org.chorale.job.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.io.modeldir.ModelSteps;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.io.publish.RunOutput;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.publish.Staging;
import org.chorale.io.storage.NewFile;
import org.chorale.job.run.Program;
import org.chorale.job.run.RunIdentity;
import org.chorale.job.run.RunInput;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Model;

/**
 * Writes the estimates of a run's model as NIfTI images of float32: α, σ, β of every design column,
 * and γ̂, δ̂, γ*, δ* of every site. NaN where a voxel has no estimate, 0 outside the mask.
 *
 * <p>The driver holds a name for each map. A task writes one map: it reads the model block by block
 * and holds one volume and the places of the voxels.
 */
public final class MapExport {
  private final JavaSparkContext spark;
  private final MapExportRequest request;
  private final Broadcast<SerializableConfiguration> configuration;

  /** Prepares the export. */
  public MapExport(JavaSparkContext spark, MapExportRequest request) {
    this.spark = spark;
    this.request = request;
    this.configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /**
   * Exports.
   *
   * @throws InvalidInputException if there is no run on a matrix of voxels, or something is in the
   *     way
   */
  public ImageExportOutcome run() {
    try {
      FeatureMatrix matrix = VoxelMatrix.find(hadoop(), request.run());
      Path models = new Path(request.run(), "model");
      if (!NewFile.fileSystem(hadoop(), models).exists(models)) {
        throw new InvalidInputException(
            "%s: a feature matrix without a model; name the output of 'chorale harmonise' on it"
                .formatted(request.run()));
      }
      List<Path> steps = ModelSteps.find(hadoop(), models);
      List<Model> read = new ArrayList<>();
      for (Path step : steps) {
        Model model = ModelJson.read(hadoop(), step);
        if (model.featureCount() != matrix.featureCount()) {
          throw new InvalidInputException(
              "%s: the model has %,d features, the harmonised matrix %,d; they are not of one run"
                  .formatted(request.run(), model.featureCount(), matrix.featureCount()));
        }
        read.add(model);
      }
      RunOutput place = new RunOutput(hadoop(), request.output(), request.overwrite());
      place.refuseWithin(request.run());
      RunIdentity identity =
          new RunIdentity(
              request.options(), List.of(new RunInput(request.run(), -1, matrix.run())));
      if (place.holdsRun() && place.isComplete(identity.id())) {
        return ImageExportOutcome.already(identity.id(), request.output());
      }
      return run(matrix, steps, read, place, identity);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private ImageExportOutcome run(
      FeatureMatrix matrix,
      List<Path> steps,
      List<Model> models,
      RunOutput place,
      RunIdentity identity)
      throws IOException {
    try (Staging staging = place.stage()) {
      spark.setJobGroup("chorale", "writing maps", false);
      Listing list = new Listing("file", "quantity", "site", "column");
      long bytes = 0;
      int count = 0;
      for (int k = 0; k < steps.size(); k++) {
        List<ModelMap> maps = ModelMap.of(models.get(k), request.ending());
        Path target = ModelSteps.of(staging.directory(), k, steps.size());
        bytes += write(matrix, steps.get(k), maps, target);
        count += maps.size();
        String within = steps.size() == 1 ? "" : target.getName() + "/";
        maps.forEach(
            map -> list.add(within + map.file(), map.quantity(), map.site(), map.column()));
      }
      NewFile.sweep(hadoop(), staging.directory());
      list.write(hadoop(), new Path(staging.directory(), "maps.csv"));
      ObjectNode record = RunRecord.create();
      record.put("run", identity.id());
      record.put("program", "chorale " + Program.VERSION);
      record.set("inputs", identity.inputs());
      record.set("options", identity.options());
      ObjectNode counts = record.putObject("counts");
      counts.put("maps", count);
      counts.put("bytes", bytes);
      RunRecord.write(hadoop(), staging.directory(), record);
      staging.publish();
      return new ImageExportOutcome(identity.id(), request.output(), false, count, bytes);
    }
  }

  private long write(FeatureMatrix matrix, Path model, List<ModelMap> maps, Path target) {
    Broadcast<SerializableConfiguration> conf = configuration;
    String from = model.toString();
    String to = target.toString();
    Broadcast<FeatureMatrix> voxels = spark.broadcast(matrix);
    return spark
        .parallelize(maps, maps.size())
        .map(map -> write(conf.value().value(), voxels.value(), new Path(from), map, new Path(to)))
        .collect()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static long write(
      Configuration conf, FeatureMatrix matrix, Path directory, ModelMap map, Path target)
      throws IOException {
    NiftiHeader header = VoxelMatrix.header(matrix).withDescription(map.description());
    int[] voxels = matrix.index().voxels(conf, header.shape());
    float[] volume = new float[header.voxels()];
    // The facts of a model are small, those of a hundred sites too; they don't travel.
    Model model = ModelJson.read(conf, directory);
    try (ModelReader reader = new ModelReader(conf, directory, model.blocksPerFile())) {
      int v = 0;
      for (int block = 0; block < model.blockCount(); block++) {
        for (double value : map.values(reader, model, block)) {
          volume[voxels[v++]] = (float) value;
        }
      }
    }
    return ImageWriting.writeVolume(conf, new Path(target, map.file()), header, volume);
  }

  private Configuration hadoop() {
    return spark.hadoopConfiguration();
  }
}
