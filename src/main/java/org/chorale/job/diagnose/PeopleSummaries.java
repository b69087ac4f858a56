package org.chorale.job.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.chorale.model.Site;
import org.chorale.model.Study;
import org.chorale.model.diagnosis.TravellingSubjects;
import org.chorale.model.diagnosis.WithinSlopes;
import org.chorale.stats.diagnosis.Measure;
import org.chorale.stats.diagnosis.People;

/** What the table of features says of people with several scans. */
final class PeopleSummaries {
  private final People people;
  private final FeatureSummaries features;
  private final Study study;
  private final DiagnosisRequest request;

  PeopleSummaries(People people, FeatureSummaries features, Study study, DiagnosisRequest request) {
    this.people = people;
    this.features = features;
    this.study = study;
    this.request = request;
  }

  /** Null if nobody was scanned at several sites. */
  TravellingSubjects travelling() throws IOException {
    if (people == null || people.travellers() == 0) {
      return null;
    }
    List<Site> sites = study.cohort().sites();
    List<TravellingSubjects.Pair> pairs = new ArrayList<>();
    for (int pair = 0; pair < people.pairs().length; pair++) {
      int index = pair;
      int[] two = people.pairs()[pair];
      pairs.add(
          new TravellingSubjects.Pair(
              sites.get(two[0]).label(),
              sites.get(two[1]).label(),
              two[2],
              features.each(state -> features.medianSize(FeatureTable.bias(index, state)))));
    }
    return new TravellingSubjects(
        people.travellers(),
        people.travellersScans(),
        features.each(
            state ->
                new TravellingSubjects.Agreement(
                    features.median(Measure.WITHIN_DIFFERENCE, state),
                    features.median(Measure.ICC21, state),
                    features.median(Measure.ICC31, state),
                    features.median(Measure.WITHIN_VARIATION, state))),
        pairs);
  }

  /** Null if time is not looked at, or nobody has two times. */
  WithinSlopes slopes() throws IOException {
    if (people == null || !people.hasTime() || people.followed() == 0) {
      return null;
    }
    return new WithinSlopes(
        request.time(),
        people.followed(),
        features.each(
            state ->
                new WithinSlopes.Slopes(
                    features.median(Measure.SLOPE_MEAN, state),
                    features.median(Measure.SLOPE_SD, state))));
  }
}
