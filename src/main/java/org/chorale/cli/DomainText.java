package org.chorale.cli;

import org.chorale.job.domain.OutsideValues;
import org.chorale.model.Domains;

/** What a run does about features with bounds, in words. */
final class DomainText {
  private DomainText() {}

  static String of(Domains domains) {
    return String.join(", ", domains.rules())
        + (domains.isCheckOnly()
            ? "; checked only: values that leave them are counted"
            : "; harmonised inside them, positive on the log and unit on the logit scale");
  }

  /**
   * What was counted.
   *
   * @param inside whether features were harmonised inside their domains
   */
  static String of(OutsideValues outside, boolean inside) {
    String counted =
        "%,d of %,d values, of %,d of %,d features"
            .formatted(
                outside.valuesOutside(),
                outside.values(),
                outside.featuresOutside(),
                outside.features());
    if (outside.valuesOutside() == 0) {
      return inside
          ? "Domains: no value left its domain, nor would one without --domain."
          : "Domains: no value left its domain.";
    }
    return inside
        ? "Domains: no value left its domain; without --domain %s, would have (status/domains.csv)."
            .formatted(counted)
        : "Domains: %s, left their domain (status/domains.csv); leave --domain-check out to harmonise inside it."
            .formatted(counted);
  }
}
