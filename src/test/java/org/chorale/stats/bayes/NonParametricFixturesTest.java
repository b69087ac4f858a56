package org.chorale.stats.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chorale.fixtures.Distance;
import org.chorale.fixtures.Fixture;
import org.chorale.fixtures.Fixture.Covariate;
import org.chorale.fixtures.FixtureTable;
import org.chorale.stats.adjust.Adjustment;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.nonparametric.NonParametricPrior;
import org.chorale.stats.nonparametric.PriorDraws;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.regression.PooledRegression;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The core from moments to adjusted values gives the numbers of sva and neuroCombat. */
class NonParametricFixturesTest {
  /** Of γ* and δ*, which are of order one: as the reference cases of the command. */
  private static final double ESTIMATES = 1e-8;

  private Fixture fixture;
  private List<String> features;
  private List<List<String>> scans;
  private int[] site;
  private int siteCount;
  private int reference;
  private double[][] z;
  private double[][] y;

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "nc_nonpar_cov_testdata",
        "nc_nonpar_meanonly_nocov_testdata",
        "nc_nonpar_meanonly_ref_cov_testdata",
        "nc_nonpar_ref_nocov_testdata",
        "sva_meanonly_nonpar_nocov_testdata",
        "sva_nonpar_cov_testdata",
        "sva_nonpar_nocov_bladder200"
      })
  void theReferencesNumbersComeOut(String name) {
    assumeTrue(
        Fixture.find(name).isPresent(),
        () -> "the case " + name + " is not in " + Fixture.places() + "; left out");
    read(name);
    BlockFit fit = fit();
    BlockPosterior posterior = BlockPosterior.of(fit, treatments(fit));
    double tolerance = fixture.tolerance("expected").orElseThrow();
    FixtureTable expected = fixture.table("expected").orElseThrow();
    Distance values = Distance.NONE;
    for (int s = 0; s < scans.size(); s++) {
      double[] adjusted = adjusted(fit, posterior, s);
      for (int v = 0; v < features.size(); v++) {
        String feature = features.get(v);
        double wanted = expected.number(scans.get(s), feature);
        values =
            values.or(
                Distance.of(wanted, adjusted[v], expected.sd(feature)),
                scans.get(s) + " " + feature);
      }
    }
    assertThat(values.max())
        .as("harmonised values, in sd, at " + values.where())
        .isLessThan(tolerance);
    checkEstimates("gamma_star", posterior.gammaStar());
    checkEstimates("delta_star", posterior.deltaStar());
  }

  private void read(String name) {
    fixture = Fixture.find(name).orElseThrow();
    FixtureTable input = fixture.input();
    features = fixture.features();
    scans = List.copyOf(input.keys());
    List<String> labels = fixture.sites();
    siteCount = labels.size();
    reference = fixture.referenceSite().map(labels::indexOf).orElse(PooledRegression.NO_REFERENCE);
    site = new int[scans.size()];
    z = new double[scans.size()][];
    y = new double[scans.size()][];
    for (int s = 0; s < scans.size(); s++) {
      List<String> scan = scans.get(s);
      site[s] = labels.indexOf(input.text(scan, fixture.siteColumn()));
      z[s] = design(input, scan);
      y[s] = features.stream().mapToDouble(feature -> input.number(scan, feature)).toArray();
    }
  }

  /** An indicator for every level but the first; continuous covariates as they are. */
  private double[] design(FixtureTable input, List<String> scan) {
    List<Double> row = new ArrayList<>();
    for (Covariate covariate : fixture.covariates()) {
      if (covariate.categorical()) {
        for (String level : covariate.levels().subList(1, covariate.levels().size())) {
          row.add(level.equals(input.text(scan, covariate.name())) ? 1.0 : 0.0);
        }
      } else {
        row.add(input.number(scan, covariate.name()));
      }
    }
    return row.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private BlockFit fit() {
    List<BlockMoments> moments = new ArrayList<>();
    for (int i = 0; i < siteCount; i++) {
      moments.add(new BlockMoments(i, 0, features.size(), z[0].length));
    }
    for (int s = 0; s < scans.size(); s++) {
      moments.get(site[s]).addScan(z[s], 0, y[s], 0);
    }
    return new PooledRegression(reference).solve(moments);
  }

  private List<SiteTreatment> treatments(BlockFit fit) {
    List<SiteTreatment> treatments = new ArrayList<>();
    Effects effects = fixture.meanOnly() ? Effects.LOCATION : Effects.LOCATION_AND_SCALE;
    for (int i = 0; i < siteCount; i++) {
      PriorDraws draws = new PriorDraws().add(fit, i);
      int ofSite = i;
      long scanCount = Arrays.stream(site).filter(of -> of == ofSite).count();
      treatments.add(
          i == reference
              ? SiteTreatment.raw(Effects.NONE)
              : SiteTreatment.nonParametric(
                  effects, NonParametricPrior.of(draws, !fixture.meanOnly(), scanCount)));
    }
    return treatments;
  }

  private double[] adjusted(BlockFit fit, BlockPosterior posterior, int scan) {
    if (site[scan] == reference) {
      return y[scan];
    }
    int count = features.size();
    int from = site[scan] * count;
    double[] out = new double[count];
    new Adjustment(
            fit.alpha(),
            fit.beta(),
            fit.sigma2(),
            Arrays.copyOfRange(posterior.gammaStar(), from, from + count),
            Arrays.copyOfRange(posterior.deltaStar(), from, from + count))
        .adjust(z[scan], 0, y[scan], out, 0, new double[count]);
    return out;
  }

  private void checkEstimates(String table, double[] actual) {
    FixtureTable expected = fixture.table(table).orElse(null);
    if (expected == null) {
      return;
    }
    List<String> labels = fixture.sites();
    for (int i = 0; i < siteCount; i++) {
      for (int v = 0; v < features.size() && i != reference; v++) {
        double wanted = expected.number(List.of(labels.get(i)), features.get(v));
        double unit = Math.max(1, Math.abs(wanted));
        assertThat(Distance.of(wanted, actual[i * features.size() + v], unit))
            .as("%s of %s at %s", table, features.get(v), labels.get(i))
            .isLessThan(ESTIMATES);
      }
    }
  }
}
