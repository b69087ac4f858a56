package org.chorale.io.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.mgh.MghHeader;
import org.chorale.io.mgh.MghReader;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.io.nifti.NiftiReader;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images of nibabel's own tests, and what nibabel reads from them (its {@code expected.json} says
 * what). They belong to others and lie in {@code ../shared/data/nifti} beside the project.
 */
class ImageConformanceTest {
  /** To which affines and zooms are rounded in {@code expected.json}, and half of that. */
  private static final double ROUNDED = 1e-6;

  /** A sum depends on the order of its terms; relative to it, for some 600,000 terms. */
  private static final double SUMMED = 1e-12;

  private static final Path DIRECTORY =
      Path.of(System.getProperty("chorale.basedir", "."))
          .toAbsolutePath()
          .resolveSibling("shared")
          .resolve("data/nifti");

  private static org.apache.hadoop.fs.Path file(String name) {
    Path file = DIRECTORY.resolve(name);
    assumeTrue(Files.exists(file), () -> file + " is not here");
    return new org.apache.hadoop.fs.Path(file.toUri());
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anatomical.nii",
        "example4d.nii.gz",
        "example_nifti2.nii.gz",
        "functional.nii",
        "reoriented_anat_moved.nii",
        "resampled_anat_moved.nii",
        "standard.nii.gz",
        "test.mgz"
      })
  void imagesAreReadAsByNibabel(String name) throws IOException, GeneralSecurityException {
    org.apache.hadoop.fs.Path path = file(name);
    JsonNode expected =
        new ObjectMapper().readTree(DIRECTORY.resolve("expected.json").toFile()).get(name);
    try (ImageReader image = Images.open(new Configuration(), path)) {
      Grid grid = image.grid();
      double[] shape = DoubleStream.of(numbers(expected.get("shape"))).limit(3).toArray();
      assertThat(Arrays.stream(grid.shape()).asDoubleStream().toArray()).isEqualTo(shape);
      assertThat(image.volumes()).isEqualTo(expected.get("shape").path(3).asInt(1));
      for (int i = 0; i < 12; i++) {
        double element = expected.get("affine").get(i / 4).get(i % 4).asDouble();
        assertThat(grid.affine()[i]).isEqualTo(element, within(ROUNDED));
      }
      assertThat(new Grid(image.like().shape(), image.like().affine()).difference(grid)).isNull();
      double[] values = new double[grid.voxels() * image.volumes()];
      image.read(values, 0, values.length);
      checkValues(values, expected);
      int[] n = grid.shape();
      assertThat(values[1 + n[0] * (2 + n[1])])
          .isEqualTo(expected.get("value_at_1_2_1").asDouble());
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(DIRECTORY.resolve(name)));
      assertThat(image.sha256()).isEqualTo(HexFormat.of().formatHex(hash));
    }
    checkHeader(path, expected);
  }

  private static void checkValues(double[] values, JsonNode expected) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    assertThat(values.length - finite.length).isEqualTo(expected.get("nan").asInt());
    assertThat(Arrays.stream(finite).min().orElseThrow()).isEqualTo(expected.get("min").asDouble());
    assertThat(Arrays.stream(finite).max().orElseThrow()).isEqualTo(expected.get("max").asDouble());
    double magnitude = Arrays.stream(finite).map(Math::abs).sum();
    assertThat(Arrays.stream(finite).sum())
        .isEqualTo(expected.get("sum").asDouble(), within(SUMMED * magnitude));
  }

  private static void checkHeader(org.apache.hadoop.fs.Path path, JsonNode expected)
      throws IOException {
    double[] zooms = numbers(expected.get("zooms"));
    String type = expected.get("datatype").asText();
    if (path.getName().endsWith(".mgz")) {
      try (MghReader image = MghReader.open(new Configuration(), path)) {
        MghHeader header = image.header();
        assertThat(header.zooms()).containsExactly(Arrays.copyOf(zooms, 3), within(ROUNDED));
        assertThat(type).isEqualTo(">f4");
        assertThat(header.elementType()).hasToString("float32");
      }
      return;
    }
    try (NiftiReader image = NiftiReader.open(new Configuration(), path)) {
      NiftiHeader header = image.header();
      assertThat(header.zooms()).containsExactly(zooms, within(ROUNDED));
      assertThat("Nifti" + header.version() + "Image").isEqualTo(expected.get("kind").asText());
      String plain = type.replace(">i2", "int16").replace(">f4", "float32");
      assertThat(header.elementType()).hasToString(plain);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nifti1.hdr, there is no nifti1.img beside it",
    "nifti2.hdr, there is no nifti2.img beside it",
    "row_major.dconn.nii, a CIFTI file (intent code 3001)"
  })
  void whatIsNoImageIsRefused(String name, String message) {
    org.apache.hadoop.fs.Path path = file(name);
    assertThatThrownBy(() -> Images.open(new Configuration(), path))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(name + ": ")
        .hasMessageContaining(message);
  }
}
