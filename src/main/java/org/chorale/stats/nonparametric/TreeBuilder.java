package org.chorale.stats.nonparametric;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Builds the tree of a prior's draws, of draws only or with cells.
 *
 * <p>Cells are accurate for features that have draws around, as those in cells have. A feature far
 * from all others sees the flank of its likelihood there, which may be too steep to be
 * interpolated. So the draws that are in no cell, and the outermost ones of each cell, are tried,
 * and the cells that would give one of them too large an error are divided, until there is none.
 */
final class TreeBuilder {
  /** Draws of a leaf: fewer cost more in bounds than they save. */
  private static final int LEAF = 64;

  /** Largest bound of the error of γ* in σ and of δ* over 2δ*, of the features tried. */
  static final double TOLERANCE = 1e-6;

  /** A cell that contributes less to the bound of a feature is not refused. */
  private static final double SMALL_SHARE = TOLERANCE / 128;

  /** Each divides cells once; then they are as they are, and the bounds say how accurate. */
  private static final int MOST_ROUNDS = 24;

  /** A box with more than e times the smallest δ in it: its curvature is that of its corner. */
  private static final double WIDE = 0.5;

  private final double[] gamma;
  private final double[] delta;
  private final double n;
  private final Set<Long> refused;
  private final double[] keptGamma;
  private final double[] keptDelta;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Long> ranges = new ArrayList<>();
  private final PointList points = new PointList();

  private TreeBuilder(Points draws, double n, Set<Long> refused) {
    this.gamma = draws.gamma.clone();
    this.delta = draws.delta.clone();
    this.keptGamma = new double[gamma.length];
    this.keptDelta = new double[gamma.length];
    this.n = n;
    this.refused = refused;
    build(0, gamma.length, false);
  }

  /** A tree of the draws themselves, at least one; they are not changed. */
  static DrawTree exact(Points draws) {
    return new TreeBuilder(draws, Double.NaN, Set.of()).tree(DrawTree.EXACT);
  }

  /** A tree with cells for features of up to n scans; the draws are not changed. */
  static DrawTree accelerated(Points draws, double n) {
    Set<Long> refused = new HashSet<>();
    TreeBuilder builder = new TreeBuilder(draws, n, refused);
    for (int round = 0; round < MOST_ROUNDS && builder.refuseSteepCells(); round++) {
      builder = new TreeBuilder(draws, n, refused);
    }
    return builder.tree(DrawTree.ACCELERATED);
  }

  private DrawTree tree(double neglected) {
    return new DrawTree(nodes.toArray(new Node[0]), points.points(), neglected);
  }

  private void build(int from, int to, boolean divided) {
    Box box = Box.of(gamma, delta, from, to);
    int index = nodes.size();
    int first = points.count();
    ranges.add(range(from, to));
    boolean dividing = divided || refused.contains(range(from, to));
    CellBuilder builder = n > 0 ? CellBuilder.of(box, to - from, n, divided) : null;
    Cell cell = null;
    if (builder != null) {
      builder.addNodes(gamma, delta, from, to, points);
      cell = builder.cell(gamma, delta, from, to);
    }
    boolean isPoint = box.halfGamma() == 0 && box.scales.halfLog() == 0;
    if (builder != null && builder.isFine() && (isPoint || !refused.contains(range(from, to)))) {
      nodes.add(Node.ofCell(box, to - from, first, points.count(), cell));
    } else if (cell == null && (to - from <= LEAF || isPoint)) {
      for (int u = from; u < to; u++) {
        points.add(gamma[u], delta[u], 1);
      }
      nodes.add(Node.ofDraws(box, first, points.count()));
    } else {
      split(box, from, to, first, cell, dividing);
    }
    nodes.get(index).end = nodes.size();
  }

  private void split(Box box, int from, int to, int first, Cell cell, boolean divided) {
    // In units of the likelihood's widths √(δ/n) and √(2/n), whatever n is.
    double width = box.halfGamma() * box.halfGamma() / box.scales.low;
    double logWidth = 0.5 * box.scales.halfLog() * box.scales.halfLog();
    boolean byScale = logWidth > width || box.scales.halfLog() > WIDE;
    double low = byScale ? box.scales.low : box.gammaLow;
    double high = byScale ? box.scales.high : box.gammaHigh;
    double middle = byScale ? StrictMath.exp(box.scales.middleLog()) : box.middleGamma();
    // Both children get a draw, also where rounding puts the middle on an end.
    double split = middle >= low && middle < high ? middle : low;
    Node node = Node.inner(box, to - from, first, points.count(), cell, byScale, split);
    nodes.add(node);
    int second = partition(node, from, to);
    build(from, second, divided);
    build(second, to, divided);
  }

  /** Brings the draws of the first child to the front, in the order they have. */
  private int partition(Node node, int from, int to) {
    int first = from;
    int others = 0;
    for (int u = from; u < to; u++) {
      if (node.first(gamma[u], delta[u])) {
        gamma[first] = gamma[u];
        delta[first] = delta[u];
        first++;
      } else {
        keptGamma[others] = gamma[u];
        keptDelta[others] = delta[u];
        others++;
      }
    }
    System.arraycopy(keptGamma, 0, gamma, first, others);
    System.arraycopy(keptDelta, 0, delta, first, others);
    return first;
  }

  private boolean refuseSteepCells() {
    DrawTree tree = tree(DrawTree.ACCELERATED);
    TreeSum sum = new TreeSum(tree);
    int before = refused.size();
    for (Node node : tree.nodes) {
      if (node.isLeaf() && node.cell == null) {
        for (int k = node.from; k < node.to; k++) {
          refuseFor(sum, tree.points.gamma[k], tree.points.delta[k]);
        }
      } else if (node.isLeaf()) {
        for (int k = 0; k < Cell.KNOWN; k++) {
          refuseFor(sum, node.cell.knownGamma(k), node.cell.knownDelta(k));
        }
      }
    }
    return refused.size() > before;
  }

  private void refuseFor(TreeSum sum, double drawGamma, double drawDelta) {
    sum.of(n, drawGamma, drawDelta);
    if (!(sum.errorBound() <= TOLERANCE)) {
      for (int i = 0; i < nodes.size(); i++) {
        Node node = nodes.get(i);
        if (node.isLeaf() && node.cell != null && !(sum.errorOf(node) <= SMALL_SHARE)) {
          refused.add(ranges.get(i));
        }
      }
    }
  }

  private static long range(int from, int to) {
    return (long) from << Integer.SIZE | to;
  }
}
