package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A study of images from beginning to end, and what nibabel says of the result. */
@Tag("slow")
class NiftiRoundTripTest extends OnSpark {
  private static final String[] STUDY = {"--scans=120", "--sites=5", "--seed=12"};

  private Path at(String name) {
    return folder.resolve(name);
  }

  /** Values of the harmonised matrix by scan, as any Parquet reader has them. */
  private Map<String, float[]> matrix(Path values, int features, int blockSize) {
    Map<String, float[]> matrix = new TreeMap<>();
    for (Row row :
        spark()
            .read()
            .parquet(values.toString())
            .select("scan", "block", "values")
            .collectAsList()) {
      float[] all = matrix.computeIfAbsent(row.getString(0), scan -> new float[features]);
      List<Float> block = row.getList(2);
      for (int v = 0; v < block.size(); v++) {
        all[blockSize * row.getInt(1) + v] = block.get(v);
      }
    }
    return matrix;
  }

  private void dump(Map<String, float[]> matrix, Path to) throws IOException {
    Files.createDirectory(to);
    for (Map.Entry<String, float[]> scan : matrix.entrySet()) {
      ByteBuffer bytes =
          ByteBuffer.allocate(Float.BYTES * scan.getValue().length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(scan.getValue());
      Files.write(to.resolve(scan.getKey() + ".nii.gz.f32"), bytes.array());
    }
  }

  @Test
  void imagesGoInAndComeOutHarmonised() throws IOException {
    List<String> simulate = new ArrayList<>(List.of("simulate", "--nifti"));
    simulate.addAll(List.of(STUDY));
    simulate.add("--output=" + at("study"));
    Cli.run(simulate).succeeds();
    Cli.run(
            "import",
            "nifti",
            "--images=" + at("study/images"),
            "--scans=" + at("study/participants.tsv"),
            "--id=sub_id",
            "--site=site",
            "--mask=" + at("study/mask.nii.gz"),
            "--block-size=1000",
            "--output=" + at("matrix"))
        .succeeds();
    Cli.run(
            "harmonise",
            "--input=" + at("matrix"),
            "--continuous=age",
            "--categorical=sex",
            "--output=" + at("run"))
        .succeeds();
    Cli.run("export", "nifti", at("run").toString(), "--output=" + at("images")).succeeds();
    Cli.run("export", "maps", at("run").toString(), "--output=" + at("maps")).succeeds();

    FixtureTable truth = FixtureTable.read(at("study/truth.csv"), 1);
    assertRecovers(truth);
    assertSiteEffectsAreGone(truth);

    Nibabel.assumeInstalled();
    Map<String, float[]> matrix = matrix(at("run/harmonised/values"), truth.keys().size(), 1000);
    assertThat(matrix).hasSize(120);
    dump(matrix, at("dump"));
    Nibabel.Ended ended =
        Nibabel.script(
            "check_nifti.py",
            at("images").toString(),
            at("dump").toString(),
            at("study/mask.nii.gz").toString());
    assertThat(ended.exitCode()).as(ended.printed()).isZero();
    assertThat(ended.printed()).contains("120 images agree");
  }

  /** γ* of the maps, and γ of the truth less its mean over scans, which is α's. */
  private void assertRecovers(FixtureTable truth) throws IOException {
    Map<String, Integer> scans = scansBySite();
    VoxelStudy.Volume mask = VoxelStudy.read(at("study/mask.nii.gz"), 0);
    Map<String, VoxelStudy.Volume> maps = new TreeMap<>();
    scans.keySet().forEach(site -> maps.put(site, map("gamma_star_" + site)));
    VoxelStudy.Volume sigma = map("sigma");
    Pairs gamma = new Pairs();
    int voxel = 0;
    for (List<String> name : truth.keys()) {
      while (mask.voxels()[voxel] == 0) {
        assertThat(sigma.voxels()[voxel++]).isZero();
      }
      double mean = 0;
      for (Map.Entry<String, Integer> site : scans.entrySet()) {
        mean += truth.number(name, "gamma[" + site.getKey() + "]") * site.getValue() / 120;
      }
      double scale = truth.number(name, "sigma") / sigma.voxels()[voxel];
      for (String site : scans.keySet()) {
        double expected = scale * (truth.number(name, "gamma[" + site + "]") - mean);
        gamma.add(maps.get(site).voxels()[voxel], expected);
      }
      voxel++;
    }
    // Sites have some 24 scans: an error of 0.2 beside effects of 0.8.
    assertThat(gamma.correlation()).isGreaterThan(0.9);
    assertThat(gamma.slope()).isBetween(0.9, 1.1);
  }

  private VoxelStudy.Volume map(String name) {
    return VoxelStudy.read(at("maps").resolve(name + ".nii.gz"), 0);
  }

  private FixtureTable participants() throws IOException {
    return FixtureTable.parse(
        "participants", Files.readString(at("study/participants.tsv")).replace('\t', ','), 1);
  }

  private Map<String, Integer> scansBySite() throws IOException {
    FixtureTable participants = participants();
    Map<String, Integer> scans = new TreeMap<>();
    participants.keys().forEach(id -> scans.merge(participants.text(id, "site"), 1, Integer::sum));
    assertThat(scans).hasSize(5);
    return scans;
  }

  /** Variance over sites of the mean image, before and after, over all voxels of the brain. */
  private void assertSiteEffectsAreGone(FixtureTable truth) throws IOException {
    double before = siteVariance(at("study/images"), truth);
    double after = siteVariance(at("images"), truth);
    assertThat(after).isLessThan(0.1 * before);
  }

  private double siteVariance(Path images, FixtureTable truth) throws IOException {
    FixtureTable participants = participants();
    Map<String, double[]> sums = new TreeMap<>();
    Map<String, Integer> counts = scansBySite();
    VoxelStudy.Volume mask = VoxelStudy.read(at("study/mask.nii.gz"), 0);
    int[] voxels =
        IntStream.range(0, mask.voxels().length).filter(v -> mask.voxels()[v] != 0).toArray();
    double[] age = truth.keys().stream().mapToDouble(v -> truth.number(v, "beta_age")).toArray();
    double[] sex = truth.keys().stream().mapToDouble(v -> truth.number(v, "beta_sex")).toArray();
    for (List<String> id : participants.keys()) {
      float[] values = VoxelStudy.read(images.resolve(id.get(0) + ".nii.gz"), 0).voxels();
      double[] sum =
          sums.computeIfAbsent(participants.text(id, "site"), s -> new double[voxels.length]);
      double years = participants.number(id, "age");
      boolean male = participants.text(id, "sex").equals("M");
      for (int v = 0; v < voxels.length; v++) {
        sum[v] += values[voxels[v]] - years * age[v] - (male ? sex[v] : 0);
      }
    }
    double variance = 0;
    for (int v = 0; v < voxels.length; v++) {
      int voxel = v;
      double mean =
          sums.keySet().stream().mapToDouble(site -> sums.get(site)[voxel] / counts.get(site)).sum()
              / sums.size();
      variance +=
          sums.keySet().stream()
              .mapToDouble(site -> Math.pow(sums.get(site)[voxel] / counts.get(site) - mean, 2))
              .sum();
    }
    return variance;
  }
}
