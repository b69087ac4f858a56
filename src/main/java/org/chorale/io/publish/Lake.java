package org.chorale.io.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;

/**
 * A directory that keeps every run, for schedulers and their readers: outputs of runs in {@code
 * runs/<run id>/}, never changed once they are complete, and {@code current.json}, which names the
 * one that counts and is replaced at once.
 *
 * <p>On an object store, which can't rename, every attempt at a run writes to a directory of its
 * own, {@code runs/<run id>-<attempt>/}, so that two at once never meet.
 */
public final class Lake {
  static final String POINTER = "current.json";
  static final String RUNS = "runs";

  /** What a pointer may name: nothing that leads out of the lake. */
  private static final Pattern PLACE = Pattern.compile(RUNS + "/[0-9a-f]{16}(-[0-9a-f]{8})?");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Configuration conf;
  private final FileSystem files;
  private final Path root;

  Lake(Configuration conf, Path root) throws IOException {
    this.conf = conf;
    this.files = NewFile.fileSystem(conf, root);
    this.root = files.makeQualified(root);
  }

  /**
   * The output that is meant by a directory: of a lake the one that counts, else itself.
   *
   * @throws InvalidInputException if it is a lake whose pointer can't be read or leads nowhere
   */
  public static Path resolve(Configuration conf, Path named) throws IOException {
    if (!NewFile.fileSystem(conf, named).exists(new Path(named, POINTER))) {
      return named;
    }
    Path file = new Path(named, POINTER);
    String place = pointer(conf, named).path("path").asText();
    if (!PLACE.matcher(place).matches()) {
      throw new InvalidInputException(
          "%s: field 'path' is '%s', not %s/<run id>; the lake is damaged: run again with --lake, or name the output of a run"
              .formatted(file, place, RUNS));
    }
    Path run = new Path(named, place);
    if (RunRecord.completeRun(conf, run) == null) {
      throw new InvalidInputException(
          "%s names %s, which is not the output of a finished run; run again with --lake, or name another output"
              .formatted(file, place));
    }
    return run;
  }

  private static JsonNode pointer(Configuration conf, Path root) throws IOException {
    Path file = new Path(root, POINTER);
    try (InputStream in = NewFile.fileSystem(conf, file).open(file)) {
      return JSON.readTree(in);
    } catch (JsonProcessingException malformed) {
      throw new InvalidInputException(
          file + ": not readable as JSON: " + malformed.getOriginalMessage(), malformed);
    }
  }

  /** Whether there is a lake, or the beginning of one. */
  boolean isThere() throws IOException {
    return files.exists(root)
        && files.getFileStatus(root).isDirectory()
        && (files.exists(new Path(root, POINTER)) || files.exists(runs()));
  }

  /** Whether something else is there. */
  boolean isTaken() throws IOException {
    return files.exists(root)
        && !isThere()
        && (!files.getFileStatus(root).isDirectory() || files.listStatus(root).length > 0);
  }

  FileSystem files() {
    return files;
  }

  /** Where its runs lie. */
  Path runs() {
    return new Path(root, RUNS);
  }

  /** The complete output of a run, or null. */
  Path find(String run) throws IOException {
    if (!files.exists(runs())) {
      return null;
    }
    for (FileStatus entry :
        files.listStatus(runs(), path -> path.getName().matches(run + "(-[0-9a-f]{8})?"))) {
      if (run.equals(RunRecord.completeRun(conf, entry.getPath()))) {
        return entry.getPath();
      }
    }
    return null;
  }

  /** Whether the pointer names this output. */
  boolean pointsTo(Path output) throws IOException {
    return place(output).equals(current("path"));
  }

  /** A field of the pointer; null without one, and if it is damaged: it is about to be replaced. */
  private String current(String field) throws IOException {
    try {
      return files.exists(new Path(root, POINTER))
          ? pointer(conf, root).path(field).textValue()
          : null;
    } catch (InvalidInputException damaged) {
      return null;
    }
  }

  private static String place(Path output) {
    return RUNS + "/" + output.getName();
  }

  /**
   * Makes an output the one that counts.
   *
   * @param aside where the new pointer can be written before it takes the place of the old one
   */
  void point(String run, Path output, Path aside) throws IOException {
    if (pointsTo(output)) {
      return;
    }
    ObjectNode pointer = JSON.createObjectNode();
    pointer.put("run", run);
    pointer.put("path", place(output));
    pointer.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    pointer.put("previous", current("run"));
    byte[] text =
        (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(pointer) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    Path target = new Path(root, POINTER);
    if (!Staging.swaps(files)) {
      try (OutputStream out = files.create(target, true)) {
        out.write(text);
      }
      return;
    }
    try (OutputStream out = NewFile.create(conf, aside)) {
      out.write(text);
    }
    Staging.replace(files, aside, target);
  }
}
