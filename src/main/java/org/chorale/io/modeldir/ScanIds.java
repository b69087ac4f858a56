package org.chorale.io.modeldir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.chorale.io.parquet.FlatParquetReader;
import org.chorale.io.parquet.FlatParquetWriter;
import org.chorale.io.parquet.RowGroup;
import org.chorale.io.storage.NewFile;
import org.chorale.model.InvalidInputException;

/**
 * Which scans a model was made from, as hashes that tell a known id and no other: {@code
 * scans.parquet} with a row per scan, the salt (the id of the run that added it) and the hash. A
 * model may have none. Immutable.
 */
public final class ScanIds {
  private static final String FILE = "scans.parquet";
  private static final int CHARACTERS = 32;

  /** Of a hash, however well it is compressed. */
  private static final int BYTES_AT_LEAST = 8;

  private final Set<List<String>> saltsAndHashes;

  private ScanIds(Set<List<String>> saltsAndHashes) {
    this.saltsAndHashes = saltsAndHashes;
  }

  /** Of no scan. */
  public static ScanIds none() {
    return new ScanIds(Set.of());
  }

  /** Of a model; of none if it doesn't say. */
  public static ScanIds read(Configuration conf, Path model) throws IOException {
    Path file = new Path(model, FILE);
    Set<List<String>> rows = new HashSet<>();
    if (NewFile.fileSystem(conf, file).exists(file)) {
      try (FlatParquetReader reader = FlatParquetReader.open(conf, file)) {
        long bytes = NewFile.fileSystem(conf, file).getFileStatus(file).getLen();
        if (reader.rowCount() > bytes / BYTES_AT_LEAST || reader.columns().size() != 2) {
          throw new InvalidInputException(
              "%s says it has %,d scans, which is more than fits, or other columns; it is damaged"
                  .formatted(file, reader.rowCount()));
        }
        for (int group = 0; group < reader.rowGroupCount(); group++) {
          try (RowGroup columns = reader.readRowGroup(group, 0, 1)) {
            String[] salts = columns.strings(0);
            String[] hashes = columns.strings(1);
            for (int row = 0; row < salts.length; row++) {
              rows.add(List.of(salts[row], hashes[row]));
            }
          }
        }
      }
    }
    return new ScanIds(rows);
  }

  /** Whether nothing is known of the model's scans. */
  public boolean isEmpty() {
    return saltsAndHashes.isEmpty();
  }

  /** How many scans are known. */
  public int size() {
    return saltsAndHashes.size();
  }

  /** Those of some ids that the model was made from, in their order. */
  public List<String> known(List<String> ids) {
    Set<String> salts = new HashSet<>();
    saltsAndHashes.forEach(row -> salts.add(row.get(0)));
    List<String> known = new ArrayList<>();
    for (String id : ids) {
      if (salts.stream().anyMatch(salt -> saltsAndHashes.contains(row(salt, id)))) {
        known.add(id);
      }
    }
    return known;
  }

  /** With further scans. */
  public ScanIds with(String run, Collection<String> ids) {
    Set<List<String>> rows = new HashSet<>(saltsAndHashes);
    ids.forEach(id -> rows.add(row(run, id)));
    return new ScanIds(rows);
  }

  /** Without some scans. */
  public ScanIds without(Collection<String> ids) {
    Set<String> salts = new HashSet<>();
    saltsAndHashes.forEach(row -> salts.add(row.get(0)));
    Set<List<String>> rows = new HashSet<>(saltsAndHashes);
    ids.forEach(id -> salts.forEach(salt -> rows.remove(row(salt, id))));
    return new ScanIds(rows);
  }

  /** Writes them in an order that tells nothing; no file for none. */
  public void write(Configuration conf, Path model) throws IOException {
    if (isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>(saltsAndHashes);
    rows.sort(Comparator.comparing(row -> row.get(0) + row.get(1)));
    List<PrimitiveType> columns = List.of(text("salt"), text("hash"));
    try (FlatParquetWriter writer =
        FlatParquetWriter.create(conf, new Path(model, FILE), columns, Map.of())) {
      writer.startRowGroup(rows.size());
      writer.writeStrings(rows.stream().map(row -> row.get(0)).toArray(String[]::new));
      writer.writeStrings(rows.stream().map(row -> row.get(1)).toArray(String[]::new));
      writer.endRowGroup();
    }
  }

  private static PrimitiveType text(String name) {
    return Types.required(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }

  private static List<String> row(String salt, String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((salt + "\n" + id).getBytes(StandardCharsets.UTF_8));
      return List.of(salt, HexFormat.of().formatHex(digest).substring(0, CHARACTERS));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
