package org.chorale.stats.simulate;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well512a;

/** Independent random streams by purpose and index: the same on every JVM. */
final class Streams {
  /** What a stream is for. */
  enum Purpose {
    SITE(1),
    SCAN(2),
    FEATURE(3),
    SITE_EFFECT(4),
    NOISE(5);

    private final long code;

    Purpose(long code) {
      this.code = code;
    }
  }

  private final long seed;

  Streams(long seed) {
    this.seed = seed;
  }

  /** The stream of a purpose and an index (two for pairs). */
  RandomGenerator of(Purpose purpose, long index, long second) {
    long state = mix(mix(mix(seed ^ purpose.code) + index) + second);
    int[] words = new int[16];
    for (int k = 0; k < words.length; k++) {
      state = mix(state + k);
      words[k] = (int) (state >>> 32);
    }
    return new Well512a(words);
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), after a step. */
  private static long mix(long z) {
    long x = z + 0x9E3779B97F4A7C15L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
