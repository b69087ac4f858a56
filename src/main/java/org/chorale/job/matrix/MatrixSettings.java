package org.chorale.job.matrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import org.chorale.io.matrix.Element;
import org.chorale.io.matrix.MatrixCut;
import org.chorale.model.Blocks;
import org.chorale.model.InvalidInputException;
import org.chorale.model.Word;

/**
 * How a new matrix is laid out.
 *
 * @param element how values are stored; null: as precise as the inputs are, where they tell
 * @param blockSize features of a block, or 0: 4,096, fewer where sites are many
 * @param fileBytes bytes of a file, about
 */
public record MatrixSettings(Element element, int blockSize, long fileBytes)
    implements Serializable {
  /** Covariate columns that are reckoned with where the block size is chosen. */
  private static final int COVARIATES = 16;

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException if one is out of range
   */
  public MatrixSettings {
    if (blockSize < 0 || blockSize > MOST_FEATURES) {
      throw new InvalidInputException(
          "--block-size is %,d; it must be from 1 to %,d (default %,d)"
              .formatted(blockSize, MOST_FEATURES, MatrixCut.BLOCK_SIZE));
    }
    if (fileBytes < 1) {
      throw new InvalidInputException(
          "--file-size is %,d; it must be at least 1 MiB (default %d)"
              .formatted(fileBytes >> 20, MatrixCut.FILE_BYTES >> 20));
    }
  }

  /** Most features of a block: a row of doubles is 8 MiB then. */
  private static final int MOST_FEATURES = 1 << 20;

  /** How features of so many sites are cut. */
  public Blocks blocks(int features, int sites) {
    int size =
        blockSize > 0
            ? blockSize
            : Math.min(MatrixCut.BLOCK_SIZE, Blocks.sizeFor(sites, COVARIATES));
    return Blocks.cut(new int[] {features}, size);
  }

  /** The same with an element type. */
  public MatrixSettings withElement(Element choice) {
    return new MatrixSettings(choice, blockSize, fileBytes);
  }

  /** Writes the settings down, keys as on the command line. */
  public void describe(ObjectNode options) {
    options.put("element", element == null ? null : Word.of(element));
    options.put("block-size", blockSize);
    options.put("file-size", fileBytes);
  }
}
