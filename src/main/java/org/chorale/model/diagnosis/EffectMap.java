package org.chorale.model.diagnosis;

/**
 * A picture over the mask: slices of a volume.
 *
 * @param title what it shows
 * @param caption scale and unit in words
 * @param png the image, Base64
 */
public record EffectMap(String title, String caption, String png) {}
