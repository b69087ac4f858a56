package org.chorale.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chorale.io.harmonised.OutputFormat;
import org.chorale.io.publish.Overwrite;
import org.chorale.job.diagnose.DiagnosisRequest;
import org.chorale.job.input.InputRequest;
import org.chorale.model.FeatureSelection;
import org.chorale.model.InvalidInputException;
import org.chorale.model.LeftOutLimit;
import org.chorale.model.Specification;

/** What to harmonise, how, and where the result goes. Immutable. */
public final class HarmonisationRequest {
  private final List<String> inputs;
  private final boolean dataset;
  private final String scans;
  private final String idColumn;
  private final FeatureSelection features;
  private final Specification specification;
  private final String output;
  private final Overwrite overwrite;
  private final OutputFormat format;
  private final boolean fitOnly;
  private final LeftOutLimit leftOutLimit;
  private final String alsoRead;
  private final DiagnosisRequest diagnosis;
  private final boolean idsAlone;
  private final boolean idHashes;

  private HarmonisationRequest(Builder builder) {
    inputs = List.copyOf(builder.inputs);
    dataset = builder.dataset;
    scans = builder.scans;
    idColumn = builder.idColumn;
    features =
        builder.exactly == null
            ? new FeatureSelection(builder.features, builder.exclude)
            : FeatureSelection.exactly(builder.exactly);
    specification = builder.specification;
    output = builder.output;
    overwrite = builder.overwrite;
    format = builder.format;
    fitOnly = builder.fitOnly;
    leftOutLimit = builder.leftOutLimit;
    alsoRead = builder.alsoRead;
    diagnosis = builder.diagnosis;
    idsAlone = builder.idsAlone;
    idHashes = builder.idHashes;
  }

  /** Begins a request. */
  public static Builder builder(Specification specification) {
    return new Builder(specification);
  }

  /** The same for a dataset that lies aside as a table. */
  HarmonisationRequest ofDataset(String table) {
    Builder builder = new Builder(specification);
    builder.dataset = true;
    return copy(builder.inputs(List.of(table))).build();
  }

  private Builder copy(Builder into) {
    return into.scans(scans)
        .id(idColumn)
        .features(features.include())
        .exclude(features.exclude())
        .output(output)
        .overwrite(overwrite)
        .fitOnly(fitOnly)
        .leftOutLimit(leftOutLimit)
        .idHashes(idHashes)
        .diagnosis(diagnosis)
        .format(format);
  }

  /** What is read. */
  InputRequest input() {
    return input(inputs, features);
  }

  /** The same of other tables. */
  InputRequest input(List<String> tables, FeatureSelection selection) {
    if (idsAlone) {
      return new InputRequest(
          tables, null, idColumn, selection, Map.of(), false, null, specification.domains());
    }
    InputRequest input = new InputRequest(tables, scans, idColumn, selection, specification);
    input = alsoRead == null ? input : input.with(alsoRead, "date of scans");
    if (diagnosis != null && diagnosis.subject() != null) {
      input = input.with(diagnosis.subject(), "subject");
    }
    return diagnosis == null || diagnosis.time() == null
        ? input
        : input.with(diagnosis.time(), "time");
  }

  /** Whether the input is a dataset that lies aside as a table. */
  boolean isDataset() {
    return dataset;
  }

  /** Paths of the tables, joined by id; none for a dataset. */
  public List<String> inputs() {
    return inputs;
  }

  /** Path of a scan table apart, or null. */
  public String scans() {
    return scans;
  }

  /** Column that names a scan. */
  public String idColumn() {
    return idColumn;
  }

  /** Which columns are features. */
  public FeatureSelection features() {
    return features;
  }

  /** The model. */
  public Specification specification() {
    return specification;
  }

  /** Directory of the result; null if nothing is to be written. */
  public String output() {
    return output;
  }

  /** What becomes of what is in the way. */
  public Overwrite overwrite() {
    return overwrite;
  }

  /** Whether the model says of which scans it was made, as hashes of their ids. */
  public boolean idHashes() {
    return idHashes;
  }

  /** How many scans may be left out. */
  public LeftOutLimit leftOutLimit() {
    return leftOutLimit;
  }

  /** What is diagnosed; null if nothing is. */
  public DiagnosisRequest diagnosis() {
    return diagnosis;
  }

  /** Whether the model alone is wanted, no harmonised values. */
  public boolean fitOnly() {
    return fitOnly;
  }

  /** Format of the harmonised table. */
  public OutputFormat format() {
    return format;
  }

  /** Collects a request. */
  public static final class Builder {
    private final Specification specification;
    private final List<String> inputs = new ArrayList<>();
    private final List<String> features = new ArrayList<>();
    private final List<String> exclude = new ArrayList<>();
    private String scans;
    private String idColumn;
    private String output;
    private Overwrite overwrite = Overwrite.NEVER;
    private boolean dataset;
    private LeftOutLimit leftOutLimit = LeftOutLimit.NONE;
    private String alsoRead;
    private DiagnosisRequest diagnosis;
    private boolean idsAlone;
    private boolean fitOnly;
    private boolean idHashes = true;
    private List<String> exactly;
    private OutputFormat format = OutputFormat.PARQUET;

    private Builder(Specification specification) {
      this.specification = Objects.requireNonNull(specification);
    }

    /** Adds tables. */
    public Builder inputs(List<String> paths) {
      inputs.addAll(paths);
      return this;
    }

    /** Names a scan table apart; null for none. */
    public Builder scans(String path) {
      scans = path;
      return this;
    }

    /** Names the column that names a scan. */
    public Builder id(String column) {
      idColumn = column;
      return this;
    }

    /** Adds globs of features. */
    public Builder features(List<String> globs) {
      features.addAll(globs);
      return this;
    }

    /** Adds globs of columns that are not features. */
    public Builder exclude(List<String> globs) {
      exclude.addAll(globs);
      return this;
    }

    /** Names the directory of the result. */
    public Builder output(String directory) {
      output = directory;
      return this;
    }

    /** Chooses what becomes of what is in the way; it is refused by default. */
    public Builder overwrite(Overwrite choice) {
      overwrite = Objects.requireNonNull(choice);
      return this;
    }

    /** Paths of the tables as they are named by now. */
    List<String> named() {
      return List.copyOf(inputs);
    }

    /** The features of a model, all of them. */
    Builder featuresOfModel(List<String> names) {
      exactly = List.copyOf(names);
      return this;
    }

    /**
     * Lets the model say of which scans it was made, as hashes of their ids; it does by default.
     */
    public Builder idHashes(boolean choice) {
      idHashes = choice;
      return this;
    }

    /** Chooses how many scans may be left out; any number by default. */
    public Builder leftOutLimit(LeftOutLimit limit) {
      leftOutLimit = Objects.requireNonNull(limit);
      return this;
    }

    /** Names a column that is read besides those with a role in the model; null for none. */
    Builder alsoRead(String column) {
      alsoRead = column;
      return this;
    }

    /** Reads ids and features; what else there is of the scans is known. */
    Builder idsAlone() {
      idsAlone = true;
      return this;
    }

    /** Diagnoses the run; null for not. */
    public Builder diagnosis(DiagnosisRequest choice) {
      diagnosis = choice;
      return this;
    }

    /** Fits and writes the model alone. */
    public Builder fitOnly(boolean choice) {
      fitOnly = choice;
      return this;
    }

    /** Chooses the format of the harmonised table. */
    public Builder format(OutputFormat choice) {
      format = Objects.requireNonNull(choice);
      return this;
    }

    /**
     * The request.
     *
     * @throws InvalidInputException if no id column is named, or it has another role
     */
    public HarmonisationRequest build() {
      require(idColumn != null, "no id column is named; give one with --id");
      boolean otherRole =
          specification.terms().stream().anyMatch(term -> term.name().equals(idColumn))
              || specification.siteColumns().contains(idColumn)
              || specification.thenColumns().stream().anyMatch(list -> list.contains(idColumn));
      require(
          !otherRole,
          "column '%s' is the id and has another role among --site, --then, --continuous, --categorical and --smooth; leave one"
              .formatted(idColumn));
      return new HarmonisationRequest(this);
    }

    private static void require(boolean holds, String message) {
      if (!holds) {
        throw new InvalidInputException(message);
      }
    }
  }
}
