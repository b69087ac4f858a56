package org.chorale.job.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Means over sites of what was removed, by definition. */
class MeanEffectsTest {
  @Test
  void sizesAreAveragedOverSitesThatHaveOne() {
    MeanEffects first = new MeanEffects(2);
    first.add(0, 0.5, 2);
    first.add(0, -1.5, 0.25);
    first.add(0, Double.NaN, Double.NaN);
    MeanEffects second = new MeanEffects(1);
    second.add(0, -3, Double.NaN);
    MeanEffects all = MeanEffects.of(List.of(first, second));
    assertThat(all.shift()).containsExactly(1, Double.NaN, 3);
    assertThat(all.scale()).containsExactly(1.5, Double.NaN, Double.NaN);
  }

  @Test
  void theyTravel() {
    MeanEffects effects = new MeanEffects(1);
    effects.add(0, -2, 8);
    SparkConf conf = new SparkConf(false);
    for (Serializer serializer : List.of(new JavaSerializer(conf), new KryoSerializer(conf))) {
      SerializerInstance instance = serializer.newInstance();
      ClassTag<MeanEffects> tag = ClassTag$.MODULE$.apply(MeanEffects.class);
      MeanEffects sent = instance.deserialize(instance.serialize(effects, tag), tag);
      assertThat(sent.shift()).containsExactly(2);
      assertThat(sent.scale()).containsExactly(3);
    }
  }
}
