package org.chorale.job.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.chorale.io.image.Images;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;

/**
 * Fields of BIDS sidecars by the inheritance principle: a JSON file is of an image if the parts of
 * its name are among the image's and the last is the same; the nearest folder's counts, there the
 * most specific, field by field. Folders are looked through up to that with {@code
 * dataset_description.json}. For one thread.
 *
 * <p>See <a href="https://bids-specification.readthedocs.io/en/stable/common-principles.html">the
 * specification</a>.
 */
final class Sidecars {
  private static final String ENDING = ".json";
  private static final String ROOT = "dataset_description.json";

  /** No data set is deeper: sub, ses, anat, derivatives, a pipeline, its own. */
  private static final int MOST_FOLDERS = 8;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Configuration conf;
  private final List<String> wanted;
  private final Map<Path, List<Path>> listings = new HashMap<>();

  Sidecars(Configuration conf, List<String> wanted) {
    this.conf = conf;
    this.wanted = wanted;
  }

  /**
   * Fields of an image, in the order they are wanted.
   *
   * @throws InvalidInputException if one is missing
   */
  String[] fields(Path image) throws IOException {
    String[] fields = new String[wanted.size()];
    if (wanted.isEmpty()) {
      return fields;
    }
    List<String> read = new ArrayList<>();
    Path folder = image.getParent();
    for (int f = 0; f < MOST_FOLDERS && folder != null && !isComplete(fields); f++) {
      List<Path> all = list(folder);
      for (Path sidecar : of(image, all)) {
        take(sidecar, fields);
        read.add(sidecar.toString());
      }
      boolean root = all.stream().anyMatch(file -> file.getName().equals(ROOT));
      folder = root ? null : folder.getParent();
    }
    if (!isComplete(fields)) {
      String missing = wanted.get(Arrays.asList(fields).indexOf(null));
      throw new InvalidInputException(
          read.isEmpty()
              ? "%s: there is no sidecar (.json) beside it or above, for its site".formatted(image)
              : "%s: field '%s' is missing in %s"
                  .formatted(image, missing, String.join(", ", read)));
    }
    return fields;
  }

  private static boolean isComplete(String[] fields) {
    return !Arrays.asList(fields).contains(null);
  }

  private List<Path> list(Path folder) throws IOException {
    List<Path> known = listings.get(folder);
    if (known == null) {
      known = new ArrayList<>();
      FileSystem files = NewFile.fileSystem(conf, folder);
      for (FileStatus status : files.listStatus(folder)) {
        if (status.isFile() && status.getPath().getName().endsWith(ENDING)) {
          known.add(status.getPath());
        }
      }
      listings.put(folder, known);
    }
    return known;
  }

  /** Those of an image, the most specific first. */
  private static List<Path> of(Path image, List<Path> sidecars) {
    List<String> parts = parts(Images.stem(image.getName()));
    Set<String> own = new HashSet<>(parts);
    String suffix = parts.get(parts.size() - 1);
    return sidecars.stream()
        .filter(sidecar -> own.containsAll(parts(sidecar)))
        .filter(sidecar -> parts(sidecar).contains(suffix))
        .sorted(
            Comparator.comparing((Path sidecar) -> -parts(sidecar).size())
                .thenComparing(Path::getName))
        .toList();
  }

  private static List<String> parts(Path sidecar) {
    String name = sidecar.getName();
    return parts(name.substring(0, name.length() - ENDING.length()));
  }

  private static List<String> parts(String stem) {
    return Arrays.asList(stem.split("_", -1));
  }

  private void take(Path sidecar, String[] fields) throws IOException {
    try (InputStream in = NewFile.fileSystem(conf, sidecar).open(sidecar)) {
      JsonNode root = JSON.readTree(in);
      for (int f = 0; f < fields.length; f++) {
        if (fields[f] == null) {
          fields[f] = text(root.path(wanted.get(f)));
        }
      }
    } catch (JsonProcessingException malformed) {
      throw new InvalidInputException(
          "%s: not readable as JSON: %s".formatted(sidecar, malformed.getOriginalMessage()),
          malformed);
    }
  }

  /** 3 and 3.0 tesla are the same. */
  private static String text(JsonNode node) {
    String text =
        node.isNumber()
            ? node.decimalValue().stripTrailingZeros().toPlainString()
            : node.isValueNode() && !node.isNull() ? node.asText().strip() : "";
    if (node.isArray() && !node.isEmpty()) {
      text = node.toString();
    }
    return text.isEmpty() ? null : text;
  }
}
