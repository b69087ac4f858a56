package org.chorale.job.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

class BySiteTest {
  private static final int SITES = 70;

  @Test
  void whatBlocksSayIsMergedInTheirOrderHoweverItArrives() {
    List<Tuple2<SiteBlock, String>> parts = new ArrayList<>();
    for (int site = 0; site < SITES; site++) {
      for (int block = 0; block < 9; block++) {
        parts.add(new Tuple2<>(new SiteBlock(site, block), site + ":" + block + " "));
      }
    }
    Collections.shuffle(parts, new Random(8));
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("by site")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      for (int slices : new int[] {1, 5}) {
        List<String> merged =
            BySite.merge(spark.parallelizePairs(parts, slices), SITES, String::concat);
        assertThat(merged).hasSize(SITES);
        assertThat(merged.get(0)).isEqualTo("0:0 0:1 0:2 0:3 0:4 0:5 0:6 0:7 0:8 ");
        assertThat(merged.get(69)).isEqualTo("69:0 69:1 69:2 69:3 69:4 69:5 69:6 69:7 69:8 ");
      }
    }
  }
}
