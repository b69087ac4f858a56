package org.chorale.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.chorale.cluster.StandaloneCluster.Submission;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class StandaloneClusterTest {

  @Test
  void aProgramRunsOnBothWorkersAndItsExitCodeComesBack() throws Exception {
    try (StandaloneCluster cluster = StandaloneCluster.start()) {
      Submission done = cluster.submit(SumMain.class);
      assertThat(done.exitCode()).as(done.err()).isZero();
      assertThat(done.out()).isEqualTo("sum=500500 executors=2\n");

      assertThat(cluster.submit(SumMain.class, "fail").exitCode()).isEqualTo(3);
    }
  }

  @Test
  void closingEndsEveryProcess() throws IOException, InterruptedException {
    StandaloneCluster cluster = StandaloneCluster.start();
    List<ProcessHandle> daemons = ProcessHandle.current().descendants().toList();
    assertThat(daemons).hasSizeGreaterThanOrEqualTo(3).allMatch(ProcessHandle::isAlive);
    cluster.close();
    assertThat(daemons).noneMatch(ProcessHandle::isAlive);
  }
}
