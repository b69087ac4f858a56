package org.chorale.io.status;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Types;
import org.chorale.io.parquet.CellType;
import org.chorale.io.storage.NewFile;
import org.chorale.model.LeftOut;
import org.chorale.model.OddCovariate;
import org.chorale.model.Site;

/**
 * The files of {@code status/}: {@code sites}, {@code features} and {@code scans}, each as {@code
 * .parquet} and as {@code .csv}.
 */
public final class LedgerFiles {
  static final String FEATURES = "features.parquet";

  private LedgerFiles() {}

  static Path textParts(Path status) {
    return new Path(status, "_features.csv.parts");
  }

  /**
   * Writes what the driver knows, and puts the tasks' CSV parts together.
   *
   * @param sites that took part, and those that were excluded
   * @param leftOut scans that are not in the output
   */
  public static void write(
      Configuration conf, Path status, List<Site> sites, List<Site> excluded, List<LeftOut> leftOut)
      throws IOException {
    LedgerTable siteRows =
        new LedgerTable(List.of(text("site"), count("n"), text("method"), text("reason")));
    sites.forEach(
        site -> siteRows.add(site.label(), site.scans(), site.method(), site.reasonCode()));
    excluded.forEach(
        site -> siteRows.add(site.label(), site.scans(), "excluded", site.reasonCode()));
    writeBoth(conf, status, "sites", siteRows);
    LedgerTable scanRows =
        new LedgerTable(List.of(text("scan"), text("site"), text("reason"), text("column")));
    leftOut.forEach(scan -> scanRows.add(scan.id(), scan.site(), scan.reasonCode(), scan.column()));
    writeBoth(conf, status, "scans", scanRows);
    joinFeatures(conf, status);
  }

  /** Writes the covariates of new scans that a model's scans had nothing like. */
  public static void writeCovariates(Configuration conf, Path status, List<OddCovariate> odd)
      throws IOException {
    LedgerTable rows =
        new LedgerTable(List.of(text("scan"), text("column"), text("value"), text("reason")));
    odd.forEach(cell -> rows.add(cell.scan(), cell.column(), cell.value(), cell.reasonCode()));
    writeBoth(conf, status, "covariates", rows);
  }

  private static PrimitiveType text(String name) {
    return CellType.TEXT.named(name);
  }

  static PrimitiveType count(String name) {
    return Types.required(INT32).named(name);
  }

  static void writeBoth(Configuration conf, Path status, String name, LedgerTable rows)
      throws IOException {
    rows.writeParquet(conf, new Path(status, name + ".parquet"));
    rows.writeCsv(conf, new Path(status, name + ".csv"), true);
  }

  private static void joinFeatures(Configuration conf, Path status) throws IOException {
    Path parts = textParts(status);
    FileSystem fileSystem = NewFile.fileSystem(conf, parts);
    // Names that begin with an underscore are of attempts that were lost. Without parts nothing was
    // solved.
    FileStatus[] files =
        fileSystem.exists(parts)
            ? fileSystem.listStatus(parts, path -> !path.getName().startsWith("_"))
            : new FileStatus[0];
    Arrays.sort(files, Comparator.comparing(file -> file.getPath().getName()));
    try (OutputStream out = NewFile.create(conf, new Path(status, "features.csv"))) {
      out.write("feature,site,n,reason,treatment\n".getBytes(StandardCharsets.UTF_8));
      for (FileStatus file : files) {
        try (InputStream in = fileSystem.open(file.getPath())) {
          in.transferTo(out);
        }
      }
    }
    fileSystem.delete(parts, true);
  }
}
