package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What can't be used is refused by name, all of it at once, or set aside. */
class ImportNiftiRefusalsTest extends OnSpark {
  private static final int SCANS = 12;

  private final double[][] volumes =
      IntStream.range(0, SCANS).mapToObj(s -> StudyImages.scan(s)).toArray(double[][]::new);

  private static String id(int scan) {
    return "%03d".formatted(scan);
  }

  private Path image(int scan) {
    return folder.resolve("images/%s.nii.gz".formatted(id(scan)));
  }

  private String images() {
    return folder.resolve("images").toString();
  }

  private void writeImages() {
    for (int s = 0; s < SCANS; s++) {
      StudyImages.write(image(s), StudyImages.FLOAT32, volumes[s]);
    }
  }

  private List<String> arguments(String... options) {
    StringBuilder table = new StringBuilder("id\tsite\tfile\n");
    for (int s = 0; s < SCANS; s++) {
      table.append("%s\t%s\timages/%s.nii.gz\n".formatted(id(s), s % 2 == 0 ? "A" : "B", id(s)));
    }
    List<String> arguments = new ArrayList<>(List.of("import", "nifti", "--id", "id"));
    arguments.addAll(List.of("--scans", write("scans.tsv", table.toString())));
    arguments.addAll(List.of("--output", output().toString()));
    if (Arrays.stream(options).noneMatch(option -> option.contains("sidecar"))) {
      arguments.addAll(List.of("--site", "site"));
    }
    arguments.addAll(List.of(options));
    return arguments;
  }

  private void assertRefusedImages(String... parts) {
    assertRefused(arguments("--images", images()), parts);
  }

  /** Every kind of bad image but those that only values tell. */
  private void spoilHeaders() {
    StudyImages.truncate(image(1), 30);
    StudyImages.write(image(2), StudyImages.COMPLEX, volumes[2]);
    StudyImages.write(image(3), StudyImages.RGB, volumes[3]);
    StudyImages.write(image(4), 77, volumes[4]);
    StudyImages.write(image(5), StudyImages.FLOAT32, volumes[5], volumes[5]);
    StudyImages.writeShifted(image(6), 4, volumes[6]);
  }

  @Test
  void allThatHeadersTellIsListedAtOnce() {
    writeImages();
    spoilHeaders();
    assertRefusedImages(
        "6 images can't be used",
        "scan '001', ",
        "images/001.nii.gz: damaged gzip",
        "images/002.nii.gz: ",
        "complex",
        "images/003.nii.gz: ",
        "RGB",
        "images/004.nii.gz: ",
        "77",
        "images/005.nii.gz: has 2 volumes; an image of one scan is 3-D",
        "images/006.nii.gz: affine: element [0,3] is -86 instead of -90 (that of most images)",
        "--quarantine");
  }

  @Test
  void anOddFirstImageIsTheOddOne() {
    writeImages();
    StudyImages.writeShifted(image(0), 4, volumes[0]);
    assertRefusedImages("an image can't be used", "images/000.nii.gz: affine: element [0,3]");
  }

  @Test
  void aMaskOfAnotherGridRefusesAll() {
    writeImages();
    Path mask = StudyImages.writeShifted(folder.resolve("mask.nii"), 2, volumes[0]);
    assertRefused(
        arguments("--images", images(), "--mask", mask.toString()),
        "12 images can't be used",
        "affine: element [0,3] is -90 instead of -88 (the mask's)",
        "… and 2 more");
    assertRefused(
        arguments("--images", images(), "--mask", mask.toString(), "--quarantine"),
        "12 images can't be used",
        "No scan is left");
  }

  @Test
  void allThatValuesTellIsListedAtOnce() throws IOException {
    spoilValues();
    for (String mask : List.of("", "--mask=" + mask())) {
      List<String> arguments = arguments("--images", images());
      if (!mask.isEmpty()) {
        arguments.add(mask);
      }
      assertRefused(
          arguments,
          "images/001.nii.gz: damaged gzip",
          "scan '002', ",
          "images/002.nii.gz: all its voxels are zero",
          mask.isEmpty() ? "" : "images/003.nii.gz: it fills 11 % of the mask's voxels");
    }
  }

  private Path mask() {
    double[] mask = new double[StudyImages.VOXELS];
    Arrays.setAll(mask, v -> StudyImages.isInside(v) ? 1 : 0);
    return StudyImages.write(folder.resolve("mask.nii"), StudyImages.FLOAT32, mask);
  }

  /** A damaged, an empty and an unregistered image. */
  private void spoilValues() throws IOException {
    Arrays.fill(volumes[2], 0);
    int[] inside = IntStream.range(0, StudyImages.VOXELS).filter(StudyImages::isInside).toArray();
    for (int v = 0; v < inside.length * 9 / 10; v++) {
      volumes[3][inside[v]] = 0;
    }
    writeImages();
    byte[] damaged = Files.readAllBytes(image(1));
    damaged[damaged.length / 2] ^= 0x55;
    damaged[damaged.length - 6] ^= 0x55;
    Files.write(image(1), damaged);
  }

  @Test
  void anUnregisteredImageIsFoundWithoutAMaskToo() {
    int[] inside = IntStream.range(0, StudyImages.VOXELS).filter(StudyImages::isInside).toArray();
    for (int v = 0; v < inside.length * 9 / 10; v++) {
      volumes[3][inside[v]] = 0;
    }
    writeImages();
    assertRefusedImages(
        "an image can't be used",
        "scan '003', ",
        "images/003.nii.gz: it fills 1",
        "% of the voxels that half of the scans have (at least 70 % are expected)",
        "it looks unregistered",
        "--force");
    String text = Cli.run(arguments("--images", images(), "--force")).succeeds();
    assertThat(text).contains("12 scans", "--mask-share 0.95");
  }

  @Test
  void badImagesAreSetAside() throws IOException {
    spoilValues();
    StudyImages.writeShifted(image(6), 4, volumes[6]);
    Files.delete(image(7));
    Files.copy(image(8), folder.resolve("images/unknown.nii.gz"));
    String text = Cli.run(arguments("--images", images(), "--quarantine")).succeeds();
    assertThat(text).contains("7 scans of 2 sites", "6 images were set aside, see quarantine.csv");
    ImportedMatrix imported = new ImportedMatrix(spark(), output());
    assertThat(imported.values().keySet())
        .containsExactly("000", "004", "005", "008", "009", "010", "011");
    assertThat(imported.scans("id")).containsExactlyElementsOf(imported.values().keySet());
    assertThat(imported.images()).hasSize(7);
    assertThat(imported.voxels())
        .containsExactly(
            IntStream.range(0, StudyImages.VOXELS).filter(StudyImages::isInside).toArray());
    imported.assertValues("011", volumes[11]);
    List<String> listed = Files.readAllLines(output().resolve("quarantine.csv"));
    assertThat(listed).hasSize(7);
    assertThat(listed.get(0)).isEqualTo("scan,image,reason");
    assertThat(listed).anyMatch(line -> line.startsWith("007,,") && line.contains("no image"));
    assertThat(listed).anyMatch(line -> line.startsWith(",") && line.contains("unknown.nii.gz"));
    assertThat(Cli.run(arguments("--images", images(), "--quarantine")).succeeds())
        .contains("already");
  }

  @Test
  void scansWithoutImageAndImagesWithoutScan() throws IOException {
    writeImages();
    Files.move(image(7), folder.resolve("images/700.nii.gz"));
    assertRefusedImages(
        "2 images and scans can't be used",
        "images/700.nii.gz: is of no scan in ",
        "scans.tsv",
        "scan '007': no image in ");
    assertRefused(
        arguments("--images", images() + "/{id}.nii.gz"),
        "scan '007': no image matches ",
        "images/007.nii.gz");
    assertRefused(arguments("--image-column", "file"), "images/007.nii.gz", "no such file");
  }

  @Test
  void severalImagesOfAScanAndOneOfSeveralScans() throws IOException {
    writeImages();
    Files.copy(image(7), folder.resolve("images/007_smoothed.nii.gz"));
    assertRefusedImages("scan '007': 2 images could be its own: ", "007_smoothed.nii.gz");
    assertRefused(
        arguments("--images", images() + "/{id}*.nii.gz"),
        "scan '007': 2 images could be its own: ");
    assertRefused(
        arguments("--images", images() + "/001.nii.gz"), "scans '000', '002', ", ": no image in ");
    assertRefused(
        arguments("--images", images() + "/{site}.nii.gz"), "no image matches ", "images/A.nii.gz");
    Files.copy(image(7), folder.resolve("images/A.nii.gz"));
    Files.copy(image(7), folder.resolve("images/B.nii.gz"));
    assertRefused(
        arguments("--images", images() + "/{site}.nii.gz"),
        "images/A.nii.gz: is the image of scan '000' too");
  }

  @Test
  void stacksWhoseIdsDoNotFit() {
    Path stack = StudyImages.write(folder.resolve("all.nii"), StudyImages.FLOAT32, volumes);
    assertRefused(
        arguments("--stack", stack.toString()), "1 --stack, 0 --stack-ids", "--stack-ids scans");
    String few = write("few.txt", "000\n001\n");
    assertRefused(
        arguments("--stack", stack.toString(), "--stack-ids", few),
        "all.nii: has 12 volumes, but 2 ids are given",
        "scans '002', '003', ",
        "'011': none of the stacks has a volume of it");
    StringBuilder ids = new StringBuilder();
    IntStream.range(0, SCANS - 2).forEach(s -> ids.append(id(s)).append('\n'));
    String other = write("other.txt", ids + "000\nx\n");
    assertRefused(
        arguments("--stack", stack.toString(), "--stack-ids", other),
        "has two volumes by ",
        "other.txt: 1 and 11",
        "its volume 12 is of scan 'x', which is not in ");
  }

  @Test
  void sidecarsThatAreMissingOrSayTooLittle() {
    writeImages();
    write("images/000.json", "{\"Manufacturer\": \"GE\"}");
    write("images/001.json", "{\"Manufacturer\": null}");
    write("images/002.json", "{");
    assertRefused(
        arguments("--images", images(), "--site-from-sidecar=Manufacturer"),
        "images/001.nii.gz: field 'Manufacturer' is missing in ",
        "images/002.json: not readable as JSON",
        "images/003.nii.gz: there is no sidecar (.json)");
    assertRefused(
        arguments("--images", images(), "--site-from-sidecar=Site"),
        "scans.tsv has a column 'site' already");
  }

  @Test
  void optionsThatContradict() {
    writeImages();
    assertRefused(arguments(), "say where the images are");
    assertRefused(
        arguments("--images", images(), "--image-column", "file"), "say where the images are");
    assertRefused(
        arguments("--images", images(), "--site-from-sidecar=X", "--site=site"),
        "with --site, or",
        "one of the two");
    assertRefused(arguments("--images", images(), "--mask-share=0"), "--mask-share is 0.0");
    assertRefused(arguments("--images", images() + "/{nope}.nii"), "no column 'nope'");
    assertRefused(arguments("--images", images() + "/{id.nii"), "a brace is not closed");
    assertRefused(arguments("--images", folder + "/nothing"), "there is no image");
    assertRefused(arguments("--images", images(), "--mask", folder + "/no.nii"), "no such file");
    Path empty =
        StudyImages.write(
            folder.resolve("empty.nii"), StudyImages.FLOAT32, new double[StudyImages.VOXELS]);
    assertRefused(
        arguments("--images", images(), "--mask", empty.toString()), "no voxel is in the mask");
    List<String> within = arguments("--images", images(), "--overwrite");
    within.set(within.indexOf(output().toString()), images());
    assertRefused(within, "lies in the output");
    within.set(within.indexOf(images()), images() + "/matrix");
    assertRefused(within, "images/matrix lies in the input ");
  }
}
