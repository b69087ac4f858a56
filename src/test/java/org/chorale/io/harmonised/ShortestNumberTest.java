package org.chorale.io.harmonised;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShortestNumberTest {
  @TempDir Path folder;

  @Test
  void numbersAreAsShortAsReadingThemBackAllows() throws IOException {
    // Java 17 writes 2.0E-3 as 0.0020 and 2^-44 with a digit too many (JDK-4511638).
    double[] values = {
      2e-3, Math.scalb(1.0, -44), Double.parseDouble("2E23"), 3, -0.0, 1 / 7.0, Double.MIN_VALUE
    };
    Path file = folder.resolve("numbers.csv");
    List<OutputColumn> columns = List.of(OutputColumn.feature("v", 0));
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    try (CsvHarmonisedWriter out =
        CsvHarmonisedWriter.withoutHeader(new Configuration(), path, columns)) {
      for (double value : values) {
        out.write(new double[] {value}, new byte[0][]);
      }
    }
    List<String> written = Files.readAllLines(file);
    assertThat(written.get(0)).isEqualTo("0.002");
    assertThat(written.get(2)).isEqualTo("2.0E23");
    assertThat(written.get(3)).isEqualTo("3");
    for (int k = 0; k < values.length; k++) {
      assertThat(Double.parseDouble(written.get(k))).isEqualTo(values[k]);
    }
    assertThat(written.get(1).length()).isLessThanOrEqualTo("5.684341886080802E-14".length());
  }
}
