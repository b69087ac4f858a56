package org.chorale.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chorale.io.modeldir.ScanIds;
import org.chorale.io.storage.NewFile;
import org.chorale.job.input.FileHashJob;
import org.chorale.job.run.RunInput;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Nearest;

/** The ids of scans that are to leave a model: a text file with one per line. */
final class WithdrawnIds {
  private WithdrawnIds() {}

  /**
   * Reads them.
   *
   * @return in the file's order
   * @throws InvalidInputException if the file isn't there or empty
   */
  static Set<String> read(Configuration conf, String file) throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    Path path = new Path(file);
    FileSystem files = NewFile.fileSystem(conf, path);
    if (!files.exists(path)) {
      throw new InvalidInputException("--withdraw %s: no such file".formatted(file));
    }
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(files.open(path), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          ids.add(line.strip());
        }
      }
    }
    if (ids.isEmpty()) {
      throw new InvalidInputException(
          "--withdraw %s: no id is in it; expected one per line".formatted(file));
    }
    return Collections.unmodifiableSet(ids);
  }

  /** The file as an input of a run. */
  static RunInput input(Configuration conf, String file) throws IOException {
    Path path = new Path(file);
    long bytes = NewFile.fileSystem(conf, path).getFileStatus(path).getLen();
    return new RunInput(file, bytes, FileHashJob.sha256(conf, path));
  }

  /**
   * Refuses ids of scans that a model was not made from, as far as it tells.
   *
   * @throws InvalidInputException naming them
   */
  static void refuseUnknown(Set<String> withdrawn, ScanIds known) {
    if (known.isEmpty()) {
      return;
    }
    Set<String> never = new LinkedHashSet<>(withdrawn);
    known.known(List.copyOf(withdrawn)).forEach(never::remove);
    if (!never.isEmpty()) {
      throw new InvalidInputException(
          "to be withdrawn, but the model was not made from them: " + Nearest.listed(never));
    }
  }
}
