package org.chorale.stats.repeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;

class SubjectSlopesTest {
  @Test
  void slopesAreThoseOfARegressionPerSubject() {
    int scans = 30;
    int subjects = 5;
    Random random = new Random(2);
    double[] time = random.doubles(scans, 2000, 2010).toArray();
    double[] y = random.doubles(scans, 50, 60).toArray();
    int[] subject = IntStream.range(0, scans).map(j -> j % subjects).toArray();
    y[3] = Double.NaN;
    time[9] = Double.NaN;
    subject[11] = -1;
    SubjectSlopes slopes = SubjectSlopes.of(y, time, subject, subjects);
    DescriptiveStatistics expected = new DescriptiveStatistics();
    for (int s = 0; s < subjects; s++) {
      SimpleRegression regression = new SimpleRegression();
      for (int j = 0; j < scans; j++) {
        if (subject[j] == s && !Double.isNaN(y[j] + time[j])) {
          regression.addData(time[j], y[j]);
        }
      }
      assertThat(slopes.slope(s)).isCloseTo(regression.getSlope(), within(1e-9));
      expected.addValue(regression.getSlope());
    }
    assertThat(slopes.count()).isEqualTo(subjects);
    assertThat(slopes.mean()).isCloseTo(expected.getMean(), within(1e-9));
    assertThat(slopes.sd()).isCloseTo(expected.getStandardDeviation(), within(1e-9));
  }

  @Test
  void aSubjectSeenAtOneTimeHasNoSlope() {
    SubjectSlopes slopes =
        SubjectSlopes.of(
            new double[] {1, 2, 5, 9, 4},
            new double[] {0, 3, 7, 7, 1},
            new int[] {0, 0, 1, 1, 2},
            4);
    assertThat(slopes.slope(0)).isCloseTo(1.0 / 3, within(1e-15));
    assertThat(slopes.slope(1)).isNaN();
    assertThat(slopes.slope(2)).isNaN();
    assertThat(slopes.slope(3)).isNaN();
    assertThat(slopes.count()).isEqualTo(1);
    assertThat(slopes.mean()).isEqualTo(slopes.slope(0));
    assertThat(slopes.sd()).isNaN();
  }
}
