package org.chorale.stats.diagnosis;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Who the scans are of: people by place of their scans, those scanned at several sites, and the
 * pairs of sites that have most of them in common. Immutable; travels.
 */
public final class People implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Pairs of sites of which agreement is reported. */
  public static final int MOST_PAIRS = 10;

  private final int[] personOf;
  private final int[] siteOf;
  private final int personCount;
  private final double[] time;
  private final int[] rowOf;
  private final int[] columnOf;
  private final int travellers;
  private final int columns;
  private final int[][] pairs;

  /**
   * @param personOf person of every place, from 0 on, negative if nobody is named; kept
   * @param siteOf site of every place; kept
   * @param siteCount S
   * @param time of every place, NaN if it isn't known; null if time is not looked at; kept
   */
  public People(int[] personOf, int[] siteOf, int siteCount, double[] time) {
    this.personOf = personOf;
    this.siteOf = siteOf;
    this.time = time;
    personCount = Arrays.stream(personOf).max().orElse(-1) + 1;
    boolean[] seen = new boolean[personCount * siteCount];
    for (int place = 0; place < personOf.length; place++) {
      if (personOf[place] >= 0) {
        seen[personOf[place] * siteCount + siteOf[place]] = true;
      }
    }
    rowOf = new int[personCount];
    columnOf = new int[siteCount];
    Arrays.fill(rowOf, -1);
    Arrays.fill(columnOf, -1);
    int rows = 0;
    TreeMap<Integer, Integer> common = new TreeMap<>();
    for (int person = 0; person < personCount; person++) {
      int[] sites = sitesOf(seen, person, siteCount);
      if (sites.length > 1) {
        rowOf[person] = rows++;
        Arrays.stream(sites).forEach(i -> columnOf[i] = 0);
        for (int b = 1; b < sites.length; b++) {
          for (int a = 0; a < b; a++) {
            common.merge(sites[a] * siteCount + sites[b], 1, Integer::sum);
          }
        }
      }
    }
    travellers = rows;
    int next = 0;
    for (int i = 0; i < siteCount; i++) {
      columnOf[i] = columnOf[i] < 0 ? -1 : next++;
    }
    columns = next;
    List<Integer> most = new ArrayList<>(common.keySet());
    most.sort((x, y) -> common.get(y) - common.get(x));
    pairs =
        most.stream()
            .limit(MOST_PAIRS)
            .map(key -> new int[] {key / siteCount, key % siteCount, common.get(key)})
            .toArray(int[][]::new);
  }

  private static int[] sitesOf(boolean[] seen, int person, int siteCount) {
    int[] sites = new int[siteCount];
    int count = 0;
    for (int i = 0; i < siteCount; i++) {
      if (seen[person * siteCount + i]) {
        sites[count++] = i;
      }
    }
    return Arrays.copyOf(sites, count);
  }

  /** How many people there are. */
  public int count() {
    return personCount;
  }

  /** People scanned at more than one site. */
  public int travellers() {
    return travellers;
  }

  /** Their scans. */
  public long travellersScans() {
    return Arrays.stream(personOf).filter(person -> person >= 0 && rowOf[person] >= 0).count();
  }

  /** Whether time is looked at. */
  public boolean hasTime() {
    return time != null;
  }

  /** People with scans at two times or more. */
  public int followed() {
    double[] first = new double[personCount];
    boolean[] two = new boolean[personCount];
    Arrays.fill(first, Double.NaN);
    for (int place = 0; time != null && place < personOf.length; place++) {
      int person = personOf[place];
      if (person >= 0 && !Double.isNaN(time[place])) {
        two[person] |= !Double.isNaN(first[person]) && first[person] != time[place];
        first[person] = time[place];
      }
    }
    int followed = 0;
    for (boolean several : two) {
      followed += several ? 1 : 0;
    }
    return followed;
  }

  /** {@code {site, site, people}} of the pairs of sites with most people in common. */
  public int[][] pairs() {
    return pairs;
  }

  /** Person of every place, negative if nobody is named; the caller must not write. */
  public int[] personOf() {
    return personOf;
  }

  double[] time() {
    return time;
  }

  int columns() {
    return columns;
  }

  int column(int site) {
    return columnOf[site];
  }

  /**
   * The table of travellers by sites, {@code [traveller*columns + column]}, the mean of several
   * scans of a person at a site, NaN without one.
   *
   * @param y values, N from {@code from}
   */
  double[] table(double[] y, int from) {
    double[] table = new double[travellers * columns];
    int[] n = new int[table.length];
    for (int place = 0; place < personOf.length; place++) {
      double value = y[from + place];
      int row = personOf[place] < 0 ? -1 : rowOf[personOf[place]];
      if (row >= 0 && !Double.isNaN(value)) {
        int at = row * columns + columnOf[siteOf[place]];
        table[at] += value;
        n[at]++;
      }
    }
    for (int at = 0; at < table.length; at++) {
      table[at] = n[at] == 0 ? Double.NaN : table[at] / n[at];
    }
    return table;
  }
}
