package org.chorale.io.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chorale.io.table.ImportedTable.CONF;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.chorale.io.harmonised.OutputColumn;
import org.chorale.io.parquet.CellType;
import org.chorale.io.rows.RowStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.reflect.ClassTag$;

/** What goes to tasks and comes back survives both of Spark's serialisers. */
class TravelTest {
  @TempDir Path directory;

  private static <T> List<T> travelled(T object) {
    SparkConf conf = new SparkConf(false);
    return List.of(sent(object, new JavaSerializer(conf)), sent(object, new KryoSerializer(conf)));
  }

  private static <T> T sent(T object, Serializer serializer) {
    SerializerInstance instance = serializer.newInstance();
    scala.reflect.ClassTag<T> tag = ClassTag$.MODULE$.apply(object.getClass());
    return instance.deserialize(instance.serialize(object, tag), tag);
  }

  @Test
  void splitsLayoutsAndPartsTravel() throws IOException {
    Path file = ImportedTable.file(directory, "t.csv", "id,v\ns1,1\ns2,x\n");
    TextTable table = ImportedTable.open(file);
    TableLayout layout = new TableLayout(2, new int[] {1}, new int[] {0}, 0);
    for (TableLayout sentLayout : travelled(layout)) {
      for (TableSplit split : travelled(table.splits().get(0))) {
        for (ImportedPart part : travelled(split.importRows(CONF, sentLayout, null))) {
          assertThat(part.rows()).isEqualTo(2);
          assertThat(part.role(0, 1)).isEqualTo("s2");
          assertThat(part.line(1)).isEqualTo(3);
          assertThat(part.offset(1)).isEqualTo(-1);
          assertThat(part.tallies().text(1)).isEqualTo(1);
          assertThat(part.problems().get(0).text()).isEqualTo("x");
          assertThat(part.problems().get(0).id()).isEqualTo("s2");
          assertThat(part.problemCount(Problem.Kind.TEXT_IN_FEATURE)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void parquetSplitsAndFilesTravel() {
    for (TableSplit split : travelled(new ParquetSplit("p", 3, 1))) {
      assertThat(split.index()).isEqualTo(3);
    }
    for (PhysicalFile file : travelled(new PhysicalFile("p", "p", 3))) {
      assertThat(file.bytes()).isEqualTo(3);
    }
  }

  @Test
  void rowStoresAndOutputColumnsTravel() {
    RowStore store = new RowStore(new org.apache.hadoop.fs.Path("/d"), 3, List.of(CellType.TEXT));
    for (RowStore sent : travelled(store)) {
      assertThat(sent.path(7)).hasToString("/d/part-00007.rows");
      assertThat(sent.carriedTypes()).containsExactly(CellType.TEXT);
    }
    assertThat(travelled(store.part(1, "x")))
        .allSatisfy(part -> assertThat(part.path()).hasToString("/d/part-00001.rows"));
    assertThat(travelled(OutputColumn.feature("v", 1)))
        .allSatisfy(column -> assertThat(column.type()).isEqualTo(CellType.DOUBLE));
  }
}
