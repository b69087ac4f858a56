package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.chorale.fixtures.FixtureTable;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.io.matrix.MatrixJson;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.io.picture.ColourScale;
import org.chorale.io.picture.MaskPicture;
import org.junit.jupiter.api.Test;

/** Maps in the diagnosis of voxels. */
class DiagnoseVoxelsTest extends OnSpark {
  private static final Configuration CONF = new Configuration();

  private Path diagnose(Path matrix, String name) {
    Path out = folder.resolve(name);
    Cli.run(
            "diagnose",
            "--input=" + matrix,
            "--continuous=age",
            "--categorical=sex",
            "--classifiers=none",
            "--output=" + out)
        .succeeds();
    return out;
  }

  private static JsonNode maps(Path run) throws IOException {
    return new ObjectMapper()
        .readTree(run.resolve("diagnostics/diagnosis.json").toFile())
        .path("maps");
  }

  private static List<String> texts(JsonNode maps, String field) {
    return StreamSupport.stream(maps.spliterator(), false)
        .map(map -> map.path(field).asText())
        .toList();
  }

  private static byte[] png(JsonNode map) {
    return Base64.getDecoder().decode(map.path("png").asText());
  }

  private static double[] numbers(Path run, String column) {
    FixtureTable features = FixtureTable.read(run.resolve("diagnostics/features.csv"), 2);
    return features.keys().stream()
        .mapToDouble(
            row -> features.text(row, column).isEmpty() ? Double.NaN : features.number(row, column))
        .toArray();
  }

  /** R's type 7 of those that are there. */
  private static double percentile99(double[] values) {
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    double place = 0.99 * (sorted.length - 1);
    int below = (int) place;
    return sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]);
  }

  @Test
  void mapsShowTheTableAndTheModelOnTheirVoxels() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 30).written();
    Path run = diagnose(study.matrix, "run");
    FeatureMatrix matrix = MatrixJson.find(CONF, VoxelStudy.path(study.matrix));
    MaskPicture picture =
        new MaskPicture(NiftiHeader.parse(matrix.imageHeader(), "header"), study.voxels);
    double[] before = numbers(run, "anova_before");
    ColourScale scale = new ColourScale(percentile99(before));
    double[][] effects = effects(run, matrix);
    JsonNode maps = maps(run);
    assertThat(texts(maps, "title"))
        .containsExactly("F of site before", "F of site after", "Mean |γ*|", "Mean |log₂ δ*|");
    // The constant voxel.
    assertThat(before[3]).isNaN();
    assertThat(effects[0][3]).isNaN();
    assertSame(maps.get(0), picture.png(before, scale));
    assertSame(maps.get(1), picture.png(numbers(run, "anova_after"), scale));
    for (int e = 0; e < effects.length; e++) {
      ColourScale own = new ColourScale(percentile99(effects[e]));
      assertSame(maps.get(2 + e), picture.png(effects[e], own));
    }
    String top = ColourScale.number(scale.top());
    assertThat(texts(maps, "caption").subList(0, 2))
        .allSatisfy(caption -> assertThat(caption).contains("0 to " + top, "99th", "Grey"));
    assertThat(maps(diagnose(study.matrix, "again"))).isEqualTo(maps);
  }

  private static void assertSame(JsonNode map, byte[] expected) {
    assertThat(HexFormat.of().formatHex(png(map)))
        .as(map.path("title").asText())
        .isEqualTo(HexFormat.of().formatHex(expected));
  }

  /** Means over sites of |γ*| and |log₂ δ*|, from the model. */
  private static double[][] effects(Path run, FeatureMatrix matrix) throws IOException {
    int sites = 3;
    double[][] sums = new double[2][matrix.featureCount()];
    int perFile = matrix.blocks().perFile();
    try (ModelReader model =
        new ModelReader(CONF, VoxelStudy.path(run.resolve("model")), perFile)) {
      for (int site = 0; site < sites; site++) {
        for (int b = 0; b < matrix.blocks().count(); b++) {
          double[][] stars = model.posterior(site, b);
          for (int v = 0; v < stars[0].length; v++) {
            int feature = matrix.blocks().first(b) + v;
            sums[0][feature] += Math.abs(stars[0][v]);
            sums[1][feature] += Math.abs(Math.log(stars[1][v]) / Math.log(2));
          }
        }
      }
    }
    for (double[] sum : sums) {
      IntStream.range(0, sum.length).forEach(v -> sum[v] /= sites);
    }
    return sums;
  }

  @Test
  void importedImagesHaveMapsInThePage() throws IOException {
    Path study = folder.resolve("study");
    Cli.run(
            "simulate",
            "--nifti",
            "--scans=36",
            "--sites=3",
            "--grid=12x14x10",
            "--seed=3",
            "--output=" + study)
        .succeeds();
    Path matrix = folder.resolve("matrix");
    Cli.run(
            "import",
            "nifti",
            "--images=" + study.resolve("images"),
            "--scans=" + study.resolve("participants.tsv"),
            "--id=sub_id",
            "--site=site",
            "--output=" + matrix)
        .succeeds();
    Path run = diagnose(matrix, "run");
    String page = Files.readString(run.resolve("report.html"));
    JsonNode maps = maps(run);
    assertThat(maps).hasSize(4);
    for (JsonNode map : maps) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png(map)));
      assertThat(image.getWidth()).isEqualTo(720);
      assertThat(image.getHeight()).isBetween(400, 900);
      assertThat(page).contains(map.path("png").asText());
      assertThat(map.path("caption").asText()).contains("R is the right of the person");
    }
  }

  @Test
  void columnsOfATableHaveNoMaps() throws IOException {
    Path matrix = folder.resolve("matrix");
    Cli.run(
            "import",
            "table",
            "--input=" + write("scans.csv", StudyTable.of(3, 3, 12, 4)),
            "--id=sub",
            "--site=site",
            "--features=f*",
            "--output=" + matrix)
        .succeeds();
    assertThat(maps(diagnose(matrix, "run")).isArray()).isTrue();
    assertThat(maps(folder.resolve("run"))).isEmpty();
  }
}
