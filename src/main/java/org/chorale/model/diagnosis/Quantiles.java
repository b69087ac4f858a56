package org.chorale.model.diagnosis;

/** Quantiles over features, and the mean. */
public record Quantiles(
    double p05, double p25, double median, double p75, double p95, double mean) {}
