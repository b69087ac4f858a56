package org.chorale.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chorale.cluster.StandaloneCluster.Submission;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cluster that reads from HDFS and writes to it does what a run on local files does. */
@Tag("slow")
class HdfsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = StudyForm.class,
      names = {"CSV_TABLE"})
  void aRunOnHdfsGivesTheSameBitsAndKeepsTheRulesOfOutputs(StudyForm form) throws Exception {
    Path study = folder.resolve("study");
    form.write(study);
    Map<String, String> expected = form.harmoniseHere(study, folder.resolve("here"));

    try (MiniHdfs hdfs = MiniHdfs.start();
        StandaloneCluster cluster = StandaloneCluster.start()) {
      hdfs.put(study, "/study");
      List<String> command = form.command(hdfs.uri("/study"), hdfs.uri("/out/study"));

      Submission first = submit(cluster, command);
      assertThat(first.exitCode()).as(first.err()).isZero();
      assertThat(OutputFiles.hashes(hdfs.fetch("/out/study", folder.resolve("first"))))
          .isEqualTo(expected);
      assertThat(hdfs.names("/out")).containsExactly("study");

      try (ClusterDriver driver = new ClusterDriver(cluster)) {
        Submission again = driver.run(command);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("nothing to do");

        Submission other = driver.run(with(command, "--mean-only"));
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("holds another run").doesNotContain("\tat ");
        assertThat(OutputFiles.hashes(hdfs.fetch("/out/study", folder.resolve("kept"))))
            .isEqualTo(expected);

        Submission swapped = driver.run(with(command, "--mean-only", "--overwrite"));
        assertThat(swapped.exitCode()).as(swapped.err()).isZero();
        assertThat(OutputFiles.hashes(hdfs.fetch("/out/study", folder.resolve("swapped"))))
            .hasSameSizeAs(expected)
            .isNotEqualTo(expected);
        assertThat(hdfs.names("/out")).containsExactly("study");

        assertRefused(
            driver, form.command(hdfs.uri("/study"), hdfs.uri("/study")), "is in the way");
        assertRefused(
            driver,
            with(form.command(hdfs.uri("/study"), otherName(hdfs.uri("/study"))), "--overwrite"),
            "lies in the output");
        String inFile = hdfs.uri("/out/study/run.json/out");
        assertRefused(driver, form.command(hdfs.uri("/study"), inFile), "cannot be written");
        assertRefused(
            driver, form.command(hdfs.uri("/studies"), hdfs.uri("/out/new")), "no such file");
        assertThat(hdfs.names("/out")).containsExactly("study");
        assertThat(hdfs.names("/study")).containsAll(form.inputs());
      }
    }
  }

  private static void assertRefused(ClusterDriver driver, List<String> command, String because)
      throws Exception {
    Submission refused = driver.run(command);
    assertThat(refused.err()).contains(because).doesNotContain("\tat ");
    assertThat(refused.exitCode()).isEqualTo(2);
  }

  private static Submission submit(StandaloneCluster cluster, List<String> command)
      throws Exception {
    return cluster.submit(command.toArray(new String[0]));
  }

  private static List<String> with(List<String> command, String... options) {
    List<String> longer = new ArrayList<>(command);
    longer.addAll(List.of(options));
    return longer;
  }

  /** The same place by another name of the same machine. */
  private static String otherName(String uri) {
    return uri.replace("127.0.0.1", "localhost");
  }
}
