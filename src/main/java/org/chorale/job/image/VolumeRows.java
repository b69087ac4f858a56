package org.chorale.job.image;

import java.util.Collections;
import java.util.Iterator;
import org.chorale.io.matrix.Element;
import org.chorale.job.matrix.MatrixKey;
import org.chorale.job.matrix.MatrixPlaces;
import scala.Tuple2;

/** Rows of the matrix out of volumes, one volume at a time: holds its values in the mask. */
final class VolumeRows implements Iterator<Tuple2<MatrixKey, byte[]>> {
  private final Iterator<Scanned> scanned;
  private final VoxelMask mask;
  private final Element element;
  private final MatrixPlaces places;
  private final double[] values;
  private final double[] scratch = new double[VolumeSlice.VOXELS];
  private Iterator<Tuple2<MatrixKey, byte[]>> rows = Collections.emptyIterator();
  private int filled;

  VolumeRows(Iterator<Scanned> scanned, VoxelMask mask, Element element, MatrixPlaces places) {
    this.scanned = scanned;
    this.mask = mask;
    this.element = element;
    this.places = places;
    this.values = new double[mask.count()];
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext() && scanned.hasNext()) {
      Scanned next = scanned.next();
      if (next instanceof VolumeSlice slice && places.isIn(slice.scan())) {
        filled = slice.values(mask, element, scratch, values, filled);
      } else if (next instanceof VolumeReport report && places.isIn(report.scan())) {
        rows = places.rows(report.scan(), values);
        filled = 0;
      }
    }
    return rows.hasNext();
  }

  @Override
  public Tuple2<MatrixKey, byte[]> next() {
    return rows.next();
  }
}
