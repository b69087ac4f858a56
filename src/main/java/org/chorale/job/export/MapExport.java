package org.chorale.job.export;

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
import org.chorale.io.storage.NewFile;
import org.chorale.job.run.ExportRun;
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
      ExportRun export =
          ExportRun.of(
              hadoop(),
              request.run(),
              new RunInput(request.run(), -1, matrix.run()),
              request.options(),
              request.output(),
              request.overwrite());
      return export.isDone()
          ? ImageExportOutcome.already(export.id(), request.output())
          : run(matrix, steps, read, export);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private ImageExportOutcome run(
      FeatureMatrix matrix, List<Path> steps, List<Model> models, ExportRun export)
      throws IOException {
    List<List<ModelMap>> maps =
        models.stream().map(model -> ModelMap.of(model, request.ending())).toList();
    int count = maps.stream().mapToInt(List::size).sum();
    long[] bytes = new long[1];
    export.run(
        (directory, counts) -> {
          spark.setJobGroup("chorale", "writing maps", false);
          Listing list = new Listing("file", "quantity", "site", "column");
          for (int k = 0; k < steps.size(); k++) {
            Path target = ModelSteps.of(directory, k, steps.size());
            bytes[0] += write(matrix, steps.get(k), maps.get(k), target);
            String within = steps.size() == 1 ? "" : target.getName() + "/";
            maps.get(k)
                .forEach(
                    map -> list.add(within + map.file(), map.quantity(), map.site(), map.column()));
          }
          list.write(hadoop(), new Path(directory, "maps.csv"));
          counts.put("maps", count);
          counts.put("bytes", bytes[0]);
        });
    return new ImageExportOutcome(export.id(), request.output(), false, count, bytes[0]);
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
