package org.chorale.model;

/**
 * Moments that sites let go: the design they were summed by, the sites, and the rule they kept.
 *
 * @param design what was agreed on
 * @param model the sites with their scans' moments and how features are cut; no estimates
 * @param minDisclosure fewest scans of a site, or with a level, of which sums were let go
 */
public record SharedMoments(SharedDesign design, Model model, int minDisclosure) {}
