package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.chorale.fixtures.FixtureTable;
import org.chorale.io.nifti.NiftiBytes;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.io.nifti.NiftiWriter;
import org.junit.jupiter.api.Test;

/** Every scan of a matrix becomes an image: the matrix in the mask, the original elsewhere. */
class ExportNiftiTest extends OnSpark {

  private List<String> command(Path matrix, String... options) {
    List<String> arguments = new ArrayList<>(List.of("export", "nifti", matrix.toString()));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("--output", output().toString()));
    return arguments;
  }

  private String export(VoxelStudy study, String... options) {
    return Cli.run(command(study.matrix, options)).succeeds();
  }

  /** The image of each scan, as the list beside them tells. */
  private Map<String, String> files() {
    FixtureTable list = FixtureTable.read(output().resolve("images.csv"), 1);
    Map<String, String> files = new TreeMap<>();
    list.keys().forEach(key -> files.put(key.get(0), list.text(key, "file")));
    return files;
  }

  private void assertHoldsOriginals(VoxelStudy study, List<String> ids) {
    assertThat(files().keySet()).containsExactlyInAnyOrderElementsOf(ids);
    files()
        .forEach(
            (id, file) -> {
              VoxelStudy.Volume original = study.original(id);
              VoxelStudy.Volume image = VoxelStudy.read(output().resolve(file), 0);
              assertThat(image.header()).as(id).isEqualTo(original.header());
              assertThat(image.voxels())
                  .as(id)
                  .containsExactly(study.expected(id, original.voxels()));
            });
  }

  @Test
  void theMaskHoldsTheMatrixAndTheRestIsTheOriginal() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 50).written();
    try (Stream<Path> files = Files.list(study.matrix.resolve("values/site_key=s0001"))) {
      assertThat(files.toList()).as("files of a site").hasSizeGreaterThan(1);
    }
    String printed = export(study);
    assertThat(printed).contains("Wrote 50 images to " + output());
    assertHoldsOriginals(study, study.ids);
    assertThat(files()).containsEntry("sub-07", "sub-07.nii.gz");
    assertThat(study.original("sub-07").header().description()).isEqualTo("image number 7");
    List<String> names = new ArrayList<>(files().values());
    names.addAll(List.of("images.csv", "run.json"));
    assertThat(Cli.entries(output())).containsExactlyInAnyOrderElementsOf(names);
    FixtureTable list = FixtureTable.read(output().resolve("images.csv"), 1);
    assertThat(list.text(List.of("sub-07"), "site")).isEqualTo("B/1");
    assertThat(list.text(List.of("sub-07"), "original")).isEqualTo(study.places.get("sub-07"));
  }

  @Test
  void zeroAndNanNeedNoOriginal() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 9).written();
    study.losesImage("sub-04");
    Files.delete(study.matrix.resolve("images.parquet"));
    for (String outside : List.of("zero", "nan")) {
      export(study, "--outside", outside, "--no-gzip", "--overwrite");
      float[] background = study.filled(outside.equals("nan") ? Float.NaN : 0);
      for (String id : study.ids) {
        VoxelStudy.Volume image = VoxelStudy.read(output().resolve(id + ".nii"), 0);
        assertThat(image.voxels()).containsExactly(study.expected(id, background));
        assertThat(image.header().affine()).isEqualTo(study.original("sub-00").header().affine());
        assertThat(image.header().description()).isEmpty();
      }
    }
  }

  @Test
  void idsCannotLeaveTheDirectoryOrMeet() throws IOException {
    List<String> ids =
        List.of(
            "../../escape",
            "/etc/x",
            "..",
            ".hidden",
            "_swept",
            "-v",
            "Case",
            "case",
            "CASE",
            "a b",
            "a%20b",
            "é",
            "run.json",
            "images.csv",
            "x".repeat(300),
            "x".repeat(299) + "y",
            "a\\b",
            "c:d",
            "tab\there");
    VoxelStudy study =
        new VoxelStudy(folder, ids, ids.stream().map(id -> "S" + id.length() % 2).toList())
            .written();
    List<String> before = Cli.entries(folder);
    export(study);
    assertHoldsOriginals(study, ids);
    List<String> after = new ArrayList<>(before);
    after.add("out");
    assertThat(Cli.entries(folder)).containsExactlyInAnyOrderElementsOf(after);
    assertThat(Cli.entries(output())).hasSize(ids.size() + 2);
    assertThat(files())
        .containsEntry("../../escape", "%2E.%2F..%2Fescape.nii.gz")
        .containsEntry("a b", "a%20b.nii.gz")
        .containsEntry("case", "case.nii.gz")
        .containsEntry("Case", "%43ase.nii.gz");
    // A choice of scans doesn't change what they are called.
    Map<String, String> all = files();
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "Case\n\n  é\r\n");
    export(study, "--scans-list", list.toString(), "--overwrite");
    assertHoldsOriginals(study, List.of("Case", "é"));
    assertThat(all).containsAllEntriesOf(files());
  }

  @Test
  void someSitesOnly() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 12).written();
    export(study, "--sites", "..,B/1");
    List<String> wanted =
        study.ids.stream()
            .filter(id -> !study.sites.get(study.ids.indexOf(id)).equals("A"))
            .toList();
    assertHoldsOriginals(study, wanted);
  }

  @Test
  void theVolumesOfAStackAreTheOriginals() throws IOException {
    int voxels = 120;
    VoxelStudy study = VoxelStudy.of(folder, 9);
    NiftiBytes stack = new NiftiBytes(1, ByteOrder.BIG_ENDIAN).dim(4, 5, 6, 4, study.ids.size());
    Path file = folder.resolve("images/stack.nii.gz");
    Files.write(file, NiftiBytes.gzip(stack.counting(voxels * study.ids.size())));
    for (int s = 0; s < study.ids.size(); s++) {
      study.places.put(study.ids.get(s), file.toString());
      // The last scans first, so that the order within the stack is not that of the ids.
      study.volumes.put(study.ids.get(s), study.ids.size() - 1 - s);
    }
    study.written(VoxelStudy.read(file, 0).header());
    export(study);
    assertHoldsOriginals(study, study.ids);
    assertThat(study.original("sub-00").voxels()[0]).isEqualTo(8 * voxels);
  }

  @Test
  void originalsThatAreGoneOrDamagedAreNamed() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 9).written();
    Path gone = study.losesImage("sub-04");
    Path other = folder.resolve("images/n05.nii.gz");
    Files.delete(other);
    NiftiHeader small =
        NiftiHeader.of(new int[] {5, 6, 3}, study.original("sub-00").header().affine());
    try (NiftiWriter out =
        NiftiWriter.create(
            new org.apache.hadoop.conf.Configuration(), VoxelStudy.path(other), small)) {
      out.write(new float[90], 0, 90);
    }
    assertRefused(
        command(study.matrix),
        "2 of 9 images",
        "scan 'sub-04': file:" + gone + ": is not there any more",
        "scan 'sub-05': file:" + other + ": is another image",
        "shape 5 × 6 × 3 instead of 5 × 6 × 4",
        "--outside zero");
    export(study, "--outside", "zero");
  }

  @Test
  void anOriginalThatEndsEarlyIsNamed() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 9).written();
    Path file = folder.resolve("images/n03.nii.gz");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 40));
    assertRefused(command(study.matrix), "1 of 9 images", "scan 'sub-03': ", file.toString());
  }

  @Test
  void originalsThatChangedSinceTheImportAreNamed() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 21).written();
    for (String id : List.of("sub-02", "sub-07", "sub-09")) {
      // The same grid and header, so that only the bytes tell.
      VoxelStudy.Volume image = study.original(id);
      Files.delete(study.file(id));
      try (NiftiWriter out =
          NiftiWriter.create(
              new org.apache.hadoop.conf.Configuration(),
              VoxelStudy.path(study.file(id)),
              image.header())) {
        image.voxels()[5] += 1;
        out.write(image.voxels(), 0, image.voxels().length);
      }
    }
    assertRefused(
        command(study.matrix),
        "3 of 21 images",
        "scan 'sub-02': file:" + study.file("sub-02") + ": has changed since it was imported",
        "scan 'sub-07': ",
        "scan 'sub-09': ",
        "--outside zero");
    export(study, "--sites=A", "--scans-list=" + write("one", "sub-00\n"));
    assertHoldsOriginals(study, List.of("sub-00"));
  }

  @Test
  void aStackThatChangedSinceTheImportIsRefusedForItsScans() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 6);
    Path file = folder.resolve("images/stack.nii");
    NiftiBytes stack = new NiftiBytes(1, ByteOrder.LITTLE_ENDIAN).dim(4, 5, 6, 4, 4);
    Files.write(file, stack.counting(4 * 120));
    Path other = Files.copy(file, folder.resolve("images/other.nii"));
    for (int s = 0; s < 6; s++) {
      study.places.put(study.ids.get(s), (s < 4 ? file : other).toString());
      study.volumes.put(study.ids.get(s), s % 4);
    }
    study.written(VoxelStudy.read(file, 0).header());
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertRefused(
        command(study.matrix),
        "4 of 6 images",
        "scan 'sub-00': " + file + ": has changed",
        "scan 'sub-03': " + file + ": has changed");
    String others = write("others", "sub-04\nsub-05\n");
    Cli.run(command(study.matrix, "--scans-list=" + others)).succeeds();
  }

  @Test
  void theSameAgainIsNothingToDoAndAnotherIsInTheWay() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 6).written();
    export(study);
    Map<String, byte[]> first = bytes();
    study.losesImage("sub-01");
    assertThat(export(study)).contains("nothing to do");
    assertRefused(command(study.matrix, "--outside=zero"), "holds another run", "--overwrite");
    assertThat(bytes()).containsExactlyEntriesOf(first);
    export(study, "--outside=zero", "--overwrite");
    assertThat(bytes().get("sub-02.nii.gz")).isNotEqualTo(first.get("sub-02.nii.gz"));
  }

  private Map<String, byte[]> bytes() throws IOException {
    Map<String, byte[]> bytes = new TreeMap<>();
    for (String name : Cli.entries(output())) {
      bytes.put(name, Files.readAllBytes(output().resolve(name)));
    }
    return bytes;
  }

  @Test
  void whatCannotBeIsRefused() throws IOException {
    VoxelStudy study = VoxelStudy.of(folder, 6).written();
    Path list = Files.writeString(folder.resolve("list"), "sub-01\nsub-1\nsub-99\n");
    Path one = Files.writeString(folder.resolve("one"), "sub-00\n");
    Path none = Files.writeString(folder.resolve("none"), "\n");
    assertRefused(command(study.matrix, "--sites=B1"), "no site 'B1'", "'B/1'");
    assertRefused(
        command(study.matrix, "--scans-list=" + list), "2 of 3 scans", "'sub-1', 'sub-99'");
    assertRefused(command(study.matrix, "--scans-list=" + none), "has no ids");
    assertRefused(command(study.matrix, "--scans-list=" + folder + "/nil"), "cannot be read");
    assertRefused(
        command(study.matrix, "--scans-list=" + one, "--sites=B/1"), "no scan is left to export");
    assertRefused(command(study.matrix, "--outside=inside"), "--outside", "'inside'");
    assertRefused(command(folder), "no feature matrix");
    assertRefused(List.of("export", "nifti", study.matrix.toString()), "--output");
    assertRefused(
        List.of("export", "nifti", study.matrix.toString(), "--output", folder + "/images"),
        "in the way");
    assertRefused(
        List.of(
            "export",
            "nifti",
            study.matrix.toString(),
            "--overwrite",
            "--output",
            folder + "/images"),
        "lies in the output");
    Path table = folder.resolve("blocks");
    Cli.run("simulate", "--layout=blocks", "--features=5", "--output=" + table).succeeds();
    assertRefused(command(table.resolve("matrix")), "not voxels", "chorale export table");
  }
}
