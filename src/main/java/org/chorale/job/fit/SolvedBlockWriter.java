package org.chorale.job.fit;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.chorale.io.modeldir.BlockFiles;
import org.chorale.io.status.FeatureLedger;
import org.chorale.job.task.TaskAttempt;
import org.chorale.model.Blocks;
import org.chorale.stats.bayes.BlockPosterior;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.regression.FeatureStatus;
import scala.Tuple2;

/**
 * What a solve task does with its block: posterior, model files, ledger rows, summary. Runs in a
 * task; what travels are names of features, sites and design columns.
 */
public final class SolvedBlockWriter implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> configuration;
  private final String modelDirectory;
  private final String statusDirectory;
  private final Blocks blocks;
  private final Broadcast<String[]> featureNames;
  private final String[] siteLabels;
  private final String[] designColumns;

  /** Writes into the model and the ledger of a run. */
  public SolvedBlockWriter(
      Broadcast<SerializableConfiguration> configuration,
      Path modelDirectory,
      Path statusDirectory,
      Blocks blocks,
      Broadcast<String[]> featureNames,
      List<String> siteLabels,
      List<String> designColumns) {
    this.configuration = configuration;
    this.modelDirectory = modelDirectory.toString();
    this.statusDirectory = statusDirectory.toString();
    this.blocks = blocks;
    this.featureNames = featureNames;
    this.siteLabels = siteLabels.toArray(new String[0]);
    this.designColumns = designColumns.toArray(new String[0]);
  }

  /** Writes a block; returns what it says of every site. */
  List<Tuple2<SiteBlock, SiteSummary>> write(SolvedBlock block, List<SiteTreatment> treatments)
      throws IOException {
    Configuration conf = configuration.value().value();
    String attempt = TaskAttempt.label();
    int index = block.fit().block();
    FeatureLedger ledger = new FeatureLedger(conf, new Path(statusDirectory), index, attempt);
    BlockFiles files =
        new BlockFiles(conf, new Path(modelDirectory), attempt, List.of(designColumns));
    List<Tuple2<SiteBlock, SiteSummary>> summaries = new ArrayList<>();
    BlockPosterior posterior = BlockPosterior.of(block.fit(), treatments);
    int first = blocks.first(index);
    int count = block.fit().featureCount();
    String[] names = Arrays.copyOfRange(featureNames.value(), first, first + count);
    files.writeFeatures(block.fit(), first, names);
    for (int i = 0; i < siteLabels.length; i++) {
      files.writeMoments(block.moments(i), first);
      files.writeEstimates(block.fit(), posterior, i, first);
      SiteTreatment treatment = treatments.get(i);
      SiteSummary summary = new SiteSummary().add(block.fit(), posterior, i, treatment);
      summaries.add(new Tuple2<>(new SiteBlock(i, index), summary));
      for (int v = 0; v < count; v++) {
        FeatureStatus status = treatment.apart(block.fit().status(i, v));
        if (status != FeatureStatus.AS_SITE) {
          ledger.add(names[v], siteLabels[i], block.fit().observed()[i * count + v], status);
        }
      }
    }
    ledger.commit();
    return summaries;
  }
}
