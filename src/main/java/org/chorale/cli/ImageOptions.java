package org.chorale.cli;

import java.util.ArrayList;
import java.util.List;
import org.chorale.io.matrix.Element;
import org.chorale.io.publish.Overwrite;
import org.chorale.job.image.ImageImportRequest;
import org.chorale.job.image.ImageSource;
import org.chorale.model.InvalidInputException;
import org.chorale.model.NameList;
import picocli.CommandLine.Option;

/** Which images are read, of which scans, and which of their voxels. */
final class ImageOptions {
  @Option(
      names = "--scans",
      required = true,
      paramLabel = "FILE",
      description = "The scan table (BIDS participants.tsv): CSV, TSV or Parquet.")
  private String scans;

  @Option(names = "--id", required = true, paramLabel = "COL", description = "Names the scan.")
  private String id;

  @Option(
      names = "--site",
      paramLabel = "COL[+COL]",
      description = "Site: the matrix is partitioned by it.")
  private String site;

  @Option(
      names = "--site-from-sidecar",
      paramLabel = "FIELD[+FIELD]",
      description =
          "Site of the fields of BIDS sidecars instead, which become columns, e.g."
              + " Manufacturer+ManufacturersModelName+MagneticFieldStrength.")
  private String sidecarFields;

  @Option(
      names = "--images",
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Images: a path with columns of the scan table in braces ({id} for --id) and globs, one"
              + " match per scan; or a folder, or files, whose images are named after the scans.")
  private List<String> images = new ArrayList<>();

  @Option(
      names = "--image-column",
      paramLabel = "COL",
      description = "Column of the scan table with the images' paths, relative to its folder.")
  private String imageColumn;

  @Option(
      names = "--stack",
      arity = "1..*",
      paramLabel = "FILE",
      description = "4-D images, a volume per scan.")
  private List<String> stacks = new ArrayList<>();

  @Option(
      names = "--stack-ids",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "For each stack the ids of its volumes: one per line, or a table (.csv, .tsv, .parquet)"
              + " with the id column; 'scans' for one stack in the order of the scan table.")
  private List<String> stackIds = new ArrayList<>();

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = "Voxels that are features: finite and not zero. Default: derived.")
  private String mask;

  @Option(
      names = "--mask-share",
      paramLabel = "SHARE",
      defaultValue = "1",
      description =
          "A derived mask has the voxels that are finite and not zero in this share of the scans"
              + " (${DEFAULT-VALUE}).")
  private double maskShare;

  @Option(
      names = "--min-overlap",
      paramLabel = "SHARE",
      defaultValue = "0.7",
      description =
          "Least share of the mask, or of what half of the scans have, that an image must fill: less"
              + " looks unregistered (${DEFAULT-VALUE}).")
  private double minOverlap;

  @Option(names = "--force", description = "Take images that fill less all the same.")
  private boolean force;

  @Option(
      names = "--missing",
      paramLabel = "refuse|keep",
      defaultValue = "refuse",
      description =
          "NaN and infinite voxels in the mask; kept, they are missing (${DEFAULT-VALUE}).")
  private Missing missing;

  @Option(
      names = "--quarantine",
      description =
          "Set images that can't be used aside, with their scans, and go on; listed in"
              + " quarantine.csv.")
  private boolean quarantine;

  @Option(
      names = "--element",
      paramLabel = "float32|float64",
      description = "How values are stored (float32; float64 if an image needs it).")
  private Element element;

  /** What becomes of voxels in the mask that are no number. */
  enum Missing {
    /** The image can't be used. */
    REFUSE,
    /** They are missing values. */
    KEEP
  }

  private ImageSource source() {
    List<ImageSource> sources = new ArrayList<>();
    if (!images.isEmpty()) {
      sources.add(new ImageSource.Named(images));
    }
    if (imageColumn != null) {
      sources.add(new ImageSource.Column(imageColumn));
    }
    if (!stacks.isEmpty() || !stackIds.isEmpty()) {
      sources.add(new ImageSource.Stacks(stacks, stackIds));
    }
    if (sources.size() != 1) {
      throw new InvalidInputException(
          "say where the images are with --images, --image-column or --stack: one of the three");
    }
    return sources.get(0);
  }

  /** The request, layout and place of the matrix given. */
  ImageImportRequest request(MatrixOptions layout, String output, Overwrite overwrite) {
    return new ImageImportRequest(
        scans,
        id,
        site == null ? List.of() : NameList.parse(site, '+'),
        sidecarFields == null ? List.of() : NameList.parse(sidecarFields, '+'),
        source(),
        mask,
        maskShare,
        new ImageImportRequest.Checks(minOverlap, force, missing == Missing.KEEP, quarantine),
        layout.settings(element),
        output,
        overwrite);
  }
}
