package org.chorale.io.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.chorale.cluster.MiniHdfs;
import org.chorale.io.storage.NewFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of staging directories whose runs live, die, or meet. */
class StagingTest {
  private static final Configuration CONF = new Configuration();

  @TempDir Path folder;

  @Test
  void aPublishedOutputIsAllThatIsLeft() throws IOException {
    try (Staging staging = beside("out")) {
      write(staging, "file");
      assertThat(names()).hasSize(2).allMatch(name -> name.startsWith(".out.staging-"));
      staging.publish();
    }
    assertThat(names()).containsExactly("out");
    assertThat(folder.resolve("out/file")).exists();
    assertThat(folder.resolve("out").toFile().list()).containsExactly("file");
  }

  @Test
  void runsInOneProcessLeaveEachOtherAlone() throws IOException {
    try (Staging first = beside("out")) {
      write(first, "first");
      try (Staging second = beside("out")) {
        write(second, "second");
      }
      // Twice: looking at a lease must not loosen it.
      beside("out").close();
      first.publish();
    }
    assertThat(folder.resolve("out").toFile().list()).containsExactly("first");
  }

  @Test
  void aLiveProcessIsLeftAloneAndADeadOneIsCleanedUpAfter() throws Exception {
    Process holder = holder();
    try (BufferedReader said = holder.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).startsWith("holds ");
      List<String> held = names();
      assertThat(held).hasSize(2);
      beside("out").close();
      beside("other").close();
      assertThat(names()).isEqualTo(held);

      holder.destroyForcibly().waitFor();
      beside("other").close();
      assertThat(names()).isEqualTo(held);
      beside("out").close();
      assertThat(names()).isEmpty();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void whatNobodyCanBeAskedAboutIsLeftAlone() throws IOException {
    Files.createDirectories(folder.resolve(".out.staging-without-lease/model"));
    Files.createDirectories(folder.resolve(".out.staging-of-another-machine/model"));
    Files.writeString(folder.resolve(".out.staging-of-another-machine.lease"), "another machine");
    List<String> before = names();
    beside("out").close();
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void whatASwapHadMovedAwayWhenItDiedIsPutBack() throws IOException {
    Files.createDirectories(folder.resolve(".out.staging-a/new"));
    Files.createDirectories(folder.resolve(".out.staging-a.replaced/old"));
    Files.createFile(folder.resolve(".out.staging-a.stale"));
    new RunOutput(CONF, folder.resolve("other").toString(), Overwrite.NEVER);
    assertThat(names()).hasSize(3);
    // A run that is under way, having seen that there is no output.
    beside("out").close();
    assertThat(names()).containsExactly(".out.staging-a.replaced", ".out.staging-a.stale");
    assertThatThrownBy(() -> new RunOutput(CONF, folder.resolve("out").toString(), Overwrite.NEVER))
        .hasMessageContaining("in the way");
    assertThat(names()).containsExactly("out");
    assertThat(folder.resolve("out").toFile().list()).containsExactly("old");
  }

  @Test
  void whatASwapHadReplacedWhenItDiedIsDeleted() throws IOException {
    Files.createDirectories(folder.resolve(".out.staging-a.replaced/old"));
    Files.createFile(folder.resolve(".out.staging-a.stale"));
    Files.createDirectories(folder.resolve("out/new"));
    beside("out").close();
    assertThat(names()).containsExactly("out");
    assertThat(folder.resolve("out").toFile().list()).containsExactly("new");
  }

  @Test
  void aRunThatWasTakenForDeadPublishesNothing() throws IOException {
    try (Staging staging = beside("out")) {
      write(staging, "file");
      Files.delete(folder.resolve(staging.directory().getName() + ".lease"));
      assertThatThrownBy(staging::publish)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("taken this one for dead");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void aDirectoryIsNotMovedIntoOneThatAppeared() throws IOException {
    Files.createDirectories(folder.resolve("mine/file"));
    Files.createDirectories(folder.resolve("out/theirs"));
    FileSystem files = NewFile.fileSystem(CONF, hadoop("out"));
    assertThatThrownBy(() -> Staging.rename(files, hadoop("mine"), hadoop("out")))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve("out").toFile().list()).containsExactly("theirs");
  }

  @Test
  @Tag("slow")
  void onHdfsTheNameNodeTellsWhoLives() throws IOException {
    try (MiniHdfs hdfs = MiniHdfs.start()) {
      org.apache.hadoop.fs.Path out = new org.apache.hadoop.fs.Path(hdfs.uri("/runs/out"));
      Staging first = Staging.beside(out, hdfs.uncached(), false);
      List<String> held = hdfs.names("/runs");
      assertThat(held).hasSize(2);
      Staging.beside(out, hdfs.uncached(), false).close();
      assertThat(hdfs.names("/runs")).isEqualTo(held);

      // Cut off for a minute, and back.
      hdfs.letLeasesExpire();
      Staging.beside(out, hdfs.uncached(), false).close();
      hdfs.keepLeases();
      assertThat(hdfs.names("/runs")).isEmpty();
      try (first) {
        NewFile.create(hdfs.uncached(), new org.apache.hadoop.fs.Path(first.directory(), "late"))
            .close();
        assertThatThrownBy(first::publish).hasMessageContaining("taken this one for dead");
      }
      assertThat(hdfs.names("/runs")).isEmpty();

      try (Staging next = Staging.beside(out, hdfs.uncached(), false)) {
        next.publish();
      }
      assertThat(hdfs.names("/runs")).containsExactly("out");
      org.apache.hadoop.fs.Path mine = new org.apache.hadoop.fs.Path(hdfs.uri("/runs/mine"));
      try (FileSystem files = FileSystem.newInstance(mine.toUri(), hdfs.uncached())) {
        files.mkdirs(mine);
        assertThatThrownBy(() -> Staging.rename(files, mine, out))
            .isInstanceOf(FileAlreadyExistsException.class);
      }
    }
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            StagingHolder.class.getName(),
            hadoop("out").toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Staging beside(String output) throws IOException {
    return Staging.beside(hadoop(output), CONF, false);
  }

  private static void write(Staging staging, String name) throws IOException {
    NewFile.create(CONF, new org.apache.hadoop.fs.Path(staging.directory(), name)).close();
  }

  private org.apache.hadoop.fs.Path hadoop(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toString());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}
