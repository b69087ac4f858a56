package org.chorale.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.io.modeldir.ModelJson;
import org.chorale.io.modeldir.ModelReader;
import org.chorale.io.modeldir.ModelSteps;
import org.chorale.io.storage.NewFile;
import org.chorale.job.input.FileHashJob;
import org.chorale.job.run.RunInput;
import org.chorale.model.Blocks;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Model;
import org.chorale.model.Specification;

/**
 * A model on disk, or those of several batch variables that were fitted together: small facts and
 * how the features are cut. The driver holds no more of it.
 */
final class StoredModel {
  private static final String JSON = "model.json";

  private final Configuration conf;
  private final List<Path> steps;
  private final List<Model> models = new ArrayList<>();
  private final Blocks blocks;

  /**
   * Opens what a user named: a model directory or the output of a run.
   *
   * @throws InvalidInputException if there is no model, or one that can't be read
   */
  StoredModel(Configuration conf, String named) throws IOException {
    this.conf = conf;
    this.steps = ModelSteps.find(conf, new Path(named));
    for (Path step : steps) {
      models.add(ModelJson.read(conf, step));
    }
    for (Model model : models) {
      if (model.featureCount() != first().featureCount()
          || !model.design().columns().equals(first().design().columns())) {
        throw new InvalidInputException(
            "%s: its models are not of one fit: features or covariates differ".formatted(named));
      }
    }
    int files = (first().blockCount() - 1) / first().blocksPerFile() + 1;
    try (ModelReader reader = new ModelReader(conf, steps.get(0), first().blocksPerFile())) {
      blocks = reader.blocks(files);
    }
    if (blocks.count() != first().blockCount() || blocks.featureCount() != first().featureCount()) {
      throw new InvalidInputException(
          "%s: %s says %,d features in %,d blocks, its files have %,d in %,d; it is damaged"
              .formatted(
                  named,
                  JSON,
                  first().featureCount(),
                  first().blockCount(),
                  blocks.featureCount(),
                  blocks.count()));
    }
  }

  /** Directories, in the order in which the models are applied. */
  List<Path> steps() {
    return steps;
  }

  /** Small facts of each. */
  List<Model> models() {
    return models;
  }

  /** Of the first batch variable. */
  Model first() {
    return models.get(0);
  }

  /** How the features are cut. */
  Blocks blocks() {
    return blocks;
  }

  /** What was asked for, all batch variables together. */
  Specification specification() {
    return first()
        .specification()
        .followedBy(
            models.stream().skip(1).map(model -> model.specification().siteColumns()).toList());
  }

  /** Names of all features. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (ModelReader reader = new ModelReader(conf, steps.get(0), first().blocksPerFile())) {
      for (int b = 0; b < blocks.count(); b++) {
        names.addAll(List.of(reader.names(b)));
      }
    }
    return names;
  }

  /** λ of a smooth covariate, feature by feature. */
  double[] lambda(String covariate) throws IOException {
    double[] all = new double[blocks.featureCount()];
    try (ModelReader reader = new ModelReader(conf, steps.get(0), first().blocksPerFile())) {
      for (int b = 0; b < blocks.count(); b++) {
        double[] ofBlock = reader.smoothness(b, covariate).lambda();
        for (int v = 0; v < ofBlock.length; v++) {
          if (Double.isNaN(ofBlock[v])) {
            throw new InvalidInputException(
                "feature '%s' was passed through, so the model doesn't keep its lambda of '%s' from the file; fit all scans anew"
                    .formatted(reader.names(b)[v], covariate));
          }
          all[blocks.first(b) + v] = ofBlock[v];
        }
      }
    }
    return all;
  }

  /** As inputs of a run: the facts hold the moments of covariates and the priors. */
  List<RunInput> inputs() throws IOException {
    List<RunInput> inputs = new ArrayList<>();
    for (Path step : steps) {
      Path file = new Path(step, JSON);
      long bytes = NewFile.fileSystem(conf, file).getFileStatus(file).getLen();
      inputs.add(new RunInput(file.toString(), bytes, FileHashJob.sha256(conf, file)));
    }
    return inputs;
  }
}
