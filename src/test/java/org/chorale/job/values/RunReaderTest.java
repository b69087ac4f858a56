package org.chorale.job.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.chorale.stats.scans.ScansBySite;
import org.junit.jupiter.api.Test;

class RunReaderTest {
  private static final int SCANS = 6;

  private final ScansBySite scans =
      new ScansBySite(new int[] {0, 1, -1, 0, 1, 1, 0}, 2, new double[0], 0);
  private final List<String> asked = new ArrayList<>();

  private RunReader reader(int found, long budgetBytes) {
    BlockValues values =
        (conf, order) ->
            new BlockValues.Reader() {
              @Override
              public int read(int block, int first, int count, double[] into) {
                asked.add(block + ": " + first + "+" + count);
                assertThat(into.length).isGreaterThanOrEqualTo(count * order.count());
                return found;
              }

              @Override
              public void close() {
                asked.add("closed");
              }
            };
    return new RunReader(new Configuration(), values, scans, budgetBytes);
  }

  @Test
  void aBlockIsCutIntoRunsThatTheBudgetHolds() throws IOException {
    List<String> runs = new ArrayList<>();
    try (RunReader reader = reader(SCANS, 4 * SCANS * Double.BYTES)) {
      reader.read(3, 10, run -> runs.add(run.first() + ".." + run.end()));
      reader.read(4, 3, run -> runs.add(run.first() + ".." + run.end()));
    }
    assertThat(asked).containsExactly("3: 0+4", "3: 4+4", "3: 8+2", "4: 0+3", "closed");
    assertThat(runs).containsExactly("0..4", "4..8", "8..10", "0..3");
  }

  @Test
  void aFeatureIsReadHoweverManyScansThereAre() throws IOException {
    try (RunReader reader = reader(SCANS, 1)) {
      reader.read(0, 2, run -> assertThat(run.end() - run.first()).isEqualTo(1));
    }
    assertThat(asked).containsExactly("0: 0+1", "0: 1+1", "closed");
    assertThat(RunReader.runs(100, 4096)).isEqualTo(1);
    assertThat(RunReader.bytes(40_000, 4096)).isLessThanOrEqualTo(RunReader.BUDGET_BYTES);
    assertThat(RunReader.runs(40_000, 4096) * RunReader.bytes(40_000, 4096))
        .isGreaterThanOrEqualTo(40_000L * 4096 * Double.BYTES);
  }

  @Test
  void aScanThatIsGoneIsNotTakenForMissingValues() throws IOException {
    try (RunReader reader = reader(SCANS - 1, 1 << 20)) {
      assertThatThrownBy(() -> reader.read(0, 2, run -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("5 scans, not 6");
    }
  }
}
