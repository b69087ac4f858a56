package org.chorale.model;

import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.moments.ScanMoments;

/**
 * What a model knows of one site beside its features.
 *
 * @param site label, scans, method and why
 * @param scans n, z̄ and Czz of its scans
 * @param treatment priors and steps
 */
public record ModelSite(Site site, ScanMoments scans, SiteTreatment treatment) {}
