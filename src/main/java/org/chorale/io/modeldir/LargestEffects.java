package org.chorale.io.modeldir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.chorale.model.Model;
import org.chorale.stats.bayes.SiteTreatment.Effects;

/**
 * The largest site effects of a model: pairs of site and feature with the largest |γ*|, and with
 * the largest and smallest δ*.
 *
 * <p>γ* and δ* are read site by site and block by block; memory holds one block and the pairs that
 * are kept. Of equal ones those of the first sites and features are. Immutable.
 */
public final class LargestEffects {
  private final List<Effect> shifts;
  private final List<Effect> largestScales;
  private final List<Effect> smallestScales;

  private LargestEffects(
      List<Effect> shifts, List<Effect> largestScales, List<Effect> smallestScales) {
    this.shifts = shifts;
    this.largestScales = largestScales;
    this.smallestScales = smallestScales;
  }

  /**
   * The effect of a site on a feature.
   *
   * @param site label
   * @param feature name
   * @param gammaStar γ*, in σ
   * @param deltaStar δ*, a variance in σ²
   */
  public record Effect(String site, String feature, double gammaStar, double deltaStar) {}

  private record Pair(int site, int block, int feature, double gammaStar, double deltaStar) {}

  /** The pairs with the largest keys, the smallest of them at the head. */
  private static final class Largest {
    private static final Comparator<Pair> FIRST =
        Comparator.comparingInt(Pair::site)
            .thenComparingInt(Pair::block)
            .thenComparingInt(Pair::feature);

    private final int most;
    private final Comparator<Pair> order;
    private final PriorityQueue<Pair> kept;

    Largest(int most, ToDoubleFunction<Pair> key) {
      this.most = most;
      this.order = Comparator.comparingDouble(key).thenComparing(FIRST.reversed());
      this.kept = new PriorityQueue<>(order);
    }

    void offer(Pair pair) {
      if (kept.size() < most) {
        kept.add(pair);
      } else if (most > 0 && order.compare(pair, kept.element()) > 0) {
        kept.remove();
        kept.add(pair);
      }
    }

    List<Pair> inOrder() {
      List<Pair> pairs = new ArrayList<>(kept);
      pairs.sort(order.reversed());
      return pairs;
    }
  }

  /**
   * Of a model.
   *
   * @param most pairs in each list; with 0 nothing is read
   */
  public static LargestEffects read(Configuration conf, Path directory, Model model, int most)
      throws IOException {
    if (most == 0) {
      return new LargestEffects(List.of(), List.of(), List.of());
    }
    Largest shifts = new Largest(most, pair -> Math.abs(pair.gammaStar()));
    Largest wide = new Largest(most, Pair::deltaStar);
    Largest narrow = new Largest(most, pair -> -pair.deltaStar());
    try (ModelReader reader = new ModelReader(conf, directory, model.blocksPerFile())) {
      for (int i = 0; i < model.sites().size(); i++) {
        Effects effects = model.sites().get(i).site().effects();
        if (effects == Effects.NONE) {
          continue;
        }
        for (int b = 0; b < model.blockCount(); b++) {
          double[][] posterior = reader.posterior(i, b);
          for (int v = 0; v < posterior[0].length; v++) {
            Pair pair = new Pair(i, b, v, posterior[0][v], posterior[1][v]);
            if (!Double.isNaN(pair.gammaStar())) {
              shifts.offer(pair);
            }
            if (effects == Effects.LOCATION_AND_SCALE && !Double.isNaN(pair.deltaStar())) {
              wide.offer(pair);
              narrow.offer(pair);
            }
          }
        }
      }
      Map<Integer, String[]> names = new HashMap<>();
      return new LargestEffects(
          named(shifts, model, reader, names),
          named(wide, model, reader, names),
          named(narrow, model, reader, names));
    }
  }

  private static List<Effect> named(
      Largest largest, Model model, ModelReader reader, Map<Integer, String[]> names)
      throws IOException {
    List<Effect> effects = new ArrayList<>();
    for (Pair pair : largest.inOrder()) {
      if (!names.containsKey(pair.block())) {
        names.put(pair.block(), reader.names(pair.block()));
      }
      effects.add(
          new Effect(
              model.sites().get(pair.site()).site().label(),
              names.get(pair.block())[pair.feature()],
              pair.gammaStar(),
              pair.deltaStar()));
    }
    return List.copyOf(effects);
  }

  /** Those with the largest |γ*|, the largest first. */
  public List<Effect> shifts() {
    return shifts;
  }

  /** Those with the largest δ*, the largest first, of sites whose scale is removed. */
  public List<Effect> largestScales() {
    return largestScales;
  }

  /** Those with the smallest δ*, the smallest first, of sites whose scale is removed. */
  public List<Effect> smallestScales() {
    return smallestScales;
  }
}
