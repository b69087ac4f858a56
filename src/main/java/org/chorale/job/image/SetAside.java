package org.chorale.job.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Nearest;
import org.chorale.model.ScanTable;

/** The images and scans that can't be used, and why. On the driver. */
final class SetAside {
  private static final int MOST_SHOWN = 10;

  private final ScanTable scans;
  private final boolean allowed;
  private final List<Entry> entries = new ArrayList<>();
  private final BitSet out = new BitSet();

  private record Entry(List<Integer> scans, String image, String reason) {}

  /**
   * None yet.
   *
   * @param allowed whether a run goes on without them
   */
  SetAside(ScanTable scans, boolean allowed) {
    this.scans = scans;
    this.allowed = allowed;
  }

  /**
   * A scan.
   *
   * @param image its image, or null if it has none
   */
  void scan(int scan, String image, String reason) {
    add(List.of(scan), image, reason);
  }

  /** An image with all its scans. */
  void image(ImageFile file, String reason) {
    String prefix = file.path() + ": ";
    boolean named = reason.startsWith(prefix);
    add(
        Arrays.stream(file.scans()).filter(scan -> scan >= 0).boxed().toList(),
        file.path(),
        named ? reason.substring(prefix.length()) : reason);
  }

  /** An image that is of no scan. */
  void stray(String image, String reason) {
    add(List.of(), image, reason);
  }

  private void add(List<Integer> ofScans, String image, String reason) {
    entries.add(new Entry(ofScans, image, reason));
    ofScans.forEach(out::set);
  }

  /** Whether a scan is set aside. */
  boolean isOut(int scan) {
    return out.get(scan);
  }

  /** Indices of the scans that are set aside. */
  BitSet scans() {
    return (BitSet) out.clone();
  }

  /** Entries. */
  int size() {
    return entries.size();
  }

  /**
   * Goes on without them, if that is allowed and something is left.
   *
   * @throws InvalidInputException naming the first ten otherwise
   */
  void settle() {
    boolean nothingLeft = out.cardinality() == scans.size();
    if (entries.isEmpty() || (allowed && !nothingLeft)) {
      return;
    }
    List<String> lines = new ArrayList<>();
    List<String> all = words();
    boolean imagesOnly = entries.stream().allMatch(entry -> entry.image != null);
    lines.add(
        entries.size() == 1
            ? (imagesOnly ? "an image" : "a scan") + " can't be used:"
            : "%,d images%s can't be used:"
                .formatted(entries.size(), imagesOnly ? "" : " and scans"));
    all.stream().limit(MOST_SHOWN).forEach(line -> lines.add("  " + line));
    if (all.size() > MOST_SHOWN) {
      lines.add("  … and %,d more".formatted(all.size() - MOST_SHOWN));
    }
    lines.add(
        allowed
            ? "No scan is left."
            : "Correct them or leave them out; --quarantine sets them aside and goes on.");
    throw new InvalidInputException(String.join("\n", lines));
  }

  /** A line for every image, then one for all scans that have none for the same reason. */
  private List<String> words() {
    List<String> lines = new ArrayList<>();
    Map<String, List<Integer>> without = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.image == null) {
        without.computeIfAbsent(entry.reason, r -> new ArrayList<>()).addAll(entry.scans);
      } else {
        lines.add(words(entry));
      }
    }
    without.forEach((reason, ofScans) -> lines.add(words(new Entry(ofScans, null, reason))));
    return lines;
  }

  private String words(Entry entry) {
    List<String> names = entry.scans.stream().map(scans::id).toList();
    String who = names.isEmpty() ? "" : (names.size() == 1 ? "scan " : "scans ");
    who += Nearest.listed(names);
    String what = entry.image == null ? "" : entry.image;
    return who + (who.isEmpty() || what.isEmpty() ? "" : ", ") + what + ": " + entry.reason;
  }

  /** Writes a CSV file with a row for every scan, or image without one. */
  void write(Configuration conf, Path file) throws IOException {
    StringBuilder text = new StringBuilder("scan,image,reason\n");
    for (Entry entry : entries) {
      int rows = Math.max(1, entry.scans.size());
      for (int r = 0; r < rows; r++) {
        String id = entry.scans.isEmpty() ? "" : scans.id(entry.scans.get(r));
        String image = entry.image == null ? "" : entry.image;
        text.append(cell(id)).append(',').append(cell(image)).append(',');
        text.append(cell(entry.reason)).append('\n');
      }
    }
    try (OutputStream out = NewFile.create(conf, file)) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
