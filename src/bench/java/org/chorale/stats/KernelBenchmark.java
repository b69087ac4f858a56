package org.chorale.stats;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.chorale.stats.adjust.Adjustment;
import org.chorale.stats.moments.BlockMoments;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The two kernels that touch every value, in values per second of one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  private static final int FEATURES = 4096;
  private static final int SCANS = 64;
  private static final int VALUES = FEATURES * SCANS;

  /** Columns of the design. */
  @Param({"0", "3"})
  public int covariates;

  private double[] z;
  private double[] values;
  private double[] out;
  private double[] work;
  private Adjustment adjustment;
  private BlockMoments moments;

  /** Draws one site of 64 scans and a block of features. */
  @Setup
  public void draw() {
    Random random = new Random(1);
    z = random.doubles((long) SCANS * covariates).toArray();
    values = random.doubles(VALUES).toArray();
    out = new double[VALUES];
    work = new double[FEATURES];
    double[] scale = new double[FEATURES];
    Arrays.fill(scale, 1.2);
    adjustment =
        new Adjustment(
            random.doubles(FEATURES).toArray(),
            random.doubles((long) FEATURES * covariates).toArray(),
            scale,
            random.doubles(FEATURES).toArray(),
            scale);
  }

  /** Empties the moments. */
  @Setup(Level.Iteration)
  public void empty() {
    moments = new BlockMoments(0, 0, FEATURES, covariates);
  }

  /** Adds scans to site moments. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public BlockMoments accumulate() {
    for (int s = 0; s < SCANS; s++) {
      moments.addScan(z, s * covariates, values, s * FEATURES);
    }
    return moments;
  }

  /** Adjusts scans. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double[] adjust() {
    for (int s = 0; s < SCANS; s++) {
      adjustment.adjust(z, s * covariates, values, out, s * FEATURES, work);
    }
    return out;
  }

  /** What memory allows: the same values read and written. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double[] copy() {
    System.arraycopy(values, 0, out, 0, VALUES);
    return out;
  }
}
