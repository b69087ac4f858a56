package org.chorale.io.modeldir;

/** Estimates of one site for one block, an entry per feature; NaN where there is none. */
public final class SiteEstimates {
  private final long[] observed;
  private final String[] status;
  private final double[] gammaHat;
  private final double[] deltaHat;
  private final double[] gammaStar;
  private final double[] deltaStar;

  SiteEstimates(
      long[] observed,
      String[] status,
      double[] gammaHat,
      double[] deltaHat,
      double[] gammaStar,
      double[] deltaStar) {
    this.observed = observed;
    this.status = status;
    this.gammaHat = gammaHat;
    this.deltaHat = deltaHat;
    this.gammaStar = gammaStar;
    this.deltaStar = deltaStar;
  }

  /** Observed scans. */
  public long[] observed() {
    return observed;
  }

  /** Reason codes. */
  public String[] status() {
    return status;
  }

  /** γ̂. */
  public double[] gammaHat() {
    return gammaHat;
  }

  /** δ̂. */
  public double[] deltaHat() {
    return deltaHat;
  }

  /** γ*. */
  public double[] gammaStar() {
    return gammaStar;
  }

  /** δ*. */
  public double[] deltaStar() {
    return deltaStar;
  }
}
