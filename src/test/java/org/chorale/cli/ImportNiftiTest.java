package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.chorale.io.image.Grid;
import org.chorale.io.matrix.Element;
import org.chorale.io.matrix.FeatureKind;
import org.chorale.io.nifti.NiftiHeader;
import org.junit.jupiter.api.Test;

/** Images become a feature matrix with the values they have, however they are found. */
class ImportNiftiTest extends OnSpark {
  private static final int SCANS = 12;

  private final double[][] volumes =
      IntStream.range(0, SCANS).mapToObj(s -> StudyImages.scan(s)).toArray(double[][]::new);

  private static String id(int scan) {
    return "sub-%02d".formatted(scan);
  }

  private String participants() {
    StringBuilder table = new StringBuilder("participant_id\tsite\tage\tfile\n");
    for (int s = 0; s < SCANS; s++) {
      table.append(
          "%s\t%s\t%d\timages/%s_T1w.nii.gz\n"
              .formatted(id(s), s % 3 == 0 ? "007" : "A", 20 + s, id(s)));
    }
    return write("participants.tsv", table.toString());
  }

  private void writeImages() {
    for (int s = 0; s < SCANS; s++) {
      StudyImages.write(image(s), StudyImages.FLOAT32, volumes[s]);
    }
  }

  private Path image(int scan) {
    return folder.resolve("images/%s_T1w.nii.gz".formatted(id(scan)));
  }

  private List<String> arguments(String... options) {
    List<String> arguments = new ArrayList<>(List.of("import", "nifti"));
    arguments.addAll(List.of("--scans", participants(), "--id", "participant_id"));
    arguments.addAll(List.of("--output", output().toString()));
    if (!List.of(options).contains("--site-from-sidecar")) {
      arguments.addAll(List.of("--site", "site"));
    }
    arguments.addAll(List.of(options));
    return arguments;
  }

  private ImportedMatrix imports(String... options) {
    Cli.run(arguments(options)).succeeds();
    return new ImportedMatrix(spark(), output());
  }

  private void assertWholeStudy(ImportedMatrix imported) {
    assertThat(imported.values()).hasSize(SCANS);
    for (int s = 0; s < SCANS; s++) {
      imported.assertValues(id(s), volumes[s]);
    }
    imported.assertMaskFile();
    assertThat(imported.voxels())
        .containsExactly(
            IntStream.range(0, StudyImages.VOXELS).filter(StudyImages::isInside).toArray());
  }

  @Test
  void aFolderOfImagesNamedAfterTheScans() throws IOException {
    writeImages();
    ImportedMatrix imported =
        imports("--images", folder.resolve("images").toString(), "--block-size", "17");
    assertWholeStudy(imported);
    assertThat(imported.matrix().element()).isEqualTo(Element.FLOAT32);
    assertThat(imported.matrix().kind()).isEqualTo(FeatureKind.VOXEL);
    assertThat(imported.matrix().siteColumns()).containsExactly("site");
    assertThat(imported.matrix().scansBySite()).isEqualTo(Map.of("s0000", 4, "s0001", 8));
    NiftiHeader header = NiftiHeader.parse(imported.matrix().imageHeader(), "matrix.json");
    Grid expected =
        new Grid(StudyImages.SHAPE, new double[] {2, 0, 0, -90, 0, 2, 0, 0, 0, 0, 2, 0});
    assertThat(new Grid(header.shape(), header.affine())).isEqualTo(expected);
    assertThat(imported.scans("age")).hasSize(SCANS).contains("20", "31");
    assertThat(imported.images()).hasSize(SCANS);
    assertThat(imported.images().get(3).path()).endsWith("images/sub-03_T1w.nii.gz");
    assertThat(imported.images().get(3).sha256())
        .isEqualTo(Sha256.of(Files.readAllBytes(image(3))));
  }

  @Test
  void aFolderForEverySubject() {
    for (int s = 0; s < SCANS; s++) {
      Path file = folder.resolve("bids/%s/ses-1/anat/gm.nii".formatted(id(s)));
      StudyImages.write(file, StudyImages.FLOAT32, volumes[s]);
    }
    assertWholeStudy(imports("--images", folder.resolve("bids").toString()));
  }

  @Test
  void aPatternWithAColumnAndAGlob() {
    for (int s = 0; s < SCANS; s++) {
      Path folderOf = folder.resolve("bids/%s/ses-%d/anat".formatted(id(s), s));
      StudyImages.write(
          folderOf.resolve(id(s) + "_mod-GM.nii.gz"), StudyImages.FLOAT32, volumes[s]);
      StudyImages.write(
          folderOf.resolve(id(s) + "_mod-WM.nii.gz"), StudyImages.FLOAT32, volumes[0]);
    }
    assertWholeStudy(
        imports("--images", folder + "/bids/{participant_id}/ses-*/anat/{id}_mod-GM.nii.gz"));
  }

  @Test
  void aColumnOfTheScanTable() {
    writeImages();
    assertWholeStudy(imports("--image-column", "file"));
  }

  @Test
  void aStackWithIdsCompressedOrNotGivesTheSameMatrix() throws IOException {
    double[][] shuffled = new double[SCANS][];
    StringBuilder ids = new StringBuilder();
    for (int v = 0; v < SCANS; v++) {
      int scan = (5 * v + 3) % SCANS;
      shuffled[v] = volumes[scan];
      ids.append(id(scan)).append('\n');
    }
    String list = write("ids.txt", ids.toString());
    for (String name : List.of("all.nii", "all.nii.gz")) {
      Path stack = StudyImages.write(folder.resolve(name), StudyImages.FLOAT32, shuffled);
      ImportedMatrix imported =
          imports("--stack", stack.toString(), "--stack-ids", list, "--overwrite");
      assertWholeStudy(imported);
      assertThat(imported.images().get(3).volume()).isZero();
      assertThat(imported.images().get(8).volume()).isEqualTo(1);
      assertThat(imported.images()).allMatch(image -> image.path().endsWith(name));
      assertThat(imported.images().get(0).sha256()).isEqualTo(Sha256.of(Files.readAllBytes(stack)));
    }
  }

  @Test
  void severalStacksAndTheOrderOfTheScanTable() {
    Path all = StudyImages.write(folder.resolve("all.nii"), StudyImages.FLOAT32, volumes);
    assertWholeStudy(imports("--stack", all.toString(), "--stack-ids", "scans"));
    Path first =
        StudyImages.write(
            folder.resolve("1.nii.gz"), StudyImages.FLOAT32, Arrays.copyOf(volumes, 5));
    Path second =
        StudyImages.write(
            folder.resolve("2.nii"), StudyImages.FLOAT32, Arrays.copyOfRange(volumes, 5, SCANS));
    String table = "participant_id,x\n";
    for (int s = 0; s < 5; s++) {
      table += id(s) + ",1\n";
    }
    String rest = "";
    for (int s = 5; s < SCANS; s++) {
      rest += id(s) + "\n";
    }
    assertWholeStudy(
        imports(
            "--overwrite",
            "--stack=" + first,
            "--stack-ids=" + write("1.csv", table),
            "--stack=" + second,
            "--stack-ids=" + write("2.txt", rest)));
  }

  @Test
  void integersAreScaledAndDoublesStayDoubles() {
    writeImages();
    double[] stored = new double[StudyImages.VOXELS];
    Arrays.setAll(stored, v -> StudyImages.isInside(v) ? v % 100 + 1 : 0);
    StudyImages.writeScaled(image(4), 0.25, 0, stored);
    Arrays.setAll(volumes[4], v -> 0.25 * stored[v]);
    Arrays.setAll(volumes[7], v -> volumes[7][v] / 3);
    StudyImages.write(image(7), StudyImages.FLOAT64, volumes[7]);
    ImportedMatrix imported = imports("--images", folder.resolve("images").toString());
    assertWholeStudy(imported);
    assertThat(imported.matrix().element()).isEqualTo(Element.FLOAT64);
    Arrays.setAll(volumes[7], v -> (float) volumes[7][v]);
    ImportedMatrix single =
        imports(
            "--images", folder.resolve("images").toString(), "--element=float32", "--overwrite");
    assertWholeStudy(single);
    assertThat(single.matrix().element()).isEqualTo(Element.FLOAT32);
  }

  @Test
  void aGivenMaskDecidesAndZerosInItAreValues() {
    writeImages();
    double[] mask = new double[StudyImages.VOXELS];
    Arrays.setAll(mask, v -> v % 2 == 0 && StudyImages.isInside(v) ? 0.5 : v == 0 ? 1 : 0);
    mask[1] = Double.NaN;
    Path file = StudyImages.write(folder.resolve("mask.nii"), StudyImages.FLOAT32, mask);
    ImportedMatrix imported =
        imports("--images", folder.resolve("images").toString(), "--mask", file.toString());
    assertThat(imported.voxels())
        .containsExactly(IntStream.range(0, StudyImages.VOXELS).filter(v -> mask[v] > 0).toArray());
    imported.assertValues(id(5), volumes[5]);
    imported.assertMaskFile();
  }

  @Test
  void aShareOfTheScansMakesTheMask() {
    int inside = IntStream.range(0, StudyImages.VOXELS).filter(StudyImages::isInside).toArray()[9];
    volumes[2][inside] = 0;
    writeImages();
    String images = folder.resolve("images").toString();
    assertThat(imports("--images", images).voxels()).doesNotContain(inside);
    ImportedMatrix most = imports("--images", images, "--mask-share=0.9", "--overwrite");
    assertThat(most.voxels()).contains(inside);
    assertWholeStudy(most);
  }

  @Test
  void sitesOfSidecarsWhichInherit() {
    writeImages();
    write("images/T1w.json", "{\"MagneticFieldStrength\": 3.0, \"Manufacturer\": \"Siemens\"}");
    for (int s = 0; s < 4; s++) {
      write(
          "images/%s_T1w.json".formatted(id(s)), "{\"Manufacturer\": \"GE\", \"EchoTime\": 0.003}");
    }
    write("images/%s_T1w.json".formatted(id(4)), "{\"MagneticFieldStrength\": 3}");
    write("images/%s_bold.json".formatted(id(4)), "{\"Manufacturer\": \"Philips\"}");
    ImportedMatrix imported =
        imports(
            "--images",
            folder.resolve("images").toString(),
            "--site-from-sidecar",
            "Manufacturer+MagneticFieldStrength");
    assertThat(imported.matrix().siteColumns())
        .containsExactly("Manufacturer", "MagneticFieldStrength");
    assertThat(imported.matrix().scansBySite()).isEqualTo(Map.of("s0000", 4, "s0001", 8));
    assertThat(imported.matrix().parts().get(0).siteLabel()).isEqualTo("GE+3");
    assertThat(imported.scans("Manufacturer")).containsOnly("GE", "Siemens");
    assertThat(imported.scans("MagneticFieldStrength")).containsOnly("3");
    Path harmonised = folder.resolve("harmonised");
    Cli.run("harmonise", "--input", output().toString(), "--output", harmonised.toString())
        .succeeds();
  }

  @Test
  void aPairAmongSingleFiles() throws IOException {
    writeImages();
    byte[] whole =
        Files.readAllBytes(
            StudyImages.write(folder.resolve("x.nii"), StudyImages.FLOAT32, volumes[6]));
    byte[] header = Arrays.copyOf(whole, 348);
    header[345] = 'i';
    Arrays.fill(header, 108, 112, (byte) 0);
    Files.delete(image(6));
    Files.write(folder.resolve("images/sub-06.hdr"), header);
    Files.write(folder.resolve("images/sub-06.img"), Arrays.copyOfRange(whole, 352, whole.length));
    String images = folder.resolve("images").toString();
    assertWholeStudy(imports("--images", images));
    assertThat(Cli.run(arguments("--images", images)).succeeds()).contains("already");
  }

  @Test
  void surfacesOfFreeSurfer() {
    for (int s = 0; s < SCANS; s++) {
      ByteBuffer file = ByteBuffer.allocate(284 + 4 * StudyImages.VOXELS);
      file.putInt(1).putInt(StudyImages.VOXELS).putInt(1).putInt(1).putInt(1).putInt(3);
      for (int v = 0; v < StudyImages.VOXELS; v++) {
        file.putFloat(284 + 4 * v, (float) volumes[s][v]);
      }
      byte[] bytes = new byte[file.capacity()];
      file.get(0, bytes);
      StudyImages.write(folder.resolve("surf/%s/lh.thickness.mgz".formatted(id(s))), bytes);
    }
    ImportedMatrix imported = imports("--images", folder + "/surf/{id}/lh.thickness.mgz");
    assertThat(imported.voxels())
        .containsExactly(
            IntStream.range(0, StudyImages.VOXELS).filter(StudyImages::isInside).toArray());
    imported.assertValues(id(3), volumes[3]);
  }

  @Test
  void theSameImportAgainIsThereAlready() {
    writeImages();
    String images = folder.resolve("images").toString();
    String first = Cli.run(arguments("--images", images)).succeeds();
    assertThat(first).contains("12 scans of 2 sites", "of 210 voxels");
    assertThat(Cli.run(arguments("--image-column", "file")).succeeds()).contains("already");
    StudyImages.write(image(2), StudyImages.FLOAT32, volumes[3]);
    assertThat(Cli.run(arguments("--images", images)).err()).contains("holds another run");
  }

  @Test
  void missingVoxelsAreKeptWhenAsked() {
    double[] mask = new double[StudyImages.VOXELS];
    Arrays.setAll(mask, v -> StudyImages.isInside(v) ? 1 : 0);
    int[] inside = IntStream.range(0, StudyImages.VOXELS).filter(v -> mask[v] > 0).toArray();
    volumes[2][inside[3]] = Double.NaN;
    volumes[2][0] = Double.NaN;
    volumes[8][inside[7]] = Double.POSITIVE_INFINITY;
    writeImages();
    Path file = StudyImages.write(folder.resolve("mask.nii"), StudyImages.FLOAT32, mask);
    String images = folder.resolve("images").toString();
    assertRefused(
        arguments("--images", images, "--mask", file.toString()),
        "2 images can't be used",
        "'sub-02'",
        "sub-02_T1w.nii.gz: 1 voxels in the mask are NaN or infinite",
        "--missing keep");
    String text =
        Cli.run(arguments("--images", images, "--mask", file.toString(), "--missing=keep"))
            .succeeds();
    assertThat(text).contains("2 values are missing (NaN or infinite in the mask), in 2 scans");
    ImportedMatrix imported = new ImportedMatrix(spark(), output());
    volumes[8][inside[7]] = Double.NaN;
    assertWholeStudy(imported);
    assertThat(imported.images().get(2).missing()).isEqualTo(1);
    assertThat(imported.images().get(3).missing()).isZero();
    ImportedMatrix derived =
        imports("--images", images, "--mask-share=0.9", "--missing=keep", "--overwrite");
    assertWholeStudy(derived);
  }
}
