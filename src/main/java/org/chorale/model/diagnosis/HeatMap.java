package org.chorale.model.diagnosis;

import java.util.List;

/**
 * Site effects, site by group of features.
 *
 * @param columns names of the groups: a feature each, or a run of them
 * @param featuresPerColumn how many features a column has at most
 * @param gammaStar mean γ* of every site and group, in the order of {@link Diagnosis#sites}
 * @param logDeltaStar mean log₂ δ*
 */
public record HeatMap(
    List<String> columns,
    long featuresPerColumn,
    List<List<Double>> gammaStar,
    List<List<Double>> logDeltaStar) {}
