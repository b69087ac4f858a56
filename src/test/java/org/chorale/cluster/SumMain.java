package org.chorale.cluster;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;

/** Sums 1 to 1000 on the cluster it is given, and says how many executors took part. */
public final class SumMain {

  private SumMain() {}

  /** Prints {@code sum=… executors=…}; exit code 3 when its argument says so. */
  public static void main(String[] args) {
    try (JavaSparkContext context = new JavaSparkContext()) {
      List<Integer> numbers = IntStream.rangeClosed(1, 1000).boxed().toList();
      JavaRDD<Integer> parts = context.parallelize(numbers, 8);
      int sum = parts.reduce(Integer::sum);
      // Tasks of a barrier stage run at once: one on each core of the cluster.
      long executors =
          context
              .parallelize(numbers, context.defaultParallelism())
              .rdd()
              .barrier()
              .mapPartitions(new ExecutorId(), false, ClassTag.apply(String.class))
              .toJavaRDD()
              .distinct()
              .count();
      System.out.println("sum=" + sum + " executors=" + executors);
    }
    System.exit(List.of(args).contains("fail") ? 3 : 0);
  }

  /** Where a task runs. */
  private static final class ExecutorId
      extends AbstractFunction1<Iterator<Integer>, Iterator<String>> implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<String> apply(Iterator<Integer> rows) {
      BarrierTaskContext.get().barrier();
      return CollectionConverters.asScala(List.of(SparkEnv.get().executorId()).iterator());
    }
  }
}
