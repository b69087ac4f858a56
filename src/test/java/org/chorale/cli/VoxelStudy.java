package org.chorale.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.harmonised.HarmonisedWriter;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.harmonised.TableFormat;
import org.chorale.io.image.ImageReader;
import org.chorale.io.image.Images;
import org.chorale.io.matrix.Element;
import org.chorale.io.matrix.FeatureIndex;
import org.chorale.io.matrix.FeatureKind;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.ImageList;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.io.matrix.MatrixPartWriter;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.io.nifti.NiftiWriter;
import org.chorale.io.parquet.CellType;
import org.chorale.job.matrix.MatrixPlaces;
import org.chorale.model.Blocks;

/**
 * Images and a matrix of voxels that is made of them by hand. In the mask its values are others
 * than those of the images, so that one sees where a number comes from; one voxel is the same in
 * all scans.
 */
final class VoxelStudy {
  static final int[] SHAPE = {5, 6, 4};
  static final int BLOCK = 16;
  private static final Configuration CONF = new Configuration();
  private static final double[] AFFINE = {2.1, 0, 0, -90, 0, 2.2, 0, -126, 0, 0, 2.3, -72};

  final Path folder;
  final Path matrix;
  final List<String> ids;
  final List<String> sites;
  final int[] voxels =
      IntStream.range(0, SHAPE[0] * SHAPE[1] * SHAPE[2]).filter(v -> v % 3 != 0).toArray();
  final Map<String, double[]> values = new TreeMap<>();
  final Map<String, String> places = new TreeMap<>();
  final Map<String, Integer> volumes = new TreeMap<>();
  private final Random random = new Random(20);

  /** Scans by id and site; writes an image for each. */
  VoxelStudy(Path folder, List<String> ids, List<String> sites) {
    this.folder = folder;
    this.matrix = folder.resolve("matrix");
    this.ids = ids;
    this.sites = sites;
    for (int s = 0; s < ids.size(); s++) {
      places.put(ids.get(s), writeImage(s));
      volumes.put(ids.get(s), 0);
    }
  }

  /** So many scans, three sites in turns. */
  static VoxelStudy of(Path folder, int scans) {
    return new VoxelStudy(
        folder,
        IntStream.range(0, scans).mapToObj(s -> "sub-%02d".formatted(s)).toList(),
        IntStream.range(0, scans).mapToObj(s -> List.of("A", "B/1", "..").get(s % 3)).toList());
  }

  static org.apache.hadoop.fs.Path path(Path local) {
    return new org.apache.hadoop.fs.Path(local.toUri());
  }

  private String writeImage(int s) {
    float[] volume = new float[SHAPE[0] * SHAPE[1] * SHAPE[2]];
    for (int i = 0; i < volume.length; i++) {
      volume[i] = i % 7 == 0 ? Float.NaN : random.nextFloat() * (s + 1);
    }
    NiftiHeader header =
        NiftiHeader.of(SHAPE, AFFINE).withQform().withDescription("image number " + s);
    Path file = folder.resolve("images").resolve("n%02d.nii.gz".formatted(s));
    try (NiftiWriter out = NiftiWriter.create(CONF, path(file), header)) {
      out.write(volume, 0, volume.length);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return path(file).toString();
  }

  /** Writes the matrix, some files for each site. */
  VoxelStudy written() throws IOException {
    return written(NiftiHeader.of(SHAPE, AFFINE).withQform());
  }

  VoxelStudy written(NiftiHeader header) throws IOException {
    for (int s = 0; s < ids.size(); s++) {
      double[] own = new double[voxels.length];
      for (int v = 0; v < own.length; v++) {
        double site = sites.get(s).hashCode() % 5;
        own[v] = v == 3 ? 1 : (float) (100 + v + site + 0.1 * s + random.nextGaussian());
      }
      values.put(ids.get(s), own);
    }
    Blocks blocks = Blocks.cut(new int[] {voxels.length}, BLOCK);
    MatrixPlaces placed = new MatrixPlaces(ids, sites, blocks, Element.FLOAT32, 4L * 2 * BLOCK * 9);
    for (MatrixPart part : placed.parts()) {
      writePart(part, blocks);
    }
    org.apache.hadoop.fs.Path target = path(matrix);
    try (FeatureIndex.Writer index =
        new FeatureIndex.Writer(CONF, FeatureMatrix.features(target), FeatureKind.VOXEL)) {
      for (int b = 0; b < blocks.count(); b++) {
        int first = blocks.first(b);
        int[][] own = new int[3][blocks.size(b)];
        for (int v = 0; v < own[0].length; v++) {
          own[0][v] = voxels[first + v] % SHAPE[0];
          own[1][v] = voxels[first + v] / SHAPE[0] % SHAPE[1];
          own[2][v] = voxels[first + v] / SHAPE[0] / SHAPE[1];
        }
        index.add(own);
      }
    }
    writeScans(target);
    writePlaces(target);
    MatrixJson.write(
        CONF,
        FeatureMatrix.builder()
            .directory(target)
            .run("matrix-of-" + ids.size())
            .element(Element.FLOAT32)
            .kind(FeatureKind.VOXEL)
            .features(voxels.length, BLOCK)
            .columns("id", List.of("site"))
            .parts(placed.parts())
            .imageHeader(header.bytes())
            .build(),
        "test");
    return this;
  }

  private void writePart(MatrixPart part, Blocks blocks) throws IOException {
    List<String> own = new ArrayList<>();
    for (int s = 0; s < ids.size(); s++) {
      if (sites.get(s).equals(part.siteLabel())) {
        own.add(ids.get(s));
      }
    }
    own.sort(null);
    try (MatrixPartWriter out =
        MatrixPartWriter.create(CONF, part.path(path(matrix)), Element.FLOAT32, part.siteLabel())) {
      for (int b = part.firstBlock(); b < part.endBlock(); b++) {
        for (String id : own) {
          out.write(id, b, values.get(id), blocks.first(b), blocks.size(b));
        }
      }
      out.finish();
    }
  }

  private void writeScans(org.apache.hadoop.fs.Path target) throws IOException {
    List<OutputColumn> columns = new ArrayList<>();
    for (String name : List.of("id", "site", "age", "sex")) {
      columns.add(OutputColumn.carried(name, columns.size(), CellType.TEXT));
    }
    org.apache.hadoop.fs.Path file =
        new org.apache.hadoop.fs.Path(FeatureMatrix.scans(target), "part-00000.parquet");
    try (HarmonisedWriter out =
        HarmonisedWriter.open(CONF, file, columns, TableFormat.PARQUET, false)) {
      for (int s = 0; s < ids.size(); s++) {
        String age = Integer.toString(30 + (s * 7) % 31);
        String sex = s % 4 < 2 ? "F" : "M";
        out.write(
            new double[0],
            List.of(ids.get(s), sites.get(s), age, sex).stream()
                .map(cell -> cell.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
      }
    }
  }

  private void writePlaces(org.apache.hadoop.fs.Path target) throws IOException {
    ImageList.write(
        CONF,
        FeatureMatrix.images(target),
        ids.stream()
            .map(id -> new ImageList.Image(id, places.get(id), volumes.get(id), hash(id), 0))
            .toList());
  }

  private String hash(String id) {
    try {
      return Sha256.of(Files.readAllBytes(file(id)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The file of a scan's image. */
  Path file(String id) {
    return Path.of(new org.apache.hadoop.fs.Path(places.get(id)).toUri().getPath());
  }

  /** An image as it was read: header and all voxels. */
  static final class Volume {
    private final NiftiHeader header;
    private final float[] voxels;

    private Volume(NiftiHeader header, float[] voxels) {
      this.header = header;
      this.voxels = voxels;
    }

    NiftiHeader header() {
      return header;
    }

    float[] voxels() {
      return voxels;
    }
  }

  static Volume read(Path image, int volume) {
    try (ImageReader in = Images.open(CONF, path(image))) {
      double[] voxels = new double[in.grid().voxels()];
      in.skipVolumes(volume);
      in.read(voxels, 0, voxels.length);
      float[] floats = new float[voxels.length];
      IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) voxels[i]);
      return new Volume(in.like(), floats);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  Volume original(String id) {
    return read(file(id), volumes.get(id));
  }

  /** What an export must write: the matrix in the mask, the background elsewhere. */
  float[] expected(String id, float[] background) {
    float[] expected = background.clone();
    for (int v = 0; v < voxels.length; v++) {
      expected[voxels[v]] = (float) values.get(id)[v];
    }
    return expected;
  }

  float[] filled(float value) {
    float[] filled = new float[SHAPE[0] * SHAPE[1] * SHAPE[2]];
    Arrays.fill(filled, value);
    return filled;
  }

  /** Deletes the image of a scan. */
  Path losesImage(String id) throws IOException {
    Path file = file(id);
    Files.delete(file);
    return file;
  }
}
