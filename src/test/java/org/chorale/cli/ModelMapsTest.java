package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;

/** The maps of a model hold what {@code inspect} prints. */
class ModelMapsTest extends OnSpark {
  private Path run(VoxelStudy study) {
    Path run = folder.resolve("run");
    Cli.run(
            "harmonise",
            "--input=" + study.matrix,
            "--continuous=age",
            "--categorical=sex",
            "--output=" + run)
        .succeeds();
    return run;
  }

  private FixtureTable inspect(Path run, String table, int keys) {
    return FixtureTable.parse(
        table, Cli.run("inspect", run.toString(), "--table", table, "--csv").succeeds(), keys);
  }

  private void assertMap(VoxelStudy study, String file, String description, List<Double> expected) {
    VoxelStudy.Volume map = VoxelStudy.read(output().resolve(file), 0);
    assertThat(map.header().description()).isEqualTo(description);
    assertThat(map.header().affine()).isEqualTo(study.original("sub-00").header().affine());
    assertThat(map.header().qformCode()).isPositive();
    float[] volume = new float[map.voxels().length];
    for (int v = 0; v < study.voxels.length; v++) {
      volume[study.voxels[v]] = expected.get(v).floatValue();
    }
    assertThat(map.voxels()).as(file).containsExactly(volume);
  }

  private static List<Double> column(FixtureTable table, String column, String... site) {
    List<Double> numbers = new ArrayList<>();
    for (List<String> key : table.keys()) {
      if (site.length == 0 || key.get(0).equals(site[0])) {
        String text = table.text(key, column);
        numbers.add(text.isEmpty() || text.equals("NaN") ? Double.NaN : Double.valueOf(text));
      }
    }
    return numbers;
  }

  @Test
  void mapsHoldWhatInspectPrints() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 30).written();
    Path run = run(study);
    String[] export = {"export", "maps", run.toString(), "--output", output().toString()};
    assertThat(Cli.run(export).succeeds()).contains("Wrote 16 maps");
    FixtureTable features = inspect(run, "features", 1);
    assertMap(study, "alpha.nii.gz", "chorale alpha", column(features, "alpha"));
    assertMap(study, "beta_age.nii.gz", "chorale beta age", column(features, "beta[age]"));
    assertMap(study, "beta_sex[M].nii.gz", "chorale beta sex[M]", column(features, "beta[sex[M]]"));
    assertMap(
        study,
        "sigma.nii.gz",
        "chorale sigma",
        column(features, "sigma2").stream().map(Math::sqrt).toList());
    assertThat(column(features, "alpha").get(3)).as("a constant voxel").isNaN();
    FixtureTable effects = inspect(run, "effects", 2);
    assertMap(study, "gamma_star_A.nii.gz", "chorale gamma* A", column(effects, "gamma_star", "A"));
    assertMap(
        study,
        "delta_star_B%2F1.nii.gz",
        "chorale delta* B/1",
        column(effects, "delta_star", "B/1"));
    assertMap(
        study, "gamma_hat_%2E..nii.gz", "chorale gamma^ ..", column(effects, "gamma_hat", ".."));
    assertMap(study, "delta_hat_A.nii.gz", "chorale delta^ A", column(effects, "delta_hat", "A"));

    FixtureTable list = FixtureTable.read(output().resolve("maps.csv"), 1);
    assertThat(list.keys()).hasSize(16);
    List<String> key = List.of("delta_star_B%2F1.nii.gz");
    assertThat(list.text(key, "quantity")).isEqualTo("delta_star");
    assertThat(list.text(key, "site")).isEqualTo("B/1");
    assertThat(list.text(List.of("beta_age.nii.gz"), "column")).isEqualTo("age");
    assertThat(Cli.entries(output())).hasSize(18);
    assertThat(Cli.run(export).succeeds()).contains("nothing to do");
  }

  @Test
  void theHarmonisedImagesOfARunAreTheRestOfIt() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 30).written();
    Path run = run(study);
    Cli.run("export", "nifti", run.toString(), "--output", output().toString()).succeeds();
    VoxelStudy.Volume original = study.original("sub-11");
    VoxelStudy.Volume image = VoxelStudy.read(output().resolve("sub-11.nii.gz"), 0);
    assertThat(image.header()).isEqualTo(original.header());
    int inMask = 0;
    for (int i = 0; i < image.voxels().length; i++) {
      if (i % 3 == 0) {
        assertThat(image.voxels()[i]).isEqualTo(Float.valueOf(original.voxels()[i]));
      } else {
        assertThat(image.voxels()[i])
            .isEqualTo((float) study.values.get("sub-11")[inMask++], within(10f));
      }
    }
  }

  @Test
  void whatHasNoModelIsRefused() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 12).written();
    assertRefused(
        List.of("export", "maps", study.matrix.toString(), "--output", output().toString()),
        "without a model",
        "chorale harmonise");
    assertRefused(
        List.of("export", "maps", folder.toString(), "--output", output().toString()),
        "no feature matrix");
  }
}
