package org.chorale.job.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.chorale.stats.compare.SitePrediction;

/**
 * Which scans a classifier of sites is trained and tested on: folds by person, balanced over sites,
 * the same for equal scans and seed. Sites of which fewer people are than folds are left out, and
 * people beyond some thousand scans, at random.
 */
final class CrossValidation {
  static final int FOLDS = 5;

  /** Scans that a classifier meets. */
  static final int MOST_SCANS = 5000;

  private static final int PERMUTATIONS = 999;
  private static final double UPPER = 0.95;

  private final int[] places;
  private final int[] labelOf;
  private final int[] foldOf;
  private final int siteCount;
  private final long seed;

  private CrossValidation(int[] places, int[] labelOf, int[] foldOf, int siteCount, long seed) {
    this.places = places;
    this.labelOf = labelOf;
    this.foldOf = foldOf;
    this.siteCount = siteCount;
    this.seed = seed;
  }

  /**
   * Draws folds.
   *
   * @param siteOf site of every place
   * @param personOf person of every place; null if nobody is named, then every scan is on its own
   */
  static CrossValidation of(int[] siteOf, int siteCount, int[] personOf, long seed) {
    Map<Integer, List<Integer>> scansOf = new TreeMap<>();
    for (int place = 0; place < siteOf.length; place++) {
      scansOf.computeIfAbsent(person(personOf, place), p -> new ArrayList<>()).add(place);
    }
    List<List<Integer>> peopleOf = new ArrayList<>();
    for (int i = 0; i < siteCount; i++) {
      peopleOf.add(new ArrayList<>());
    }
    List<Integer> people = new ArrayList<>(scansOf.keySet());
    Collections.shuffle(people, new Random(seed));
    people.forEach(person -> peopleOf.get(siteOf[scansOf.get(person).get(0)]).add(person));
    double share = Math.min(1, (double) MOST_SCANS / siteOf.length);
    int[] label = new int[siteCount];
    int labels = 0;
    Map<Integer, Integer> foldOfPerson = new TreeMap<>();
    int next = 0;
    for (int i = 0; i < siteCount; i++) {
      List<Integer> own = peopleOf.get(i);
      label[i] = own.size() < FOLDS ? -1 : labels++;
      int taken = own.size() < FOLDS ? 0 : (int) Math.max(FOLDS, own.size() * share);
      for (int person : own.subList(0, taken)) {
        foldOfPerson.put(person, next++ % FOLDS);
      }
    }
    int[] places =
        foldOfPerson.keySet().stream()
            .flatMap(person -> scansOf.get(person).stream())
            .mapToInt(place -> place)
            .filter(place -> label[siteOf[place]] >= 0)
            .sorted()
            .toArray();
    return new CrossValidation(
        places,
        Arrays.stream(places).map(place -> label[siteOf[place]]).toArray(),
        Arrays.stream(places).map(place -> foldOfPerson.get(person(personOf, place))).toArray(),
        labels,
        seed);
  }

  /** Scans of nobody are people of their own, below 0. */
  private static int person(int[] personOf, int place) {
    boolean named = personOf != null && personOf[place] >= 0;
    return named ? personOf[place] : -1 - place;
  }

  /** Places of the scans that take part. */
  int[] places() {
    return places;
  }

  /** Site of the k-th of them, counted over those to be told apart. */
  int label(int k) {
    return labelOf[k];
  }

  /** Its fold. */
  int fold(int k) {
    return foldOf[k];
  }

  /** Sites to be told apart. */
  int siteCount() {
    return siteCount;
  }

  /** Whether there is something to tell apart. */
  boolean isPossible() {
    return siteCount > 1;
  }

  double balancedAccuracy(int[] predicted) {
    return balancedAccuracy(labelOf, predicted);
  }

  private double balancedAccuracy(int[] labels, int[] predicted) {
    long[] confusion = new long[siteCount * siteCount];
    for (int k = 0; k < labels.length; k++) {
      confusion[labels[k] * siteCount + predicted[k]]++;
    }
    return SitePrediction.balancedAccuracy(confusion, siteCount);
  }

  /**
   * Accuracies once true sites are dealt to the scans anew and predictions left as they are, in
   * ascending order: what comes out if predictions have nothing to do with sites. Nothing is
   * trained again.
   */
  double[] permuted(int[] predicted) {
    Random random = new Random(seed);
    double[] accuracies = new double[PERMUTATIONS];
    int[] labels = labelOf.clone();
    for (int b = 0; b < PERMUTATIONS; b++) {
      for (int k = labels.length - 1; k > 0; k--) {
        int other = random.nextInt(k + 1);
        int label = labels[k];
        labels[k] = labels[other];
        labels[other] = label;
      }
      accuracies[b] = balancedAccuracy(labels, predicted);
    }
    Arrays.sort(accuracies);
    return accuracies;
  }

  /** The value that 95 % of sorted accuracies don't exceed. */
  static double upper(double[] sorted) {
    return sorted[(int) Math.ceil(UPPER * sorted.length) - 1];
  }
}
