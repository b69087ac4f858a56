package org.chorale.stats.nonparametric;

import java.io.Serializable;

/**
 * Draws of one prior, halved again and again along their wider side: leaves hold draws, or a cell
 * that stands for many. A function of the bag of draws alone. Immutable.
 */
final class DrawTree implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a node left out of an exact sum is at most, as −log of its share: e⁻⁴⁴ = 8e-20. */
  static final double EXACT = 44;

  /** The same of an accelerated one: 8e-10. */
  static final double ACCELERATED = 21;

  final Node[] nodes;
  final Points points;

  /** −log of the share that a node left out may have. */
  final double neglected;

  /** That share. */
  final double leftOut;

  DrawTree(Node[] nodes, Points points, double neglected) {
    this.nodes = nodes;
    this.points = points;
    this.neglected = neglected;
    this.leftOut = StrictMath.exp(-neglected);
  }

  Node root() {
    return nodes[0];
  }

  /** Index of the leaf where a draw is or would be. */
  int leafOf(double gamma, double delta) {
    int i = 0;
    while (!nodes[i].isLeaf()) {
      i = nodes[i].first(gamma, delta) ? i + 1 : nodes[i + 1].end;
    }
    return i;
  }

  /** Index of a point of a leaf without cell that equals the draw, or −1. */
  int pointOf(Node leaf, double gamma, double delta) {
    for (int k = leaf.from; k < leaf.to; k++) {
      if (points.gamma[k] == gamma && points.delta[k] == delta) {
        return k;
      }
    }
    return -1;
  }
}
