package org.chorale.job.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.io.nifti.NiftiWriter;
import org.chorale.io.publish.RunRecord;
import org.chorale.io.storage.NewFile;
import org.chorale.job.task.TaskAttempt;
import org.chorale.stats.simulate.Phantom;
import org.chorale.stats.simulate.Simulation;

/**
 * Writes the scans of a simulation as images, {@code images/sub-000001.nii.gz} and on with the
 * scanner beside each as BIDS has it, and the mask. A task draws eight scans and holds one volume;
 * an executor keeps the truth of all voxels, some 100 + 16·S bytes each.
 */
final class SimulateImagesJob {
  private static final int SCANS_PER_TASK = 8;

  /** Field of view and place of its corner in millimetres: those of MNI space. */
  private static final double[] FIELD_OF_VIEW = {182, 218, 182};

  private static final double[] CORNER = {-90, -126, -72};

  private static final String[] MANUFACTURERS = {"Siemens", "GE", "Philips"};

  private static final String[][] MODELS = {
    {"Prisma", "Skyra", "Avanto"},
    {"Discovery MR750", "SIGNA Premier", "Signa HDxt"},
    {"Achieva", "Ingenia", "Intera"}
  };

  private static final double[] TESLA = {3, 3, 1.5};

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;

  SimulateImagesJob(JavaSparkContext spark, Broadcast<SerializableConfiguration> configuration) {
    this.spark = spark;
    this.configuration = configuration;
  }

  /** Writes images and mask into a directory. */
  void run(Simulation simulation, Phantom phantom, Path directory) throws IOException {
    NiftiHeader header = header(phantom.shape());
    writeMask(phantom, header, new Path(directory, "mask.nii.gz"));
    int tasks = (simulation.scans() + SCANS_PER_TASK - 1) / SCANS_PER_TASK;
    Broadcast<Simulation> drawn = spark.broadcast(simulation);
    Broadcast<Phantom> head = spark.broadcast(phantom);
    Broadcast<SerializableConfiguration> conf = configuration;
    String images = new Path(directory, "images").toString();
    spark
        .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
        .foreach(
            task -> {
              Simulation study = drawn.value();
              int first = task * SCANS_PER_TASK;
              int end = Math.min(study.scans(), first + SCANS_PER_TASK);
              for (int scan = first; scan < end; scan++) {
                write(conf.value().value(), study, scan, head.value(), header, new Path(images));
              }
            });
  }

  /** On the grid, voxels of tenths of a millimetre: 2 mm for the usual 91 × 109 × 91. */
  private static NiftiHeader header(int[] shape) {
    double[] affine = new double[12];
    for (int d = 0; d < shape.length; d++) {
      affine[5 * d] = Math.rint(10 * FIELD_OF_VIEW[d] / shape[d]) / 10;
      affine[4 * d + 3] = CORNER[d];
    }
    return NiftiHeader.of(shape, affine).withQform().withDescription("simulated by chorale");
  }

  private void writeMask(Phantom phantom, NiftiHeader header, Path file) throws IOException {
    float[] volume = new float[header.voxels()];
    for (int voxel : phantom.voxels()) {
      volume[voxel] = 1;
    }
    try (NiftiWriter out = NiftiWriter.create(spark.hadoopConfiguration(), file, header)) {
      out.write(volume, 0, volume.length);
    }
  }

  private static void write(
      Configuration conf,
      Simulation study,
      int scan,
      Phantom phantom,
      NiftiHeader header,
      Path images)
      throws IOException {
    double[] values = new double[study.features()];
    study.values(scan, study.truths(), 0, values, 0);
    float[] volume = new float[header.voxels()];
    int[] voxels = phantom.voxels();
    for (int v = 0; v < voxels.length; v++) {
      volume[voxels[v]] = (float) values[v];
    }
    String name = SimulatedStudy.scan(scan);
    publish(
        conf,
        new Path(images, name + ".nii.gz"),
        attempt -> {
          try (NiftiWriter out = NiftiWriter.create(conf, attempt, header)) {
            out.write(volume, 0, volume.length);
          }
        });
    byte[] scanner = sidecar(study.site(scan)).getBytes(StandardCharsets.UTF_8);
    publish(
        conf,
        new Path(images, name + ".json"),
        attempt -> {
          try (OutputStream out = NewFile.create(conf, attempt)) {
            out.write(scanner);
          }
        });
  }

  /** Writes a file. */
  private interface Content {
    void write(Path attempt) throws IOException;
  }

  private static void publish(Configuration conf, Path file, Content content) throws IOException {
    String name = file.getName();
    Path attempt =
        NewFile.attempt(file, TaskAttempt.label() + name.substring(name.lastIndexOf('.')));
    content.write(attempt);
    NewFile.publish(conf, attempt, file);
  }

  /** What a BIDS sidecar tells of the scanner; no two sites have the same. */
  private static String sidecar(int site) {
    int make = site % MANUFACTURERS.length;
    int model = site / MANUFACTURERS.length % MODELS[make].length;
    ObjectNode node = RunRecord.create();
    node.put("Manufacturer", MANUFACTURERS[make]);
    node.put("ManufacturersModelName", MODELS[make][model]);
    node.put("MagneticFieldStrength", TESLA[model]);
    node.put("DeviceSerialNumber", Integer.toString(10001 + site));
    node.put("StationName", SimulatedStudy.site(site));
    return node.toPrettyString() + "\n";
  }
}
