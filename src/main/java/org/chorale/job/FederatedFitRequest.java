package org.chorale.job;

import java.util.List;
import org.chorale.io.publish.Overwrite;

/**
 * Of whose moments a model is fitted.
 *
 * @param moments directories that {@link SiteMoments} wrote
 * @param output directory of the model
 * @param overwrite what becomes of what is in the way
 */
public record FederatedFitRequest(List<String> moments, String output, Overwrite overwrite) {
  /** Copies the list. */
  public FederatedFitRequest {
    moments = List.copyOf(moments);
  }
}
