package org.chorale.io.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.storage.ObjectStore;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in an object store that is gone before any one of its changes. */
class KilledInStoreTest {
  private static final String OLD = "00000000000000aa";
  private static final String NEW = "00000000000000bb";

  private final Configuration conf = new Configuration();

  @TempDir Path folder;

  KilledInStoreTest() {
    ObjectStore.register(conf);
  }

  /** Whether the run came to its end before it was gone. */
  private static boolean ends(int changes, Overwrite choice, String named) throws IOException {
    try {
      Publication.publish(ObjectStore.ofOneGoneAfter(changes), choice, named, NEW);
      return true;
    } catch (ObjectStore.Gone gone) {
      return false;
    }
  }

  private String seen(String named) throws IOException {
    return Publication.seen(conf, folder, new org.apache.hadoop.fs.Path(named));
  }

  @Test
  void inALakeReadersSeeTheOldRunOrTheNewOne() throws IOException {
    int changes = 0;
    boolean ended = false;
    for (; !ended; changes++) {
      Path lake = folder.resolve("lake-" + changes);
      String named = "store://" + lake;
      Publication.publish(conf, Overwrite.LAKE, named, OLD);
      ended = ends(changes, Overwrite.LAKE, named);
      assertThat(seen(named)).isIn(OLD, NEW);
      if (ended) {
        assertThat(seen(named)).isEqualTo(NEW);
      }

      // Another may be at it: nothing of it is touched for a day.
      List<String> before = runs(lake);
      Publication.publish(conf, Overwrite.LAKE, named, NEW);
      assertThat(seen(named)).isEqualTo(NEW);
      assertThat(runs(lake)).containsAll(before);
      letADayPass(lake);
      Publication.publish(conf, Overwrite.LAKE, named, NEW);
      assertThat(seen(named)).isEqualTo(NEW);
      assertThat(runs(lake))
          .hasSize(2)
          .allMatch(name -> name.matches("00000000000000(aa|bb)-.{8}"));
      try (Stream<Path> children = Files.list(lake)) {
        assertThat(children.map(Path::getFileName).map(Path::toString))
            .containsExactlyInAnyOrder("current.json", "runs");
      }
    }
    assertThat(changes).isGreaterThan(6);
  }

  @Test
  void withoutOneNothingIsThereBeforeAllOfItIs() throws IOException {
    int changes = 0;
    boolean ended = false;
    for (; !ended; changes++) {
      String named = "store://" + folder.resolve("out-" + changes);
      ended = ends(changes, Overwrite.NEVER, named);
      assertThat(seen(named)).isIn(null, NEW);
      if (seen(named) == null && Files.exists(folder.resolve("out-" + changes))) {
        assertThatThrownBy(() -> Publication.publish(conf, Overwrite.NEVER, named, NEW))
            .isInstanceOf(InvalidInputException.class)
            .hasMessageContaining(
                "maybe of one that was killed; name a new --output, or delete it");
      } else {
        Publication.publish(conf, Overwrite.NEVER, named, NEW);
        assertThat(seen(named)).isEqualTo(NEW);
      }
    }
    assertThat(changes).isGreaterThan(3);
  }

  private static List<String> runs(Path lake) throws IOException {
    try (Stream<Path> children = Files.list(lake.resolve("runs"))) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }

  private static void letADayPass(Path lake) throws IOException {
    FileTime before = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
    try (Stream<Path> files = Files.walk(lake)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, before);
      }
    }
  }
}
