package org.chorale.model.diagnosis;

import java.util.List;
import java.util.Map;

/**
 * What was diagnosed and how it was harmonised.
 *
 * @param id of the run
 * @param program name and version
 * @param inputs files, as the user named them
 * @param method in words: {@code ComBat, location and scale, parametric empirical Bayes}
 * @param siteColumns columns that name the site
 * @param covariates that were preserved, each in words: {@code age (linear)}
 * @param options all of the run, resolved, by name
 * @param scans N
 * @param scansLeftOut that took no part
 * @param subjects people, 0 if no column names them
 * @param features V
 * @param featureNoun {@code features}, {@code voxels}
 * @param firstFeatures some names
 * @param statuses (site, feature) pairs by status: {@code harmonised}, {@code constant-feature} …
 * @param warnings of the run, as sentences
 */
public record RunSummary(
    String id,
    String program,
    List<String> inputs,
    String method,
    List<String> siteColumns,
    List<String> covariates,
    Map<String, String> options,
    long scans,
    long scansLeftOut,
    long subjects,
    long features,
    String featureNoun,
    List<String> firstFeatures,
    Map<String, Long> statuses,
    List<String> warnings) {
  /** Option that names the files of values that were harmonised elsewhere. */
  public static final String HARMONISED_ELSEWHERE = "harmonised";
}
