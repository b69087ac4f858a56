package org.chorale.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.chorale.cluster.RunPhase.RunEnd;
import org.chorale.cluster.StandaloneCluster.Submission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker is killed with its executor while tasks run there: the same bits from the other one. */
@Tag("slow")
class LostWorkerTest {
  private static final List<StudyForm> FORMS =
      List.of(StudyForm.JOINED_TABLES, StudyForm.FEATURE_MATRIX);
  private static final int LOST = 0;
  private static final long LIMIT_MINUTES = 3;

  @TempDir static Path folder;

  private static final Map<StudyForm, Map<String, String>> EXPECTED =
      new EnumMap<>(StudyForm.class);
  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    for (StudyForm form : FORMS) {
      form.write(study(form));
      EXPECTED.put(form, form.harmoniseHere(study(form), folder.resolve(form + "-here")));
    }
    cluster = StandaloneCluster.start();
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Path study(StudyForm form) {
    return folder.resolve(form.toString());
  }

  static Stream<Arguments> formsAndPhases() {
    return FORMS.stream()
        .flatMap(form -> Stream.of(RunPhase.values()).map(phase -> arguments(form, phase)));
  }

  @ParameterizedTest
  @MethodSource("formsAndPhases")
  void theOtherWorkerFinishesWithTheSameBits(StudyForm form, RunPhase phase) throws Exception {
    Path output = folder.resolve(form + "-without-worker-from-" + phase);
    Losses losses;
    try (ClusterDriver driver = new ClusterDriver(cluster)) {
      losses = driver.losses();
      CompletableFuture<Submission> run = driver.start(form.command(study(form), output));
      phase.await(
          FileSystem.getLocal(new Configuration()),
          new org.apache.hadoop.fs.Path(output.toString()),
          RunEnd.of(run));
      cluster.killWorker(LOST);
      Submission done = run.get(LIMIT_MINUTES, TimeUnit.MINUTES);
      assertThat(done.exitCode()).as(done.err()).isZero();
    }
    assertThat(OutputFiles.hashes(output)).isEqualTo(EXPECTED.get(form));

    // The test has tested something: tasks were lost, and in the fit what had been kept for later.
    assertThat(losses.executors()).isEqualTo(1);
    assertThat(losses.tasks(phase.stages())).isPositive();
    if (phase == RunPhase.FIT) {
      assertThat(losses.repetitions(phase.stages())).isPositive();
    } else {
      assertThat(losses.repetitions(RunPhase.FIT.stages())).isZero();
    }
    cluster.reviveWorker(LOST);
  }
}
