package org.chorale.model.diagnosis;

import java.util.List;

/**
 * How alike the sites' distributions of a continuous covariate are: Bhattacharyya coefficients, 1
 * for equal, 0 for disjoint.
 *
 * @param covariate its name
 * @param sites labels, at most some dozen: those with the most scans
 * @param coefficients row by row, symmetric, in the order of the labels
 * @param least pairs that overlap least, in words
 */
public record Overlap(
    String covariate, List<String> sites, List<List<Double>> coefficients, List<String> least) {}
