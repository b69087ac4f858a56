package org.chorale.job.matrix;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.chorale.io.matrix.Element;
import org.chorale.io.matrix.MatrixCut;
import org.chorale.io.matrix.MatrixPart;
import org.chorale.model.Blocks;
import scala.Tuple2;

/**
 * Where the values of every scan go in a new matrix: its files, and the places of a scan's blocks
 * in them. Sites are keyed in the order of their labels, scans of a site sorted by id. Broadcast;
 * some 100 bytes per scan. Immutable.
 */
public final class MatrixPlaces implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Blocks blocks;
  private final Element element;
  private final List<MatrixPart> parts = new ArrayList<>();
  private final int[] partOf;
  private final int[] siteOf;
  private final int[] orderOf;
  private final String[] ids;
  private final Map<String, Integer> scanOf = new HashMap<>();

  /**
   * Places scans.
   *
   * @param ids of the scans
   * @param labels of their sites; null: the scan is left out
   * @param fileBytes bytes of a file, about
   */
  public MatrixPlaces(
      List<String> ids, List<String> labels, Blocks blocks, Element element, long fileBytes) {
    this.blocks = blocks;
    this.element = element;
    this.ids = ids.toArray(new String[0]);
    this.siteOf = new int[this.ids.length];
    this.orderOf = new int[this.ids.length];
    Arrays.fill(siteOf, -1);
    TreeMap<String, List<Integer>> bySite = new TreeMap<>();
    for (int s = 0; s < this.ids.length; s++) {
      if (labels.get(s) != null) {
        bySite.computeIfAbsent(labels.get(s), label -> new ArrayList<>()).add(s);
        scanOf.put(this.ids[s], s);
      }
    }
    int site = 0;
    List<Integer> firstPart = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> entry : bySite.entrySet()) {
      List<Integer> scans = entry.getValue();
      scans.sort(Comparator.comparing(s -> this.ids[s]));
      for (int order = 0; order < scans.size(); order++) {
        siteOf[scans.get(order)] = site;
        orderOf[scans.get(order)] = order;
      }
      firstPart.add(parts.size());
      parts.addAll(
          MatrixCut.site(
              site++,
              entry.getKey(),
              scans.size(),
              blocks.count(),
              (long) blocks.size(0) * element.bytes(),
              fileBytes));
    }
    partOf = new int[site * blocks.count()];
    for (int p = 0; p < parts.size(); p++) {
      int own = p;
      int of = (int) IntStream.range(0, site).filter(i -> firstPart.get(i) <= own).count() - 1;
      for (int b = parts.get(p).firstBlock(); b < parts.get(p).endBlock(); b++) {
        partOf[of * blocks.count() + b] = p;
      }
    }
  }

  /** Files of the matrix. */
  public List<MatrixPart> parts() {
    return List.copyOf(parts);
  }

  /** How features are cut. */
  public Blocks blocks() {
    return blocks;
  }

  /** How values are stored. */
  public Element element() {
    return element;
  }

  /** Index of a scan by its id, or −1 if it is left out. */
  public int scan(String id) {
    return scanOf.getOrDefault(id, -1);
  }

  /** Whether a scan takes part. */
  public boolean isIn(int scan) {
    return siteOf[scan] >= 0;
  }

  String id(int scan) {
    return ids[scan];
  }

  /**
   * Cuts the values of a scan into rows.
   *
   * @param values of all features; must not change until the rows were taken
   */
  public Iterator<Tuple2<MatrixKey, byte[]>> rows(int scan, double[] values) {
    int site = siteOf[scan];
    return IntStream.range(0, blocks.count())
        .mapToObj(
            block -> {
              byte[] plain = new byte[blocks.size(block) * element.bytes()];
              element.encode(
                  values,
                  blocks.first(block),
                  blocks.size(block),
                  ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN));
              int part = partOf[site * blocks.count() + block];
              return new Tuple2<>(new MatrixKey(part, block, orderOf[scan], scan), plain);
            })
        .iterator();
  }
}
