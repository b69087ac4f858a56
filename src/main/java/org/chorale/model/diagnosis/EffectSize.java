package org.chorale.model.diagnosis;

/**
 * A size of site's effect, over all features.
 *
 * @param name {@code partial-eta-squared}, {@code between-site-variance}, {@code variance-ratio}
 * @param title for people
 * @param quantiles before and after
 */
public record EffectSize(String name, String title, BeforeAfter<Quantiles> quantiles) {}
