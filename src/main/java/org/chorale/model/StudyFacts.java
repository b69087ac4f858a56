package org.chorale.model;

import java.util.List;

/**
 * What a fit knows of a study beside its values: the choices, the design and the sites.
 *
 * @param specification what is asked for
 * @param design coding of the covariates
 * @param sites by index
 */
public record StudyFacts(Specification specification, Design design, List<Site> sites) {
  /** Copies the list. */
  public StudyFacts {
    sites = List.copyOf(sites);
  }

  /** Index of the reference site, or −1. */
  public int reference() {
    for (int i = 0; i < sites.size(); i++) {
      if (sites.get(i).reason() == Site.Reason.REFERENCE_SITE) {
        return i;
      }
    }
    return -1;
  }

  /** Labels of the sites. */
  public List<String> labels() {
    return sites.stream().map(Site::label).toList();
  }
}
