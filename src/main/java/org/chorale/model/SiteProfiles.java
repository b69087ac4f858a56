package org.chorale.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Who was scanned at every site: its covariates, as numbers and in words. */
public final class SiteProfiles {
  private final Study study;
  private final int[][] scansOf;

  /** Of the scans that take part. */
  public SiteProfiles(Study study) {
    this.study = study;
    scansOf = new int[study.cohort().sites().size()][];
    for (int i = 0; i < scansOf.length; i++) {
      int site = i;
      scansOf[i] =
          IntStream.range(0, study.scans().size())
              .filter(s -> study.cohort().site(s) == site)
              .toArray();
    }
  }

  /** The covariates that are numbers. */
  public List<Coding> numeric() {
    return study.design().codings().stream()
        .filter(coding -> !(coding instanceof Coding.Categorical))
        .toList();
  }

  /** Values of such a covariate at a site, in the order of the scan table. */
  public double[] values(Coding coding, int site) {
    return Arrays.stream(scansOf[site])
        .mapToDouble(s -> Coding.Continuous.number(study.scans().text(coding.name(), s)))
        .toArray();
  }

  /** A phrase for every covariate: {@code age 8 to 17, mean 12.3}, {@code sex F 12, M 9}. */
  public List<String> words(int site) {
    List<String> words = new ArrayList<>();
    for (Coding coding : study.design().codings()) {
      words.add(
          coding instanceof Coding.Categorical categorical
              ? levels(categorical, site)
              : range(coding, site));
    }
    return words;
  }

  private String levels(Coding.Categorical coding, int site) {
    List<String> counts = new ArrayList<>();
    for (String level : coding.levels()) {
      long count =
          Arrays.stream(scansOf[site])
              .filter(s -> level.equals(study.scans().text(coding.name(), s)))
              .count();
      counts.add("%s %,d".formatted(level, count));
    }
    return coding.name() + " " + String.join(", ", counts);
  }

  private String range(Coding coding, int site) {
    double[] values = values(coding, site);
    return String.format(
        Locale.ROOT,
        "%s %.4g to %.4g, mean %.4g",
        coding.name(),
        Arrays.stream(values).min().orElse(Double.NaN),
        Arrays.stream(values).max().orElse(Double.NaN),
        Arrays.stream(values).average().orElse(Double.NaN));
  }
}
