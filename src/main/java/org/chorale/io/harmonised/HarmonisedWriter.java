package org.chorale.io.harmonised;

import java.io.Closeable;
import java.io.IOException;

/** Writes the rows of one file of a harmonised table. The file is complete once this is closed. */
public interface HarmonisedWriter extends Closeable {
  /**
   * Adds a row.
   *
   * @param values a value per feature, NaN missing; not kept
   * @param carried a cell per carried column, null missing; the cells are kept, the array isn't
   */
  void write(double[] values, byte[][] carried) throws IOException;
}
