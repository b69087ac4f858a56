package org.chorale.io.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the way of a run, and what becomes of it. */
class RunOutputTest {
  private final Configuration conf = new Configuration();

  @TempDir Path folder;

  /** A local folder under the name of a store that can't rename directories. */
  public static final class Store extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("store:///");
    }

    @Override
    public String getScheme() {
      return "store";
    }
  }

  RunOutputTest() {
    conf.setClass("fs.store.impl", Store.class, org.apache.hadoop.fs.FileSystem.class);
  }

  private String finished(String run) throws IOException {
    Path output = Files.createDirectories(folder.resolve("out"));
    Files.writeString(output.resolve("run.json"), "{\"run\": \"%s\"}".formatted(run));
    return output.toString();
  }

  @Test
  void theSameRunIsDoneAgainOnlyIfItIsToBeReplaced() throws IOException {
    String output = finished("this");
    for (Overwrite other : new Overwrite[] {Overwrite.NEVER, Overwrite.IF_CHANGED}) {
      RunOutput kept = new RunOutput(conf, output, other);
      assertThat(kept.holdsRun()).isTrue();
      assertThat(kept.isComplete("this")).isTrue();
    }
    assertThat(new RunOutput(conf, output, Overwrite.ALWAYS).holdsRun()).isFalse();
    assertThat(new RunOutput(conf, output, Overwrite.ALWAYS).isComplete("this")).isFalse();
  }

  @Test
  void anotherRunIsRefusedUnlessItMayBeReplaced() throws IOException {
    String output = finished("that");
    assertThatThrownBy(() -> new RunOutput(conf, output, Overwrite.NEVER).isComplete("this"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("holds another run", "--overwrite");
    assertThat(new RunOutput(conf, output, Overwrite.IF_CHANGED).isComplete("this")).isFalse();
    assertThat(new RunOutput(conf, output, Overwrite.ALWAYS).isComplete("this")).isFalse();
  }

  @Test
  void inAStoreNobodyIsToldToOverwrite() throws IOException {
    String output = "store://" + finished("that");
    assertThatThrownBy(() -> new RunOutput(conf, output, Overwrite.NEVER).isComplete("this"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("holds another run", "delete it")
        .hasMessageNotContaining("--overwrite");
    Files.delete(folder.resolve("out/run.json"));
    assertThatThrownBy(() -> new RunOutput(conf, output, Overwrite.NEVER))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("in the way", "one that was killed", "delete it")
        .hasMessageNotContaining("--overwrite");
    assertThatThrownBy(() -> new RunOutput(conf, output, Overwrite.ALWAYS).stage())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("--overwrite", "delete what is there");
  }
}
