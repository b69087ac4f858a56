package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Images to images in one command: what the three commands write, as they write it. */
class HarmoniseImagesTest extends OnSpark {
  private static final int SCANS = 18;

  @BeforeEach
  void writeStudy() {
    StringBuilder table = new StringBuilder("participant_id\tscanner\tage\tsex\tgroup\n");
    for (int s = 0; s < SCANS; s++) {
      String site = List.of("007", "A", "B/1").get(s % 3);
      table.append(
          "%s\t%s\t%d\t%s\t%s\n"
              .formatted(id(s), site, 20 + (7 * s) % 31, s % 4 < 2 ? "F" : "M", "of " + site));
      StudyImages.write(image(s), StudyImages.FLOAT32, StudyImages.scan(s));
    }
    write("participants.tsv", table.toString());
  }

  private static String id(int scan) {
    return "sub-%02d".formatted(scan);
  }

  private Path image(int scan) {
    return folder.resolve("bids/%s/anat/T1w.nii.gz".formatted(id(scan)));
  }

  private List<String> images() {
    return List.of(
        "--images=" + folder.resolve("bids/{id}/anat/T1w.nii.gz"),
        "--scans=" + folder.resolve("participants.tsv"),
        "--id=participant_id",
        "--site=scanner",
        "--block-size=16");
  }

  private List<String> command(String... options) {
    List<String> arguments = new ArrayList<>(List.of("harmonise-images"));
    arguments.addAll(images());
    arguments.add("--output=" + output());
    arguments.addAll(List.of(options));
    return arguments;
  }

  private String harmonise(String... options) {
    return Cli.run(command(options)).succeeds();
  }

  /** Every file by its place, the times in run records left out. */
  private static Map<String, String> contents(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      Map<String, String> contents = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (file.endsWith("run.json")) {
          text = text.replaceAll("\"(read|fit|apply)\" : [0-9.E-]+", "\"$1\" : #");
        }
        contents.put(directory.relativize(file).toString(), text);
      }
      return contents;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Map<String, FileTime> finished() throws IOException {
    Map<String, FileTime> finished = new TreeMap<>();
    for (String step : List.of("matrix", "harmonised", "images")) {
      Path record = output().resolve(step).resolve("run.json");
      finished.put(step, Files.getLastModifiedTime(record));
    }
    return finished;
  }

  @Test
  void itWritesWhatTheThreeCommandsWrite() throws IOException {
    List<String> first = new ArrayList<>(List.of("import", "nifti", "--quarantine"));
    first.addAll(images());
    first.add("--output=" + output().resolve("matrix"));
    StudyImages.truncate(image(4), 300);
    Cli.run(first).succeeds();
    Cli.run(
            "harmonise",
            "--input=" + output().resolve("matrix"),
            "--continuous=age",
            "--categorical=sex",
            "--reference-site=A",
            "--output=" + output().resolve("harmonised"))
        .succeeds();
    Cli.run(
            "export",
            "nifti",
            output().resolve("harmonised").toString(),
            "--sites=A,007",
            "--output=" + output().resolve("images"))
        .succeeds();
    Path three = Files.move(output(), folder.resolve("three"));

    String printed =
        harmonise(
            "--quarantine",
            "--continuous=age",
            "--categorical=sex",
            "--reference-site=A",
            "--sites=A,007");
    assertThat(printed)
        .contains("Imported 17 scans of 3 sites", "Harmonised 17 scans", "Wrote 11 images to");
    Map<String, String> expected = contents(three);
    assertThat(contents(output())).isEqualTo(expected);
    assertThat(expected).hasSizeGreaterThan(20).containsKey("matrix/quarantine.csv");
  }

  @Test
  void theSameCommandAgainDoesNothing() throws IOException {
    harmonise("--continuous=age");
    Map<String, FileTime> before = finished();
    String printed = harmonise("--continuous=age");
    assertThat(printed.split("nothing to do", -1)).hasSize(4);
    assertThat(finished()).isEqualTo(before);
    assertThat(Cli.entries(output())).containsExactly("harmonised", "images", "matrix");
  }

  @Test
  void anInterruptedRunGoesOnWhereItWas() throws IOException {
    Cli.run(
            Stream.of(
                    Stream.of("import", "nifti"),
                    images().stream(),
                    Stream.of("--output=" + output().resolve("matrix")))
                .flatMap(words -> words)
                .toList())
        .succeeds();
    FileTime imported = Files.getLastModifiedTime(output().resolve("matrix/run.json"));
    assertThat(harmonise()).contains("nothing to do", "Harmonised 18 scans", "Wrote 18 images");
    assertThat(finished()).containsEntry("matrix", imported);
  }

  @Test
  void anotherModelKeepsTheMatrixAndUpdatesTheRest() throws IOException {
    harmonise("--continuous=age");
    Map<String, FileTime> before = finished();
    assertThat(Cli.run(command("--categorical=sex")).err())
        .contains("out/harmonised holds another run", "--overwrite");
    assertThat(finished()).isEqualTo(before);
    harmonise("--categorical=sex", "--refresh");
    assertThat(finished()).containsEntry("matrix", before.get("matrix"));
    Map<String, String> updated = contents(output());
    harmonise("--categorical=sex", "--overwrite");
    assertThat(contents(output())).isEqualTo(updated);
  }

  @Test
  void overwritingMakesAllThreeAgain() throws IOException {
    harmonise("--continuous=age");
    Map<String, String> sound = contents(output());
    for (String name : List.of("matrix/mask.nii.gz", "images/sub-03.nii.gz")) {
      Files.writeString(output().resolve(name), "damaged");
    }
    harmonise("--continuous=age", "--overwrite");
    assertThat(contents(output())).isEqualTo(sound);
  }

  @Test
  void aModelThatCannotBeFittedIsRefusedBeforeAVoxelIsRead() {
    // Only values tell that this image is damaged, and they aren't read.
    StudyImages.truncate(image(5), 400);
    assertRefused(command("--continuous=aeg"), "'aeg'", "'age'", "participants.tsv");
    assertRefused(command("--categorical=group"), "group", "are the same scans");
    assertRefused(command("--reference-site=C"), "'C'");
    assertRefused(command("--sites=B1"), "no site 'B1'", "'B/1'");
    String list = write("list.txt", "sub-01\nsub-99\n");
    assertRefused(command("--scans-list=" + list), "1 of 2 scans", "'sub-99'");
  }

  @Test
  void whatIsInTheWayOfALaterStepIsRefusedBeforeTheFirst() throws IOException {
    Files.createDirectories(output().resolve("images/of-mine"));
    assertRefused(command(), "out/images is in the way");
    assertThat(Cli.entries(output())).containsExactly("images");
  }

  @Test
  void imagesThatLieWhereTheNewOnesGoAreRefused() throws IOException {
    Files.createDirectories(output());
    Files.move(folder.resolve("bids"), output().resolve("images"));
    List<String> command = command("--overwrite");
    command.set(1, "--images=" + output().resolve("images/{id}/anat/T1w.nii.gz"));
    assertRefused(command, "sub-00/anat/T1w.nii.gz lies in the output", "out/images");
    assertThat(Cli.entries(output())).containsExactly("images");
  }

  @Test
  void badOptionsOfEveryStepAreRefused() {
    assertRefused(command("--min-overlap=2"), "--min-overlap is 2");
    assertRefused(command("--min-scans=0"), "--min-scans is 0");
    assertRefused(command("--scans-list=" + folder.resolve("none.txt")), "--scans-list");
    assertRefused(command("--outsied=zero"), "'--outsied'", "'--outside'");
    List<String> nowhere = command();
    nowhere.remove("--output=" + output());
    assertRefused(nowhere, "not given: --output DIR");
    assertRefused(List.of("harmonise-images"), "--scans", "--id");
  }

  @Test
  void aDryRunTellsThePlanAndWritesNothing() {
    List<String> before = Cli.entries(folder);
    List<String> nowhere = command("--continuous=age", "--dry-run");
    nowhere.remove("--output=" + output());
    String printed = Cli.run(nowhere).succeeds();
    assertThat(printed)
        .contains("Scans      18", "Sites      3 from 'scanner', 6 to 6 scans each")
        .contains("Preserved  age (linear)", "Images     18 files of 7 × 6 × 5 voxels each")
        .contains("nothing was written");
    int inside = 0;
    for (int v = 0; v < StudyImages.VOXELS; v++) {
      inside += StudyImages.isInside(v) ? 1 : 0;
    }
    assertThat(harmonise("--then=sex", "--dry-run")).contains("then       2 from 'sex'");
    assertThat(harmonise("--dry-run=full")).contains("%d voxels".formatted(inside), "Cost");
    assertThat(Cli.entries(folder)).isEqualTo(before);
  }

  @Test
  void aJobFileHasItsOptions() throws IOException {
    String job =
        """
        images: %s
        scans: %s
        id: participant_id
        site: [scanner]
        continuous: [age]
        sites: [A, 007]
        gzip: false
        output: %s
        """
            .formatted(
                folder.resolve("bids/{id}/anat/T1w.nii.gz"),
                folder.resolve("participants.tsv"),
                output());
    Cli.run("harmonise-images", write("job.yaml", job)).succeeds();
    assertThat(Cli.entries(output().resolve("images")))
        .hasSize(14)
        .contains("sub-00.nii", "sub-01.nii")
        .doesNotContain("sub-02.nii");
  }

  @Test
  void sitesOfSidecarsAreKnownToTheModel() throws IOException {
    for (int s = 0; s < SCANS; s++) {
      Files.writeString(
          image(s).resolveSibling("T1w.json"),
          "{\"Manufacturer\": \"%s\", \"MagneticFieldStrength\": 3}".formatted("AB".charAt(s % 2)));
    }
    List<String> command =
        command("--site-from-sidecar=Manufacturer+MagneticFieldStrength", "--reference-site=B+3");
    command.remove("--site=scanner");
    assertThat(Cli.run(command).succeeds()).contains("'Manufacturer' + 'MagneticFieldStrength'");
    command.set(command.size() - 1, "--reference-site=C+3");
    assertRefused(command, "'C+3'");
  }

  @Test
  void theHelpGroupsOptionsByWhatTheyAreOf() {
    String help = Cli.run("harmonise-images", "--help").succeeds();
    assertThat(help)
        .containsSubsequence(
            "--output",
            "Images and mask:",
            "--mask",
            "Model:",
            "--prior",
            "Harmonised images:",
            "--outside",
            "Layout of the matrix:",
            "--block-size");
  }
}
