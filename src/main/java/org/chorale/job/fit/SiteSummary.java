package org.chorale.job.fit;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chorale.stats.bayes.BlockPosterior;
import org.chorale.stats.bayes.SiteTreatment;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.regression.FeatureStatus;

/** What was estimated for one site over all features: the numbers of the run's summary. */
public final class SiteSummary implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] byStatus = new long[FeatureStatus.values().length];
  private double absoluteLocation;
  private long adjusted;
  private double smallestScale = Double.POSITIVE_INFINITY;
  private double largestScale = Double.NEGATIVE_INFINITY;
  private double errorBound;

  /** Adds the features of a block. */
  SiteSummary add(BlockFit fit, BlockPosterior posterior, int site, SiteTreatment treatment) {
    int count = fit.featureCount();
    errorBound = Math.max(errorBound, posterior.errorBound(site));
    for (int v = 0; v < count; v++) {
      FeatureStatus status = fit.status(site, v);
      byStatus[indexOf(treatment.apart(status))]++;
      if (status.hasLocation()) {
        adjusted++;
        absoluteLocation += Math.abs(posterior.gammaStar()[site * count + v]);
      }
      if (status.hasScale()) {
        double scale = posterior.deltaStar()[site * count + v];
        smallestScale = Math.min(smallestScale, scale);
        largestScale = Math.max(largestScale, scale);
      }
    }
    return this;
  }

  /** Adds the features of another; {@code other} is left as it is. */
  SiteSummary merge(SiteSummary other) {
    for (int k = 0; k < byStatus.length; k++) {
      byStatus[k] += other.byStatus[k];
    }
    absoluteLocation += other.absoluteLocation;
    adjusted += other.adjusted;
    smallestScale = Math.min(smallestScale, other.smallestScale);
    largestScale = Math.max(largestScale, other.largestScale);
    errorBound = Math.max(errorBound, other.errorBound);
    return this;
  }

  @SuppressWarnings("EnumOrdinal")
  private static int indexOf(FeatureStatus status) {
    return status.ordinal();
  }

  /** Features with this status at the site. */
  public long count(FeatureStatus status) {
    return byStatus[indexOf(status)];
  }

  /** (feature, site) pairs by reason code, over sites; those without any are left out. */
  public static Map<String, Long> countsByReason(List<SiteSummary> sites) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (FeatureStatus status : FeatureStatus.values()) {
      long pairs = sites.stream().mapToLong(site -> site.count(status)).sum();
      if (pairs > 0) {
        counts.put(status.reasonCode(), pairs);
      }
    }
    return counts;
  }

  /** Features whose location is removed. */
  public long adjusted() {
    return adjusted;
  }

  /** Mean |γ*| over those, in σ; NaN of none. */
  public double meanAbsoluteLocation() {
    return absoluteLocation / adjusted;
  }

  /** Largest bound of the error of a posterior that was accelerated, in σ; 0 if none has one. */
  public double errorBound() {
    return errorBound;
  }

  /** Smallest δ* of a feature whose scale is removed; infinite if none is. */
  public double smallestScale() {
    return smallestScale;
  }

  /** Largest δ*; negative infinite if none is. */
  public double largestScale() {
    return largestScale;
  }
}
