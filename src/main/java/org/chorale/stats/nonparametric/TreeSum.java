package org.chorale.stats.nonparametric;

/**
 * Means of γ_u and δ_u over the draws u of a tree, weighted as a feature weighs them, with one draw
 * equal to the feature's own estimates left out.
 *
 * <p>Branch and bound, twice. First the largest M of the known lower bounds of log Σ w: a log
 * weight, or that of a node's farthest corner plus the log of its draws. Then the sum, relative to
 * e^M, over all nodes but those whose highest log weight, plus the log of their draws and of how
 * far these may move a mean, is below M − L: as Σ w ≥ e^M, each moves it by at most e^−L. Nodes are
 * added in the order of the tree, so that the bits depend on the feature and the draws only. Not
 * thread-safe.
 */
final class TreeSum {
  /** A cell that adds less to the error, as a share of Σ w, is not opened. */
  private static final double SMALL = 1e-8;

  private static final double LOG_SMALL = StrictMath.log(SMALL);
  private static final double LOG_2 = StrictMath.log(2);

  private final DrawTree tree;
  private final WeightedSum sum = new WeightedSum();
  private LogWeight f;
  private double ownGamma;
  private double ownDelta;
  private double ownLogDelta;
  private int ownLeaf;
  private double reference;
  private int pendingFrom;
  private int pendingTo;
  private boolean ownInCell;
  private double error;
  private double locationError;
  private double scaleError;

  TreeSum(DrawTree tree) {
    this.tree = tree;
  }

  /**
   * Sums for one feature.
   *
   * @param n its scans at the site
   * @param gammaHat its γ̂
   * @param deltaHat its δ̂
   */
  void of(double n, double gammaHat, double deltaHat) {
    double degreesOfFreedom = n - 1;
    of(new LogWeight(n, gammaHat, degreesOfFreedom * deltaHat), deltaHat);
  }

  /** Sums for one feature where all draws have δ = 1: its own sum of squares would cancel. */
  void ofLocation(double n, double gammaHat) {
    of(new LogWeight(n, gammaHat, 0), 1);
  }

  private void of(LogWeight logWeight, double deltaHat) {
    f = logWeight;
    ownGamma = f.gammaHat;
    ownDelta = deltaHat;
    ownLogDelta = StrictMath.log(deltaHat);
    ownLeaf = tree.leafOf(ownGamma, ownDelta);
    reference = Double.NEGATIVE_INFINITY;
    raise(0, f.highest(tree.root().box));
    sum.clear();
    pendingFrom = 0;
    pendingTo = 0;
    ownInCell = false;
    error = 0;
    locationError = 0;
    scaleError = 0;
    addNodes(reference - tree.neglected);
    flush();
    leaveOutOwn();
  }

  /** Raises the reference to what the draws below a node are known to sum to at least. */
  private void raise(int index, double highest) {
    Node node = tree.nodes[index];
    if (!(highest + node.logDraws > reference)) {
      return;
    }
    boolean holdsOwn = index <= ownLeaf && ownLeaf < node.end;
    if (!holdsOwn || node.draws > 1) {
      double others = holdsOwn ? node.logDraws - LOG_2 : node.logDraws;
      reference = Math.max(reference, f.lowest(node.box) + others);
    }
    if (node.isLeaf() && node.cell != null) {
      reference = Math.max(reference, node.cell.highestKnown(f, ownGamma, ownDelta));
    } else if (node.isLeaf()) {
      int own = index == ownLeaf ? tree.pointOf(node, ownGamma, ownDelta) : -1;
      for (int k = node.from; k < node.to; k++) {
        if (k != own) {
          reference = Math.max(reference, f.at(tree.points, k));
        }
      }
    } else {
      int second = tree.nodes[index + 1].end;
      double firstHighest = f.highest(tree.nodes[index + 1].box);
      double secondHighest = f.highest(tree.nodes[second].box);
      if (firstHighest >= secondHighest) {
        raise(index + 1, firstHighest);
        raise(second, secondHighest);
      } else {
        raise(second, secondHighest);
        raise(index + 1, firstHighest);
      }
    }
  }

  private void addNodes(double floor) {
    int index = 0;
    while (index < tree.nodes.length) {
      Node node = tree.nodes[index];
      double highest = f.highest(node.box);
      double below = floor - highest - node.logDraws;
      double further = below > 0 ? below - logReach(node.box) : below;
      if (further > 0) {
        leaveOut(further);
        index = node.end;
      } else {
        index = node.isLeaf() || suffices(node) ? addNode(index) : index + 1;
      }
    }
  }

  /** Log of how far a draw is off at most: in γ from γ̂_v, in δ over δ̂_v, or 1. */
  private double logReach(Box box) {
    double byLocation = box.farthest(f.gammaHat);
    double byScale = Math.max(0, box.scales.logHigh - ownLogDelta);
    return byLocation > 1 ? Math.max(byScale, StrictMath.log(byLocation)) : byScale;
  }

  /** Adds to the error what it moves at most; e^−x ≤ (1 + x/8)⁻⁸ saves an exponential. */
  private void leaveOut(double further) {
    double root = 1 + 0.125 * further;
    double square = root * root;
    double moved = tree.leftOut / (square * square * square * square);
    error += moved;
    locationError += moved;
    scaleError += moved * ownDelta;
  }

  /** Whether a node's cell is accurate enough for this feature. */
  private boolean suffices(Node node) {
    if (node.cell == null) {
      return false;
    }
    double logError = node.cell.logError(f, node.box) + node.logDraws - reference;
    return logError < LOG_SMALL
        && StrictMath.exp(logError)
                * Math.max(1 + node.cell.reach(f), node.cell.largestScale() / ownDelta)
            < SMALL;
  }

  /** Adds a leaf or a cell; gives the index after it and all below. */
  private int addNode(int index) {
    Node node = tree.nodes[index];
    boolean holdsOwn = index <= ownLeaf && ownLeaf < node.end;
    if (node.cell != null) {
      double ofCell = errorOfWeights(node);
      error += ofCell;
      locationError += ofCell * node.cell.reach(f);
      scaleError += ofCell * node.cell.largestScale();
      ownInCell |= holdsOwn && node.box.contains(ownGamma, ownDelta);
    }
    int own = holdsOwn && node.cell == null ? tree.pointOf(node, ownGamma, ownDelta) : -1;
    if (own < 0) {
      addPoints(node.from, node.to);
    } else {
      addPoints(node.from, own);
      addPoints(own + 1, node.to);
    }
    return node.end;
  }

  private double errorOfWeights(Node node) {
    return StrictMath.exp(node.cell.logError(f, node.box) + node.logDraws - reference);
  }

  /** Puts runs of points together: the longer, the faster. */
  private void addPoints(int from, int to) {
    if (from != pendingTo) {
      flush();
      pendingFrom = from;
    }
    pendingTo = to;
  }

  private void flush() {
    sum.add(tree.points, f, reference, pendingFrom, pendingTo);
  }

  /** Of a cell, the feature itself is a small part: what it adds can be subtracted. */
  private void leaveOutOwn() {
    if (ownInCell) {
      double own = f.highest(f.squares, ScaleRange.of(ownDelta, ownDelta));
      sum.subtract(StrictMath.exp(own - reference), ownGamma, ownDelta);
    }
  }

  /** Σ w γ_u / Σ w; NaN if there is no other draw. */
  double gammaStar() {
    return sum.locations() / sum.weights();
  }

  /** Σ w δ_u / Σ w; NaN if there is no other draw. */
  double deltaStar() {
    return sum.scales() / sum.weights();
  }

  /**
   * Bound of |error of γ*| in σ and of |error of δ*|/(2δ*), whichever is larger: what the
   * harmonised value is off at most, in standard deviations of the feature at the site.
   */
  double errorBound() {
    return relative(error, locationError, scaleError);
  }

  /** What a cell contributes to the bound. */
  double errorOf(Node node) {
    double ofCell = errorOfWeights(node);
    return relative(ofCell, ofCell * node.cell.reach(f), ofCell * node.cell.largestScale());
  }

  /** The ratio a/b off by at most (error of a + |a/b| error of b)/(b − error of b). */
  private double relative(double ofWeights, double ofLocations, double ofScales) {
    double weights = sum.weights() - ofWeights;
    if (!(weights > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double location = ofLocations + Math.abs(gammaStar() - f.gammaHat) * ofWeights;
    double scale = ofScales / deltaStar() + ofWeights;
    return Math.max(location, 0.5 * scale) / weights;
  }
}
