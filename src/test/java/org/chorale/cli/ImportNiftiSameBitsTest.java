package org.chorale.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An import of images gives the same files whatever the number of cores. */
class ImportNiftiSameBitsTest {
  private static final int SCANS = 30;

  @TempDir Path folder;

  private Map<String, String> imports(int cores) throws IOException {
    Path output = folder.resolve("out" + cores);
    SparkSession session =
        SparkSession.builder()
            .master("local[" + cores + "]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    try {
      Cli.run(
              "import",
              "nifti",
              "--scans=" + folder.resolve("scans.csv"),
              "--id=id",
              "--site=site",
              "--images=" + folder.resolve("images"),
              "--mask-share=0.8",
              "--missing=keep",
              "--block-size=20",
              "--output=" + output)
          .succeeds();
    } finally {
      session.stop();
    }
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        hashes.put(output.relativize(file).toString(), Sha256.of(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }

  @Test
  void oneCoreOrThree() throws IOException {
    StringBuilder table = new StringBuilder("id,site\n");
    for (int s = 0; s < SCANS; s++) {
      double[] values = StudyImages.scan(s);
      values[(100 + s) % values.length] = s % 4 == 0 ? Double.NaN : 0;
      StudyImages.write(
          folder.resolve("images/s%d.nii.gz".formatted(s)), StudyImages.FLOAT32, values);
      table.append("s%d,site %d\n".formatted(s, s % 4));
    }
    StudyTable.write(folder.resolve("scans.csv"), table.toString());
    assertThat(imports(3)).isEqualTo(imports(1)).containsKey("images.parquet");
  }
}
