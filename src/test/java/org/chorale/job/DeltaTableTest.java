package org.chorale.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.SparkConf;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaTableTest {
  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String OURS = "io.delta.sql.DeltaSparkSessionExtension";

  @ParameterizedTest
  @ValueSource(strings = {"lh thickness", "FA(mean)", "a,b", "a;b", "{a}", "a=b", "a\tb", "a\nb"})
  void namesThatDeltaRefusesAreRefused(String name) {
    assertThatThrownBy(() -> DeltaTable.refuseNames(List.of("age", name)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'" + name + "'")
        .hasMessageContaining("--format parquet");
  }

  @Test
  void otherNamesAreNot() {
    assertThatCode(() -> DeltaTable.refuseNames(List.of("Left-Hippocampus", "lh.thickness", "β/1")))
        .doesNotThrowAnyException();
  }

  @Test
  void extensionsAndWarehouseOfTheUserStay() {
    SparkConf conf = new SparkConf(false);
    conf.set(EXTENSIONS, "org.example.Theirs").set("spark.sql.warehouse.dir", "theirs");
    DeltaTable.configure(conf);
    DeltaTable.configure(conf);
    assertThat(conf.get(EXTENSIONS)).isEqualTo("org.example.Theirs," + OURS);
    assertThat(conf.get("spark.sql.warehouse.dir")).isEqualTo("theirs");
  }
}
