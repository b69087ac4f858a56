package org.chorale.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is compared of an output: every file of it to the bit, hidden ones too. */
final class OutputFiles {
  private OutputFiles() {}

  /** SHA-256 of every file of an output but {@code run.json}, which tells times. */
  static Map<String, String> hashes(Path output) {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = output.relativize(file).toString();
        if (!name.equals("run.json")) {
          hashes.put(name, sha256(file));
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    assertThat(hashes).isNotEmpty();
    assertThat(output.resolve("run.json")).exists();
    return hashes;
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
