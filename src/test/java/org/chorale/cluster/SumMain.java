package org.chorale.cluster;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Sums 1 to 1000 on the cluster it is given, and says how many executors took part. */
public final class SumMain {

  private SumMain() {}

  /** Prints {@code sum=… executors=…}; exit code 3 when its argument says so. */
  public static void main(String[] args) {
    try (JavaSparkContext context = new JavaSparkContext()) {
      List<Integer> numbers = IntStream.rangeClosed(1, 1000).boxed().toList();
      JavaRDD<Integer> parts = context.parallelize(numbers, 8);
      int sum = parts.reduce(Integer::sum);
      long executors =
          parts
              .mapPartitions(
                  rows -> {
                    Thread.sleep(200); // so that no executor can take all of them
                    return List.of(SparkEnv.get().executorId()).iterator();
                  })
              .distinct()
              .count();
      System.out.println("sum=" + sum + " executors=" + executors);
    }
    System.exit(List.of(args).contains("fail") ? 3 : 0);
  }
}
