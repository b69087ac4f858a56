package org.chorale.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.chorale.cluster.StandaloneCluster.Running;
import org.chorale.cluster.StandaloneCluster.Submission;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The driver is killed half-way, on local files and on HDFS: nothing is visible, and the same
 * command run again succeeds and leaves nothing of the first.
 */
@Tag("slow")
class LostDriverTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = StudyForm.class,
      names = {"JOINED_TABLES", "FEATURE_MATRIX"})
  void nothingIsVisibleAndTheNextRunSucceeds(StudyForm form) throws Exception {
    Path study = folder.resolve("study");
    form.write(study);
    Map<String, String> expected = form.harmoniseHere(study, folder.resolve("here"));

    try (MiniHdfs hdfs = MiniHdfs.start();
        FileSystem onHdfs = hdfs.client();
        StandaloneCluster cluster = StandaloneCluster.start()) {
      String local = folder.resolve("runs/out").toString();
      killTheDriver(
          cluster, form.command(study, local), local, FileSystem.getLocal(onHdfs.getConf()));
      hdfs.put(study, "/study");
      String remote = hdfs.uri("/runs/out");
      List<String> remoteCommand = form.command(hdfs.uri("/study"), remote);
      killTheDriver(cluster, remoteCommand, remote, onHdfs);

      try (ClusterDriver driver = new ClusterDriver(cluster)) {
        again(driver, form.command(study, local));
        assertThat(OutputFiles.hashes(folder.resolve("runs/out"))).isEqualTo(expected);
        assertThat(folder.resolve("runs").toFile().list()).containsExactly("out");

        hdfs.letLeasesExpire();
        again(driver, remoteCommand);
        assertThat(OutputFiles.hashes(hdfs.fetch("/runs/out", folder.resolve("fetched"))))
            .isEqualTo(expected);
        assertThat(hdfs.names("/runs")).containsExactly("out");
      }
    }
  }

  /** While it writes the model: what is left is a staging directory and its lease. */
  private static void killTheDriver(
      StandaloneCluster cluster, List<String> command, String output, FileSystem files)
      throws Exception {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(output);
    Running run = cluster.begin(command.toArray(new String[0]));
    RunPhase.FIT.await(files, path, run::endsWithin);
    run.kill();
    assertThat(files.exists(path)).isFalse();
    assertThat(files.listStatus(path.getParent()))
        .extracting(status -> status.getPath().getName())
        .hasSize(2)
        .allMatch(name -> name.startsWith(".out.staging-"));
  }

  private static void again(ClusterDriver driver, List<String> command) {
    Submission done = driver.run(command);
    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.out()).contains("Harmonised ");
  }
}
