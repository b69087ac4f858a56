package org.chorale.stats.nonparametric;

import java.io.Serializable;

/**
 * A node of the tree of draws, in preorder: its first child follows it, its second child follows
 * the first one's last descendant. Immutable once the tree is built.
 */
final class Node implements Serializable {
  private static final long serialVersionUID = 1L;

  final Box box;

  /** Draws below, excluding none. */
  final int draws;

  final double logDraws;

  /** Points of a leaf or a cell: from this index of the tree's points. */
  final int from;

  /** To before this one. */
  final int to;

  /** What may stand for the draws below; null where there is nothing but the draws. */
  final Cell cell;

  /** The children differ in δ, else in γ. */
  final boolean splitByScale;

  /** The first child has what is not larger. */
  final double split;

  /** Index of the node after the last descendant. */
  int end;

  private Node(
      Box box, int draws, int from, int to, Cell cell, boolean splitByScale, double split) {
    this.box = box;
    this.draws = draws;
    this.logDraws = StrictMath.log(draws);
    this.from = from;
    this.to = to;
    this.cell = cell;
    this.splitByScale = splitByScale;
    this.split = split;
  }

  /** A leaf that has its draws. */
  static Node ofDraws(Box box, int from, int to) {
    return new Node(box, to - from, from, to, null, false, Double.NaN);
  }

  /** A leaf that has a cell only. */
  static Node ofCell(Box box, int draws, int from, int to, Cell cell) {
    return new Node(box, draws, from, to, cell, false, Double.NaN);
  }

  /** A node with children, and perhaps a cell. */
  static Node inner(
      Box box, int draws, int from, int to, Cell cell, boolean splitByScale, double split) {
    return new Node(box, draws, from, to, cell, splitByScale, split);
  }

  boolean isLeaf() {
    return Double.isNaN(split);
  }

  /** Whether a point of a node's box belongs to its first child. */
  boolean first(double gamma, double delta) {
    return (splitByScale ? delta : gamma) <= split;
  }
}
