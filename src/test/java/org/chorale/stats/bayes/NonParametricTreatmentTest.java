package org.chorale.stats.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.chorale.stats.moments.BlockMoments;
import org.chorale.stats.nonparametric.NonParametricPrior;
import org.chorale.stats.nonparametric.PriorDraws;
import org.chorale.stats.regression.BlockFit;
import org.chorale.stats.regression.FeatureStatus;
import org.chorale.stats.regression.PooledRegression;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;

class NonParametricTreatmentTest {
  private static final int FEATURES = 300;
  private static final int[] SCANS = {9, 6};

  /** A feature with one value at the second site. */
  private static final int ONE_VALUE = 17;

  private final double[] values =
      new Random(9).doubles((long) FEATURES * (SCANS[0] + SCANS[1])).toArray();

  private BlockFit fit(int block, int from, int to) {
    List<BlockMoments> sites = new ArrayList<>();
    int scan = 0;
    for (int i = 0; i < SCANS.length; i++) {
      sites.add(new BlockMoments(i, block, to - from, 0));
      for (int s = 0; s < SCANS[i]; s++) {
        double[] y = Arrays.copyOfRange(values, scan * FEATURES + from, scan * FEATURES + to);
        if (i == 1 && s > 0 && from <= ONE_VALUE && ONE_VALUE < to) {
          y[ONE_VALUE - from] = Double.NaN;
        }
        sites.get(i).addScan(new double[0], 0, y, 0);
        scan++;
      }
    }
    return new PooledRegression(PooledRegression.NO_REFERENCE).solve(sites);
  }

  private static List<SiteTreatment> treatments(List<BlockFit> fits, boolean accelerated) {
    List<SiteTreatment> treatments = new ArrayList<>();
    for (int i = 0; i < SCANS.length; i++) {
      PriorDraws draws = new PriorDraws();
      for (BlockFit fit : fits) {
        draws.merge(new PriorDraws().add(fit, i));
      }
      NonParametricPrior prior =
          accelerated
              ? NonParametricPrior.accelerated(draws, true, SCANS[i])
              : NonParametricPrior.of(draws, true, SCANS[i]);
      treatments.add(SiteTreatment.nonParametric(Effects.LOCATION_AND_SCALE, prior));
    }
    return treatments;
  }

  @Test
  void blocksCutAnywhereGiveTheSameBits() {
    for (boolean accelerated : new boolean[] {false, true}) {
      BlockFit whole = fit(0, 0, FEATURES);
      BlockPosterior expected = BlockPosterior.of(whole, treatments(List.of(whole), accelerated));
      for (int width : new int[] {1, 7, 128, 299}) {
        List<BlockFit> fits = new ArrayList<>();
        for (int from = 0; from < FEATURES; from += width) {
          fits.add(0, fit(from / width, from, Math.min(FEATURES, from + width)));
        }
        List<SiteTreatment> treatments = treatments(fits, accelerated);
        for (BlockFit fit : fits) {
          BlockPosterior actual = BlockPosterior.of(fit, treatments);
          for (int at = 0; at < actual.gammaStar().length; at++) {
            int site = at / fit.featureCount();
            int in = site * FEATURES + fit.block() * width + at % fit.featureCount();
            assertThat(actual.gammaStar()[at]).isEqualTo(expected.gammaStar()[in]);
            assertThat(actual.deltaStar()[at]).isEqualTo(expected.deltaStar()[in]);
          }
        }
      }
    }
  }

  @Test
  void aFeatureWithOneValueIsShrunkByItsLocationOnly() {
    BlockFit fit = fit(0, 0, FEATURES);
    assertThat(fit.status(1, ONE_VALUE)).isEqualTo(FeatureStatus.ONE_VALUE_AT_SITE);
    BlockPosterior posterior = BlockPosterior.of(fit, treatments(List.of(fit), false));
    double gammaStar = posterior.gammaStar()[FEATURES + ONE_VALUE];
    assertThat(Math.abs(gammaStar)).isLessThan(Math.abs(fit.gammaHat()[FEATURES + ONE_VALUE]));
    assertThat(posterior.deltaStar()[FEATURES + ONE_VALUE]).isEqualTo(1);
  }

  @Test
  void aMeanOnlySiteKeepsItsScales() {
    BlockFit fit = fit(0, 0, FEATURES);
    PriorDraws draws = new PriorDraws().add(fit, 0);
    SiteTreatment treatment =
        SiteTreatment.nonParametric(Effects.LOCATION, NonParametricPrior.of(draws, false, 9));
    BlockPosterior posterior =
        BlockPosterior.of(fit, List.of(treatment, SiteTreatment.raw(Effects.NONE)));
    assertThat(posterior.deltaStar()).containsOnly(1);
    assertThat(Arrays.copyOf(posterior.deltaHat(), FEATURES)).containsOnly(1);
    assertThat(treatment.isNonParametric()).isTrue();
    assertThat(treatment.iterates()).isFalse();
    assertThat(treatment.prior()).isNull();
  }

  @Test
  void travelsByJavaAndByKryo() throws IOException, ClassNotFoundException {
    BlockFit fit = fit(0, 0, FEATURES);
    for (boolean accelerated : new boolean[] {false, true}) {
      List<SiteTreatment> treatments = treatments(List.of(fit), accelerated);
      double[] expected = BlockPosterior.of(fit, treatments).deltaStar();
      List<SiteTreatment> byJava = new ArrayList<>();
      List<SiteTreatment> byKryo = new ArrayList<>();
      SerializerInstance kryo = new KryoSerializer(new SparkConf(false)).newInstance();
      ClassTag<SiteTreatment> type = ClassTag.apply(SiteTreatment.class);
      for (SiteTreatment treatment : treatments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(treatment);
        byJava.add(
            (SiteTreatment)
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
        byKryo.add(kryo.deserialize(kryo.serialize(treatment, type), type));
      }
      assertThat(BlockPosterior.of(fit, byJava).deltaStar()).isEqualTo(expected);
      assertThat(BlockPosterior.of(fit, byKryo).deltaStar()).isEqualTo(expected);
    }
  }
}
