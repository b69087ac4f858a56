package org.chorale.job.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.chorale.io.rows.RowStore;
import org.chorale.io.table.ImportedPart;
import org.chorale.io.table.TableFile;
import org.chorale.io.table.TableLayout;
import org.chorale.io.table.TableSplit;
import org.chorale.job.input.ImportedTable;
import org.chorale.job.input.ScanAssignment;
import org.chorale.job.input.TableRows;
import org.chorale.model.Blocks;
import org.chorale.model.Domains;
import org.chorale.model.ScanTable;
import org.chorale.model.Sequence;
import org.chorale.model.Specification;
import org.chorale.stats.moments.BlockMoments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

class PartialMomentsTest {
  private static final int SITES = 5;
  private static final int SCANS = 40;
  private static final int FEATURES = 7;

  private final Configuration conf = new Configuration();

  @TempDir Path folder;

  private TableRows rows;
  private ScanAssignment scans;
  private final Blocks blocks = Blocks.cut(new int[] {FEATURES}, 3);

  @BeforeEach
  void importTable() throws IOException {
    Random random = new Random(4);
    StringBuilder text = new StringBuilder("id,site,f1,f2,f3,f4,f5,f6,f7\n");
    for (int s = 0; s < SCANS; s++) {
      text.append("s").append(s).append(",S").append(s % SITES);
      for (int v = 0; v < FEATURES; v++) {
        text.append(',').append(v == 2 && s % 9 == 0 ? "NA" : random.nextGaussian());
      }
      text.append('\n');
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    TableFile table = TableFile.open(conf, file.toString());
    TableLayout layout = new TableLayout(9, new int[] {2, 3, 4, 5, 6, 7, 8}, new int[] {0, 1}, 0);
    RowStore store =
        new RowStore(
            new org.apache.hadoop.fs.Path(folder.resolve("rows").toUri()),
            FEATURES,
            layout.carriedTypes(table.types()));
    List<ImportedPart> parts = new ArrayList<>();
    for (TableSplit split : table.splits()) {
      parts.add(split.importRows(conf, layout, store.part(split.index(), "only")));
    }
    ImportedTable imported = new ImportedTable(table, layout, parts, store);
    rows = new TableRows(List.of(imported));
    ScanTable scanTable =
        ScanTable.join(List.of(imported.scanColumns(List.of("id", "site"))), f -> false);
    Sequence sequence = Sequence.of(scanTable, Specification.builder().site("site").build());
    scans = ScanAssignment.of(sequence.coded(), rows);
  }

  private List<BlockMoments> moments(long budgetBytes) {
    List<BlockMoments> moments = new ArrayList<>();
    BlockScales scales = new BlockScales(Domains.none(), blocks, null);
    new PartialMoments(conf, new MomentsJob.Part(0, 0, 0), rows, scans, blocks, scales, budgetBytes)
        .forEachRemaining((Tuple2<MomentsKey, BlockMoments> entry) -> moments.add(entry._2()));
    return moments;
  }

  @Test
  void everySiteAndBlockComesOnce() {
    List<BlockMoments> moments = moments(PartialMoments.BUDGET_BYTES);
    assertThat(moments).hasSize(SITES * blocks.count());
    assertThat(moments).allMatch(block -> block.scans().n() == SCANS / SITES);
    assertThat(moments.stream().mapToInt(BlockMoments::featureCount).sum())
        .isEqualTo(SITES * FEATURES);
  }

  @Test
  void aSmallerBudgetReadsAgainAndGivesTheSameBits() {
    assertThat(moments(1)).isEqualTo(moments(PartialMoments.BUDGET_BYTES));
  }
}
