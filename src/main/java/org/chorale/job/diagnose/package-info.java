/**
 * Diagnoses what harmonisation did: every feature's values in all scans are read once more, before
 * and after side by side, and all statistics are made of them in that one pass.
 *
 * <p>{@link org.chorale.job.diagnose.FeatureDiagnosisJob} writes a row per feature and sums
 * projections of the scans; {@link org.chorale.job.diagnose.FeatureColumns} reads columns back, one
 * at a time, to be summarised; {@link org.chorale.job.diagnose.SiteEffectsJob} reads the model site
 * by site, {@link org.chorale.job.diagnose.MeanEffectsJob} feature by feature for maps of voxels.
 * What is found becomes a {@link org.chorale.model.diagnosis.Diagnosis}. Values are read, never
 * shuffled: shuffles carry projections, whose size is that of scans.
 */
package org.chorale.job.diagnose;
