package org.chorale.stats.regression;

import java.util.Locale;

/** What a feature's values at a site allow. The names are the reason codes of the ledger. */
public enum FeatureStatus {
  /** Treated as its site's method says. */
  AS_SITE(Effect.FULL),
  /** No value at this site; fitted on the sites that have it. */
  MISSING_AT_SITE(Effect.NONE),
  /** One observed value at this site: location only. */
  ONE_VALUE_AT_SITE(Effect.LOCATION),
  /** Values vary at this site, their residuals don't: location only, out of the scale prior. */
  NO_RESIDUAL_AT_SITE(Effect.LOCATION),
  /**
   * More than half of its residuals at this site are equal, so that they have no robust scale: the
   * variance is taken.
   */
  NO_ROBUST_SCALE_AT_SITE(Effect.FULL),
  /** The same value in every scan; passed through. */
  CONSTANT(Effect.NONE),
  /** The same value in all scans of some site; passed through at all sites, as sva does. */
  CONSTANT_WITHIN_A_SITE(Effect.NONE),
  /** No value in any scan; passed through. */
  NEVER_OBSERVED(Effect.NONE),
  /** Observed at one site only: nothing to harmonise with; passed through. */
  OBSERVED_AT_ONE_SITE(Effect.NONE),
  /** The scans that have it don't determine the covariate effects; passed through. */
  CONFOUNDED_WHERE_OBSERVED(Effect.NONE),
  /** Site and covariates explain it entirely; passed through. */
  NO_RESIDUAL(Effect.NONE),
  /** Squares of its values are larger than a double holds; passed through. */
  OVERFLOW(Effect.NONE),
  /** Not observed, or without residual, at the reference site; passed through. */
  UNUSABLE_AT_REFERENCE(Effect.NONE),
  /** The model that is applied passes it through. */
  PASSED_THROUGH_BY_MODEL(Effect.NONE);

  private enum Effect {
    FULL,
    LOCATION,
    NONE
  }

  private static final FeatureStatus[] VALUES = values();

  private final Effect effect;

  FeatureStatus(Effect effect) {
    this.effect = effect;
  }

  /** Whether a location effect is estimated and removed. */
  public boolean hasLocation() {
    return effect != Effect.NONE;
  }

  /** Whether a scale effect is estimated and, unless the site is mean-only, removed. */
  public boolean hasScale() {
    return effect == Effect.FULL;
  }

  /** Whether the feature is left as it is at every site. */
  public boolean isPassedThrough() {
    return effect == Effect.NONE && this != MISSING_AT_SITE;
  }

  /** One byte for it, within a run of one version; files hold names. */
  @SuppressWarnings("EnumOrdinal")
  byte code() {
    return (byte) ordinal();
  }

  /** The status of a {@link #code}. */
  static FeatureStatus of(byte code) {
    return VALUES[code];
  }

  /** The reason code in lower case, as it stands in files. */
  public String reasonCode() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
