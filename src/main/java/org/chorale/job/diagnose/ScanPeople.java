package org.chorale.job.diagnose;

import java.util.HashMap;
import java.util.Map;
import org.chorale.model.Coding;
import org.chorale.model.Cohort;
import org.chorale.model.InvalidInputException;
import org.chorale.model.ScanTable;
import org.chorale.model.Study;
import org.chorale.stats.diagnosis.People;
import org.chorale.stats.scans.ScansBySite;

/** Who scans are of, from the columns of the scan table that say so. */
final class ScanPeople {
  private ScanPeople() {}

  /**
   * The people.
   *
   * @return null if no column names them
   * @throws InvalidInputException if a time is not a number
   */
  static People of(Study study, ScansBySite scans, DiagnosisRequest request) {
    if (request.subject() == null) {
      return null;
    }
    ScanTable table = study.scans();
    int[] personOf = new int[scans.count()];
    double[] time = request.time() == null ? null : new double[scans.count()];
    Map<String, Integer> indexOf = new HashMap<>();
    for (int s = 0; s < table.size(); s++) {
      if (study.cohort().site(s) == Cohort.OUT) {
        continue;
      }
      String person = table.text(request.subject(), s);
      personOf[scans.place(s)] =
          person == null ? -1 : indexOf.computeIfAbsent(person, name -> indexOf.size());
      if (time != null) {
        time[scans.place(s)] = time(table, request.time(), s);
      }
    }
    return new People(personOf, scans.siteOfPlaces(), scans.siteCount(), time);
  }

  private static double time(ScanTable table, String column, int scan) {
    String text = table.text(column, scan);
    double time = text == null ? Double.NaN : Coding.Continuous.number(text);
    if (text != null && Double.isNaN(time)) {
      throw new InvalidInputException(
          "%s: time '%s' of scan %s is '%s', not a number; correct it, or leave out --time"
              .formatted(table.where(column, scan), column, table.id(scan), text));
    }
    return time;
  }
}
