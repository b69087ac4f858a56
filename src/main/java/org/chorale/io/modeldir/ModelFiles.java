package org.chorale.io.modeldir;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Where the files of a model lie, and their columns. */
final class ModelFiles {
  static final String JSON = "model.json";

  /** How the columns of β begin. */
  static final String BETA = "beta[";

  private ModelFiles() {}

  /** Column of λ of a smooth covariate. */
  static String lambda(String smooth) {
    return "lambda[" + smooth + "]";
  }

  /** Column of its effective degrees of freedom. */
  static String edf(String smooth) {
    return "edf[" + smooth + "]";
  }

  static Path features(Path model, int part) {
    return new Path(new Path(model, "features"), partName(part));
  }

  static Path moments(Path model, int site, int part) {
    return ofSite(model, "moments", site, part);
  }

  static Path gaps(Path model, int site, int part) {
    return ofSite(model, "gaps", site, part);
  }

  static Path estimates(Path model, int site, int part) {
    return ofSite(model, "estimates", site, part);
  }

  private static Path ofSite(Path model, String kind, int site, int part) {
    return new Path(new Path(new Path(model, kind), siteDirectory(site)), partName(part));
  }

  /** Never the label itself: readers would take {@code 007} or {@code 1e3} for numbers. */
  static String siteKey(int site) {
    return String.format(Locale.ROOT, "s%04d", site);
  }

  private static String siteDirectory(int site) {
    return "site_key=" + siteKey(site);
  }

  private static String partName(int part) {
    return String.format(Locale.ROOT, "part-%05d.parquet", part);
  }

  static List<PrimitiveType> featureColumns(List<String> covariates, List<String> smooths) {
    List<PrimitiveType> columns = keyColumns();
    columns.add(text("name"));
    columns.add(optional(DOUBLE, "alpha"));
    columns.add(optional(DOUBLE, "sigma2"));
    covariates.forEach(name -> columns.add(optional(DOUBLE, BETA + name + "]")));
    for (String smooth : smooths) {
      columns.add(optional(DOUBLE, lambda(smooth)));
      columns.add(optional(DOUBLE, edf(smooth)));
    }
    return columns;
  }

  /** Of moments that travel without a model. */
  static List<PrimitiveType> nameColumns() {
    List<PrimitiveType> columns = keyColumns();
    columns.add(text("name"));
    return columns;
  }

  static List<PrimitiveType> momentColumns(List<String> covariates) {
    List<PrimitiveType> columns = keyColumns();
    columns.add(required(INT64, "n"));
    columns.add(optional(DOUBLE, "y_mean"));
    columns.add(optional(DOUBLE, "c_yy"));
    covariates.forEach(name -> columns.add(optional(DOUBLE, "c_zy[" + name + "]")));
    return columns;
  }

  static List<PrimitiveType> gapColumns(List<String> covariates) {
    List<PrimitiveType> columns = keyColumns();
    covariates.forEach(name -> columns.add(optional(DOUBLE, "z_mean[" + name + "]")));
    for (int p = 0; p < covariates.size(); p++) {
      for (int q = 0; q <= p; q++) {
        columns.add(
            optional(DOUBLE, "c_zz[%s,%s]".formatted(covariates.get(p), covariates.get(q))));
      }
    }
    return columns;
  }

  static List<PrimitiveType> estimateColumns() {
    List<PrimitiveType> columns = keyColumns();
    columns.add(required(INT32, "n"));
    columns.add(text("status"));
    columns.add(optional(DOUBLE, "gamma_hat"));
    columns.add(optional(DOUBLE, "delta_hat"));
    columns.add(optional(DOUBLE, "gamma_star"));
    columns.add(optional(DOUBLE, "delta_star"));
    return columns;
  }

  private static List<PrimitiveType> keyColumns() {
    List<PrimitiveType> columns = new ArrayList<>();
    columns.add(required(INT32, "block"));
    columns.add(required(INT32, "feature"));
    return columns;
  }

  private static PrimitiveType required(PrimitiveTypeName type, String name) {
    return Types.required(type).named(name);
  }

  private static PrimitiveType optional(PrimitiveTypeName type, String name) {
    return Types.optional(type).named(name);
  }

  private static PrimitiveType text(String name) {
    return Types.optional(BINARY).as(LogicalTypeAnnotation.stringType()).named(name);
  }
}
