package org.chorale.job;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.chorale.io.publish.Overwrite;
import org.chorale.job.export.ImageExportRequest;
import org.chorale.job.image.ImageImportRequest;
import org.chorale.model.Specification;

/**
 * Which images are harmonised, how, and where the results go: {@code matrix}, {@code harmonised}
 * and {@code images} of one directory.
 *
 * @param imports how images become a matrix; where it goes is replaced
 * @param specification the model; its site columns are those of the matrix
 * @param exports which scans become images, and how; where from and to is replaced
 * @param directory of the three
 * @param overwrite what becomes of what is in the way of each
 */
public record ImageHarmonisationRequest(
    ImageImportRequest imports,
    Specification specification,
    ImageExportRequest exports,
    String directory,
    Overwrite overwrite) {

  /** Names the directories. */
  public ImageHarmonisationRequest {
    if (directory != null) {
      imports = imports.to(in(directory, "matrix"), overwrite);
      exports = exports.of(in(directory, "harmonised"), in(directory, "images"), overwrite);
    }
  }

  private static String in(String directory, String name) {
    return new Path(directory, name).toString();
  }

  /** The same in another directory, which is new. */
  ImageHarmonisationRequest in(String other) {
    return new ImageHarmonisationRequest(imports, specification, exports, other, Overwrite.NEVER);
  }

  /** What becomes of the matrix. */
  HarmonisationRequest ofMatrix() {
    return HarmonisationRequest.builder(specification)
        .inputs(List.of(imports.output()))
        .id(imports.idColumn())
        .output(exports.matrix())
        .overwrite(overwrite)
        .build();
  }
}
