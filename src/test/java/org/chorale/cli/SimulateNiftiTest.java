package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.chorale.fixtures.FixtureTable;
import org.chorale.io.nifti.NiftiHeader;
import org.junit.jupiter.api.Test;

/** Simulated images: a brain on a grid, its truth known. */
class SimulateNiftiTest extends OnSpark {
  private Path simulate(String name, String... options) {
    Path study = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("simulate", "--nifti"));
    arguments.addAll(List.of(options));
    arguments.add("--output=" + study);
    Cli.run(arguments).succeeds();
    return study;
  }

  private static Set<String> files(Path study) throws IOException {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> all = Files.walk(study)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.add(study.relativize(file).toString()));
    }
    return files;
  }

  @Test
  void imagesHoldABrainWithAKnownTruth() throws IOException {
    Path study = simulate("study", "--scans=60", "--sites=3", "--grid=16x18x14", "--seed=3");
    FixtureTable truth = FixtureTable.read(study.resolve("truth.csv"), 1);
    FixtureTable scans =
        FixtureTable.parse(
            "participants",
            Files.readString(study.resolve("participants.tsv")).replace('\t', ','),
            1);
    assertThat(scans.keys()).hasSize(60);
    assertThat(files(study)).hasSize(2 * 60 + 4);

    VoxelStudy.Volume mask = VoxelStudy.read(study.resolve("mask.nii.gz"), 0);
    NiftiHeader header = mask.header();
    assertThat(header.shape()).containsExactly(16, 18, 14);
    assertThat(header.affine()).containsExactly(expectedAffine(11.4, 12.1, 13), within(1e-5));
    assertThat(header.qformCode()).isEqualTo(header.sformCode()).isEqualTo(1);
    double[] sums = new double[mask.voxels().length];
    for (List<String> id : scans.keys()) {
      VoxelStudy.Volume image =
          VoxelStudy.read(study.resolve("images/" + id.get(0) + ".nii.gz"), 0);
      assertThat(image.header()).isEqualTo(header);
      for (int i = 0; i < sums.length; i++) {
        assertThat(image.voxels()[i] != 0).isEqualTo(mask.voxels()[i] == 1);
        sums[i] += image.voxels()[i];
      }
    }
    int feature = 0;
    Pairs alpha = new Pairs();
    for (List<String> name : truth.keys()) {
      while (mask.voxels()[feature] == 0) {
        feature++;
      }
      assertThat(name.get(0))
          .isEqualTo("%d_%d_%d".formatted(feature % 16, feature / 16 % 18, feature / 16 / 18));
      alpha.add(truth.number(name, "alpha"), sums[feature++] / 60);
    }
    // Effects of age, sex and site are small beside the anatomy.
    assertThat(alpha.correlation()).isGreaterThan(0.95);
    double share = truth.keys().size() / (16.0 * 18 * 14);
    assertThat(share).as("of the voxels").isBetween(0.2, 0.35);
  }

  private static double[] expectedAffine(double x, double y, double z) {
    return new double[] {x, 0, 0, -90, 0, y, 0, -126, 0, 0, z, -72};
  }

  @Test
  void sidecarsTellTheScannersApart() throws IOException {
    Path study = simulate("study", "--scans=60", "--sites=12", "--grid=8x8x8");
    FixtureTable scans =
        FixtureTable.parse(
            "participants",
            Files.readString(study.resolve("participants.tsv")).replace('\t', ','),
            1);
    Set<String> scanners = new HashSet<>();
    Set<String> sites = new HashSet<>();
    for (List<String> id : scans.keys()) {
      JsonNode sidecar =
          new ObjectMapper().readTree(study.resolve("images/" + id.get(0) + ".json").toFile());
      assertThat(sidecar.get("StationName").asText()).isEqualTo(scans.text(id, "site"));
      assertThat(sidecar.get("MagneticFieldStrength").asDouble()).isIn(1.5, 3.0);
      assertThat(sidecar.get("Manufacturer").asText()).isNotEmpty();
      scanners.add(sidecar.toString());
      sites.add(scans.text(id, "site"));
    }
    assertThat(scanners).hasSameSizeAs(sites).hasSize(12);
  }

  @Test
  void equalSeedsGiveEqualFiles() throws IOException {
    Path first = simulate("first", "--scans=12", "--sites=2", "--grid=9x8x10", "--missing=0.1");
    Path again = simulate("again", "--scans=12", "--sites=2", "--grid=9x8x10", "--missing=0.1");
    assertThat(files(first)).isEqualTo(files(again));
    for (String file : files(first)) {
      assertThat(first.resolve(file)).hasSameBinaryContentAs(again.resolve(file));
    }
  }

  @Test
  void optionsThatContradictAreRefused() {
    String output = "--output=" + output();
    assertRefused(List.of("simulate", "--nifti", "--features=9", output), "--features", "--grid");
    assertRefused(List.of("simulate", "--grid=9x9x9", output), "--grid is for images", "--nifti");
    assertRefused(
        List.of("simulate", "--nifti", "--layout=wide", output), "--nifti", "--layout wide");
    assertRefused(List.of("simulate", "--nifti", "--grid=9x9", output), "'9x9'", "30x36x30");
    assertRefused(List.of("simulate", "--nifti", "--grid=9x9x7", output), "[9, 9, 7]", "from 8 to");
  }
}
