package org.chorale.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chorale.cli.Main;
import org.chorale.cluster.StandaloneCluster.Submission;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images and a table go from HDFS to HDFS on a cluster of separate JVMs: imported, harmonised and
 * exported they hold what the same commands make of local files.
 */
@Tag("slow")
class HdfsVoxelsTest {
  @TempDir Path folder;

  /** The commands, for a study that lies at a place and outputs that go to another. */
  private static List<List<String>> commands(String study, String out) {
    return List.of(
        List.of(
            "import",
            "nifti",
            "--images=" + study + "/images",
            "--scans=" + study + "/participants.tsv",
            "--id=sub_id",
            "--site=site",
            "--block-size=700",
            "--output=" + out + "/matrix"),
        List.of(
            "harmonise",
            "--input=" + out + "/matrix",
            "--continuous=age",
            "--categorical=sex",
            "--output=" + out + "/run"),
        List.of("export", "nifti", out + "/run", "--output=" + out + "/images"),
        List.of("export", "maps", out + "/run", "--output=" + out + "/maps"),
        List.of("export", "table", out + "/run", "--format=csv", "--output=" + out + "/table"),
        List.of(
            "import",
            "table",
            "--input=" + out + "/table/table.csv",
            "--id=sub_id",
            "--site=site",
            "--features=*_*_*",
            "--output=" + out + "/again"));
  }

  @Test
  void everyCommandGivesTheSameOnHdfsAndACluster() throws Exception {
    Path study = folder.resolve("study");
    here(
        List.of(
            "simulate",
            "--nifti",
            "--scans=36",
            "--sites=3",
            "--grid=18x22x18",
            "--output=" + study));
    Path local = folder.resolve("local");
    for (List<String> command : commands(study.toString(), local.toString())) {
      here(command);
    }
    try (MiniHdfs hdfs = MiniHdfs.start();
        StandaloneCluster cluster = StandaloneCluster.start();
        ClusterDriver driver = new ClusterDriver(cluster)) {
      hdfs.put(study, "/study");
      for (List<String> command : commands(hdfs.uri("/study"), hdfs.uri("/out"))) {
        Submission done = driver.run(command);
        assertThat(done.exitCode()).as("%s: %s", command, done.err()).isZero();
        assertThat(done.out()).doesNotContain("nothing to do");
      }
      assertThat(hdfs.names("/out"))
          .containsExactly("again", "images", "maps", "matrix", "run", "table");
      Path fetched = hdfs.fetch("/out", folder.resolve("fetched"));
      for (String output : hdfs.names("/out")) {
        assertThat(valuesOf(fetched.resolve(output)))
            .as(output)
            .isEqualTo(valuesOf(local.resolve(output)))
            .isNotEmpty();
      }
    }
  }

  /** Every file but those that tell where the images lie. */
  private static Map<String, String> valuesOf(Path output) {
    Map<String, String> hashes = new TreeMap<>(OutputFiles.hashes(output));
    hashes
        .keySet()
        .removeIf(name -> name.endsWith("images.parquet") || name.endsWith("images.csv"));
    return hashes;
  }

  private static void here(List<String> command) {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("--", "--master", "local[2]"));
    PrintStream quiet = new PrintStream(PrintStream.nullOutputStream(), false, UTF_8);
    assertThat(Main.run(quiet, System.err, words.toArray(new String[0]))).isEqualTo(Main.DONE);
  }
}
