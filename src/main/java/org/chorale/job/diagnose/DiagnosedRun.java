package org.chorale.job.diagnose;

import org.apache.hadoop.fs.Path;
import org.chorale.io.matrix.FeatureMatrix;
import org.chorale.job.apply.ModelSlices;
import org.chorale.job.fit.BlockNames;
import org.chorale.job.fit.SolveOutcome;
import org.chorale.job.values.BlockValues;
import org.chorale.model.Blocks;
import org.chorale.model.CodedScans;
import org.chorale.model.Study;
import org.chorale.model.diagnosis.RunSummary;

/**
 * A run to be diagnosed.
 *
 * @param study its scans, sites and covariates, of the first batch variable
 * @param blocks how features are cut
 * @param names of the features
 * @param values before, on the scale on which they are harmonised
 * @param coded scans with their groups as {@code slices} know them
 * @param slices estimates that harmonise; null if that happened elsewhere
 * @param elsewhere values that were harmonised elsewhere; null if {@code slices} do
 * @param solved what was estimated
 * @param model where it lies
 * @param matrix if the features are one's; else null
 * @param summary what the run was
 */
public record DiagnosedRun(
    Study study,
    Blocks blocks,
    BlockNames names,
    BlockValues values,
    CodedScans coded,
    ModelSlices slices,
    ElsewhereHarmonised elsewhere,
    SolveOutcome solved,
    Path model,
    FeatureMatrix matrix,
    RunSummary summary) {

  /**
   * Values of the same scans and features from another table or matrix.
   *
   * @param values by block, cut alike
   * @param coded its scans
   */
  public record ElsewhereHarmonised(BlockValues values, CodedScans coded) {}
}
