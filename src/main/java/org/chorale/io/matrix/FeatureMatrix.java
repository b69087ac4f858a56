package org.chorale.io.matrix;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.storage.NewFile;
import org.chorale.model.Blocks;

/**
 * What a feature matrix is: where it lies, its features and how they are cut, its sites and files.
 * A few numbers for every file of values; nothing that grows with scans or features. Immutable;
 * travels.
 */
public final class FeatureMatrix implements Serializable {
  static final String VALUES = "values";
  private static final long serialVersionUID = 1L;

  private final String directory;
  private final String run;
  private final Element element;
  private final FeatureKind kind;
  private final int featureCount;
  private final int blockSize;
  private final String idColumn;
  private final String[] siteColumns;
  private final MatrixPart[] parts;
  private final byte[] imageHeader;

  private FeatureMatrix(Builder builder) {
    directory = Objects.requireNonNull(builder.directory);
    run = Objects.requireNonNull(builder.run);
    element = Objects.requireNonNull(builder.element);
    kind = Objects.requireNonNull(builder.kind);
    featureCount = builder.featureCount;
    blockSize = builder.blockSize;
    idColumn = Objects.requireNonNull(builder.idColumn);
    siteColumns = builder.siteColumns.toArray(new String[0]);
    parts = builder.parts.toArray(new MatrixPart[0]);
    imageHeader = builder.imageHeader;
  }

  /** Whether a directory holds a complete matrix. */
  public static boolean isAt(Configuration conf, Path directory) throws IOException {
    return NewFile.fileSystem(conf, directory).exists(new Path(directory, MatrixJson.FILE));
  }

  /** Begins a description. */
  public static Builder builder() {
    return new Builder();
  }

  /** The same at another place, made by another run, with other files. */
  public FeatureMatrix derived(Path place, String byRun, List<MatrixPart> files) {
    return builder()
        .directory(place)
        .run(byRun)
        .element(element)
        .kind(kind)
        .features(featureCount, blockSize)
        .columns(idColumn, siteColumns())
        .parts(files)
        .imageHeader(imageHeader)
        .build();
  }

  /** Where it lies. */
  public Path directory() {
    return new Path(directory);
  }

  /** Id of the run that made it: a hash of the contents of its inputs and of options. */
  public String run() {
    return run;
  }

  /** How values are stored. */
  public Element element() {
    return element;
  }

  /** What features are. */
  public FeatureKind kind() {
    return kind;
  }

  /** V. */
  public int featureCount() {
    return featureCount;
  }

  /** Features of a block; the last may have fewer. */
  public int blockSize() {
    return blockSize;
  }

  /** How features are cut. */
  public Blocks blocks() {
    return Blocks.cut(new int[] {featureCount}, blockSize);
  }

  /** Column of the scan table that names a scan. */
  public String idColumn() {
    return idColumn;
  }

  /** Columns of the scan table by which it is partitioned. */
  public List<String> siteColumns() {
    return List.of(siteColumns);
  }

  /** Files of values, by site, then number. */
  public List<MatrixPart> parts() {
    return List.of(parts);
  }

  /** Scans of every site key. */
  public Map<String, Integer> scansBySite() {
    Map<String, Integer> scans = new LinkedHashMap<>();
    for (MatrixPart part : parts) {
      if (part.firstBlock() == 0) {
        scans.merge(part.siteKey(), part.scans(), Integer::sum);
      }
    }
    return scans;
  }

  /** N. */
  public int scanCount() {
    return scansBySite().values().stream().mapToInt(n -> n).sum();
  }

  /** Header of a NIfTI image with the grid of the voxels, or null. */
  public byte[] imageHeader() {
    return imageHeader == null ? null : imageHeader.clone();
  }

  /** Names and places of the features. */
  public FeatureIndex index() {
    return new FeatureIndex(features(directory()));
  }

  /** The feature index of a matrix. */
  public static Path features(Path matrix) {
    return new Path(matrix, "features.parquet");
  }

  /** The scan table of a matrix, a directory of Parquet files. */
  public static Path scans(Path matrix) {
    return new Path(matrix, "scans.parquet");
  }

  /** Where the images of the scans lie. */
  public static Path images(Path matrix) {
    return new Path(matrix, "images.parquet");
  }

  /** The mask. */
  public static Path mask(Path matrix) {
    return new Path(matrix, "mask.nii.gz");
  }

  /** Collects a description. */
  public static final class Builder {
    private String directory;
    private String run;
    private Element element;
    private FeatureKind kind;
    private int featureCount;
    private int blockSize;
    private String idColumn;
    private List<String> siteColumns = List.of();
    private List<MatrixPart> parts = new ArrayList<>();
    private byte[] imageHeader;

    private Builder() {}

    /** Where it lies. */
    public Builder directory(Path place) {
      directory = place.toString();
      return this;
    }

    /** Id of the run that makes it. */
    public Builder run(String id) {
      run = id;
      return this;
    }

    /** How values are stored. */
    public Builder element(Element choice) {
      element = choice;
      return this;
    }

    /** What features are. */
    public Builder kind(FeatureKind choice) {
      kind = choice;
      return this;
    }

    /** How many features there are, and how many a block has. */
    public Builder features(int count, int perBlock) {
      featureCount = count;
      blockSize = perBlock;
      return this;
    }

    /** Columns of the scan table. */
    public Builder columns(String id, List<String> site) {
      idColumn = id;
      siteColumns = List.copyOf(site);
      return this;
    }

    /** Files of values. */
    public Builder parts(List<MatrixPart> files) {
      parts = List.copyOf(files);
      return this;
    }

    /** Header of a NIfTI image with the grid of the voxels; null for none. */
    public Builder imageHeader(byte[] header) {
      imageHeader = header == null ? null : header.clone();
      return this;
    }

    /** The description. */
    public FeatureMatrix build() {
      return new FeatureMatrix(this);
    }
  }
}
