package org.chorale.io.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A run on a local disk that is killed before any one of the calls that change something: readers
 * find the old output or the new one, and the next run leaves nothing else.
 */
@Tag("slow")
@EnabledOnOs(OS.LINUX)
class KilledPublishingTest {
  private static final Configuration CONF = new Configuration();
  private static final String OLD = "00000000000000aa";
  private static final String NEW = "00000000000000bb";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void readersSeeTheOldOutputOrTheNewOne(Overwrite choice) throws Exception {
    List<String> calls = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    String killedAt = "";
    while (killedAt != null) {
      Path place = Files.createDirectory(folder.resolve("killed-" + calls.size()));
      String out = place.resolve("out").toString();
      if (choice != Overwrite.NEVER) {
        Publication.publish(CONF, choice, out, OLD);
      }
      killedAt =
          KilledProcess.run(calls.size(), Publication.class, List.of(choice.name(), out, NEW));
      calls.add(killedAt);
      seen.add(Publication.seen(CONF, place, new org.apache.hadoop.fs.Path(out)));
      if (choice != Overwrite.LAKE && seen.get(seen.size() - 1) == null) {
        assertThat(place.resolve("out")).doesNotExist();
      }
      nextRun(choice, place, seen.get(seen.size() - 1));
    }
    assertThat(calls).hasSizeGreaterThan(8);
    assertThat(seen.get(0)).isEqualTo(choice == Overwrite.NEVER ? null : OLD);
    assertThat(seen.get(seen.size() - 1)).isEqualTo(NEW);
    long without = seen.stream().filter(run -> run == null).count();
    switch (choice) {
      case NEVER -> assertThat(seen).containsOnly(null, NEW);
      case LAKE -> assertThat(seen).containsOnly(OLD, NEW);
      // Between two renames nothing is there; the next run puts the old output back.
      default -> assertThat(without).isEqualTo(1);
    }
  }

  private void nextRun(Overwrite choice, Path place, String seen) throws IOException {
    letTimePass(place);
    Path out = place.resolve("out");
    org.apache.hadoop.fs.Path named = new org.apache.hadoop.fs.Path(out.toString());
    new RunOutput(CONF, out.toString(), choice);
    if (choice != Overwrite.NEVER) {
      assertThat(Publication.seen(CONF, place, named)).isEqualTo(seen == null ? OLD : seen);
    }
    Publication.publish(CONF, choice, out.toString(), NEW);
    assertThat(Publication.seen(CONF, place, named)).isEqualTo(NEW);
    assertThat(names(place)).containsExactly("out");
    if (choice == Overwrite.LAKE) {
      assertThat(names(out)).containsExactly("current.json", "runs");
      assertThat(names(out.resolve("runs"))).containsExactly(OLD, NEW);
    }
  }

  /** A lease that names nobody is given a while to do so. */
  private static void letTimePass(Path place) throws IOException {
    FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".lease")).toList()) {
        Files.setLastModifiedTime(file, before);
      }
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}
