package org.chorale.stats.moments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;

/**
 * What every summary that is merged must keep; each has a test that extends this one.
 *
 * @param <S> the summary; its {@code equals} compares bits
 */
public abstract class MergeContractTest<S> {
  private static final long SEED = 20261124L;

  /** The neutral element. */
  protected abstract S empty();

  /** Summary of scans {@code from} (inclusive) to {@code to} of some fixed data, at least 12. */
  protected abstract S of(int from, int to);

  /** Merges the second into the first and returns it. */
  protected abstract S merge(S into, S other);

  /** Fails unless both say the same up to rounding. */
  protected abstract void assertSame(S actual, S expected);

  private static final int SCANS = 12;

  @Test
  void emptyIsNeutralOnBothSides() {
    assertThat(merge(empty(), of(0, SCANS))).isEqualTo(of(0, SCANS));
    assertThat(merge(of(0, SCANS), empty())).isEqualTo(of(0, SCANS));
    assertThat(merge(empty(), empty())).isEqualTo(empty());
  }

  @Test
  void bothOrdersGiveTheSameBits() {
    for (int cut = 0; cut <= SCANS; cut++) {
      assertThat(merge(of(0, cut), of(cut, SCANS))).isEqualTo(merge(of(cut, SCANS), of(0, cut)));
    }
  }

  @Test
  void theArgumentIsNeitherChangedNorKept() {
    S argument = of(3, 7);
    S into = merge(empty(), argument);
    merge(into, of(7, SCANS));
    assertThat(argument).isEqualTo(of(3, 7));
  }

  @Test
  void anySplitInAnyOrderAgrees() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      List<S> parts = new ArrayList<>();
      int from = 0;
      while (from < SCANS) {
        int to = from + 1 + random.nextInt(SCANS - from);
        parts.add(of(from, to));
        from = to;
      }
      Collections.shuffle(parts, random);
      while (parts.size() > 1) {
        S other = parts.remove(random.nextInt(parts.size()));
        merge(parts.get(random.nextInt(parts.size())), other);
      }
      assertSame(parts.get(0), of(0, SCANS));
    }
  }

  @Test
  void travelsByJavaAndByKryo() throws IOException, ClassNotFoundException {
    S summary = of(0, SCANS);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(summary);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(summary);
    }
    SerializerInstance kryo = new KryoSerializer(new SparkConf(false)).newInstance();
    ClassTag<Object> any = ClassTag.apply(Object.class);
    ByteBuffer buffer = kryo.serialize(summary, any);
    Object back = kryo.deserialize(buffer, any);
    assertThat(back).isEqualTo(summary);
  }
}
