package org.chorale.stats.rank;

import java.util.Arrays;

/**
 * Sorts numbers and takes their sites along, from the last digit to the first: linear in the count,
 * nothing boxed, nothing allocated. For one thread.
 */
final class SiteSort {
  private static final int BITS = 11;
  private static final int BUCKETS = 1 << BITS;
  private static final int PASSES = (Long.SIZE + BITS - 1) / BITS;

  private final int[][] starts = new int[PASSES][BUCKETS];
  private long[] keys;
  private long[] otherKeys;
  private int[] site;
  private int[] otherSite;

  SiteSort(int most) {
    keys = new long[most];
    otherKeys = new long[most];
    site = new int[most];
    otherSite = new int[most];
  }

  /**
   * Sorts the first {@code count} numbers, none NaN.
   *
   * @param siteOf not changed
   */
  void sort(double[] x, int[] siteOf, int count) {
    for (int[] pass : starts) {
      Arrays.fill(pass, 0);
    }
    for (int k = 0; k < count; k++) {
      // −0 is 0; then bits of doubles are ordered as they are, negative ones backwards.
      long bits = Double.doubleToRawLongBits(x[k] + 0.0);
      long key = bits ^ ((bits >> (Long.SIZE - 1)) | Long.MIN_VALUE);
      keys[k] = key;
      site[k] = siteOf[k];
      for (int pass = 0; pass < PASSES; pass++) {
        starts[pass][digit(key, pass)]++;
      }
    }
    for (int pass = 0; pass < PASSES && count > 0; pass++) {
      if (starts[pass][digit(keys[0], pass)] < count) {
        distribute(pass, count);
      }
    }
  }

  private void distribute(int pass, int count) {
    int[] next = starts[pass];
    int start = 0;
    for (int b = 0; b < BUCKETS; b++) {
      int size = next[b];
      next[b] = start;
      start += size;
    }
    for (int k = 0; k < count; k++) {
      int to = next[digit(keys[k], pass)]++;
      otherKeys[to] = keys[k];
      otherSite[to] = site[k];
    }
    long[] sortedKeys = otherKeys;
    otherKeys = keys;
    keys = sortedKeys;
    int[] sortedSite = otherSite;
    otherSite = site;
    site = sortedSite;
  }

  private static int digit(long key, int pass) {
    return (int) (key >>> (pass * BITS)) & (BUCKETS - 1);
  }

  /** Whether the numbers at two places of the order are equal. */
  boolean tied(int one, int other) {
    return keys[one] == keys[other];
  }

  /** Site of the number at a place of the order. */
  int site(int place) {
    return site[place];
  }
}
