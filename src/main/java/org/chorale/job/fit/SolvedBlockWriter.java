package org.chorale.job.fit;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.ModelPartWriter;
import org.chorale.io.status.FeatureLedger;
import org.chorale.job.task.TaskAttempt;
import org.chorale.model.Blocks;
import org.chorale.model.StudyFacts;
import org.chorale.stats.bayes.BlockPosterior;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.regression.FeatureStatus;
import scala.Tuple2;

/**
 * What a solve task does with its blocks: posterior, model files, ledger rows, summary. Runs in a
 * task; what travels are names of sites and design columns.
 */
public final class SolvedBlockWriter implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> configuration;
  private final String modelDirectory;
  private final String statusDirectory;
  private final Blocks blocks;
  private final BlockNames featureNames;
  private final String[] siteLabels;
  private final String[] designColumns;
  private final String[] penalised;

  /**
   * Writes into the model and the ledger of a run.
   *
   * @param study what is fitted
   */
  public SolvedBlockWriter(
      Broadcast<SerializableConfiguration> configuration,
      Path modelDirectory,
      Path statusDirectory,
      Blocks blocks,
      BlockNames featureNames,
      StudyFacts study) {
    this.configuration = configuration;
    this.modelDirectory = modelDirectory.toString();
    this.statusDirectory = statusDirectory.toString();
    this.blocks = blocks;
    this.featureNames = featureNames;
    this.siteLabels = study.labels().toArray(new String[0]);
    this.designColumns = study.design().columns().toArray(new String[0]);
    this.penalised = study.design().penalised().toArray(new String[0]);
  }

  /**
   * Writes a part of the model.
   *
   * @param part index of the file of every site
   * @param solved its blocks, in order; one is held at a time
   * @param effects what gives their posterior
   * @return what they say of every site
   */
  Iterator<Tuple2<SiteBlock, SiteSummary>> write(
      int part, Iterator<SolvedBlock> solved, List<SiteTreatment> treatments, BlockEffects effects)
      throws IOException {
    Configuration conf = configuration.value().value();
    String attempt = TaskAttempt.label();
    FeatureLedger ledger = new FeatureLedger(conf, new Path(statusDirectory), part, attempt);
    List<Tuple2<SiteBlock, SiteSummary>> summaries = new ArrayList<>();
    try (ModelPartWriter files =
            new ModelPartWriter(
                conf,
                new Path(modelDirectory),
                part,
                attempt,
                List.of(designColumns),
                List.of(penalised));
        BlockEffects.Task task = effects.open()) {
      while (solved.hasNext()) {
        SolvedBlock block = solved.next();
        String[] names = featureNames.of(conf, blocks, block.fit().block());
        BlockPosterior posterior = task.posterior(block.fit(), treatments);
        summaries.addAll(write(block, posterior, names, treatments, files, ledger));
      }
      files.publish();
    }
    ledger.commit();
    return summaries.iterator();
  }

  private List<Tuple2<SiteBlock, SiteSummary>> write(
      SolvedBlock block,
      BlockPosterior posterior,
      String[] names,
      List<SiteTreatment> treatments,
      ModelPartWriter files,
      FeatureLedger ledger)
      throws IOException {
    List<Tuple2<SiteBlock, SiteSummary>> summaries = new ArrayList<>();
    int first = blocks.first(block.fit().block());
    int count = block.fit().featureCount();
    files.writeFeatures(block.fit(), first, names);
    for (int i = 0; i < siteLabels.length; i++) {
      files.writeMoments(block.moments(i), first);
      files.writeEstimates(block.fit(), posterior, i, first);
      SiteTreatment treatment = treatments.get(i);
      SiteSummary summary = new SiteSummary().add(block.fit(), posterior, i, treatment);
      summaries.add(new Tuple2<>(new SiteBlock(i, block.fit().block()), summary));
      for (int v = 0; v < count; v++) {
        FeatureStatus status = treatment.apart(block.fit().status(i, v));
        if (status != FeatureStatus.AS_SITE) {
          ledger.add(names[v], siteLabels[i], block.fit().observed()[i * count + v], status);
        }
      }
    }
    return summaries;
  }
}
