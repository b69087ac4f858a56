package org.chorale.cli;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Formats that take something that isn't there. */
class TableFormatOptionTest extends OnSpark {
  private final StudyTable study = StudyTable.of(7, 2, 8, 3);

  @Test
  void deltaNamesThePackageThatIsMissing() {
    assertRefused(
        study,
        List.of("--format", "delta"),
        "--format delta needs Delta Lake",
        "-- --packages io.delta:delta-spark_2.13:4.1.0");
  }

  @Test
  void theRehearsalOfDeltaDoesToo() {
    assertRefused(
        study,
        List.of("--format", "delta", "--dry-run"),
        "-- --packages io.delta:delta-spark_2.13:4.1.0");
  }

  @Test
  void icebergPointsToTheRecipe() {
    assertRefused(study, List.of("--format", "iceberg"), "'--format'", "catalog", "docs/lake.md");
  }

  @Test
  void anotherFormatNamesThoseThereAre() {
    assertRefused(
        study, List.of("--format", "delt"), "parquet, csv, delta", "did you mean 'delta'?");
  }
}
