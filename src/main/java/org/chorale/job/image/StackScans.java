package org.chorale.job.image;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;
import org.chorale.job.input.ImportJob;
import org.chorale.job.input.InputReading;
import org.chorale.job.input.InputRequest;
import org.chorale.model.InvalidInputException;
import org.chorale.model.ScanTable;

/** Which scan each volume of a stack is of: a list of ids beside it. Read on the driver. */
final class StackScans {
  private static final List<String> TABLES = List.of(".csv", ".tsv", ".parquet");

  private final Configuration conf;
  private final ImportJob job;
  private final ScanTable scans;
  private final ImageImportRequest request;
  private final SetAside aside;

  StackScans(
      Configuration conf,
      ImportJob job,
      ScanTable scans,
      ImageImportRequest request,
      SetAside aside) {
    this.conf = conf;
    this.job = job;
    this.scans = scans;
    this.request = request;
    this.aside = aside;
  }

  List<ImageFile> find(ImageSource.Stacks stacks, FoundImages found) throws IOException {
    if (stacks.files().size() != stacks.ids().size()) {
      throw new InvalidInputException(
          "%d --stack, %d --stack-ids: each stack needs the ids of its volumes, in the same order; '--stack-ids %s' for the order of the scan table"
              .formatted(
                  stacks.files().size(), stacks.ids().size(), ImageSource.Stacks.OF_SCAN_TABLE));
    }
    boolean ofTable = stacks.ids().contains(ImageSource.Stacks.OF_SCAN_TABLE);
    if (ofTable && stacks.files().size() > 1) {
      throw new InvalidInputException(
          "'--stack-ids %s' is for one stack that has all scans; give a file of ids for each"
              .formatted(ImageSource.Stacks.OF_SCAN_TABLE));
    }
    Map<String, Integer> scanOf = new HashMap<>();
    IntStream.range(0, scans.size()).forEach(s -> scanOf.put(scans.id(s), s));
    for (int f = 0; f < stacks.files().size(); f++) {
      String path = ImageSearch.qualified(conf, new Path(stacks.files().get(f)));
      List<String> ids = ids(stacks.ids().get(f));
      int[] volumes = new int[ids.size()];
      Map<String, Integer> volumeOf = new HashMap<>();
      for (int v = 0; v < volumes.length; v++) {
        Integer scan = scanOf.get(ids.get(v));
        Integer before = volumeOf.putIfAbsent(ids.get(v), v);
        volumes[v] = scan == null ? -1 : scan;
        if (scan == null) {
          aside.stray(
              path,
              "its volume %d is of scan '%s', which is not in %s"
                  .formatted(v + 1, ids.get(v), request.scans()));
        } else if (before != null) {
          volumes[v] = -1;
          aside.scan(
              scan,
              path,
              "has two volumes by %s: %d and %d".formatted(stacks.ids().get(f), before + 1, v + 1));
        }
      }
      found.addStack(path, volumes);
    }
    return found.files(s -> "none of the stacks has a volume of it");
  }

  private List<String> ids(String file) throws IOException {
    if (file.equals(ImageSource.Stacks.OF_SCAN_TABLE)) {
      return IntStream.range(0, scans.size()).mapToObj(scans::id).toList();
    }
    String name = file.toLowerCase(Locale.ROOT);
    if (TABLES.stream().anyMatch(name::endsWith)) {
      InputRequest table = InputRequest.ofScans(file, request.idColumn(), Map.of());
      ScanTable ids = new InputReading(table, conf).readScans(job);
      return IntStream.range(0, ids.size()).mapToObj(ids::id).toList();
    }
    List<String> lines = new ArrayList<>();
    Path path = new Path(file);
    try (FSDataInputStream in = NewFile.fileSystem(conf, path).open(path)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(lines::add);
    } catch (FileNotFoundException missing) {
      throw new InvalidInputException("--stack-ids " + file + ": no such file", missing);
    }
    return lines;
  }
}
