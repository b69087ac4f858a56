package org.chorale.job.image;

import java.util.ArrayList;
import java.util.List;
import org.chorale.io.image.Grid;

/** What the headers of images tell against them. */
final class GridChecks {
  /** Grids that are told apart; a study has one, and a few images that are wrong. */
  private static final int MOST_GRIDS = 50;

  private final List<ImageFile> files;
  private final List<ImageFacts> facts;
  private final SetAside aside;

  GridChecks(List<ImageFile> files, List<ImageFacts> facts, SetAside aside) {
    this.files = files;
    this.facts = facts;
    this.aside = aside;
  }

  /**
   * Sets aside what can't be used.
   *
   * @param given the grid that images must have, or null: that which most have, the first of those
   *     that as many have
   */
  void run(Grid given) {
    for (int f = 0; f < files.size(); f++) {
      String problem = problem(files.get(f), facts.get(f));
      if (problem != null) {
        aside.image(files.get(f), problem);
      }
    }
    Grid reference = given == null ? mostFrequent() : given;
    String which = given == null ? " (that of most images)" : " (the mask's)";
    for (int f = 0; f < files.size(); f++) {
      if (problem(files.get(f), facts.get(f)) == null) {
        String difference = facts.get(f).grid().difference(reference);
        if (difference != null) {
          aside.image(
              files.get(f), difference + which + "; resample it, or register it to the same space");
        }
      }
    }
  }

  private static String problem(ImageFile file, ImageFacts facts) {
    if (facts.problem() != null) {
      return facts.problem();
    }
    int expected = file.scans().length;
    if (facts.volumes() == expected) {
      return null;
    }
    return file.stack()
        ? "has %,d volumes, but %,d ids are given; each volume needs one"
            .formatted(facts.volumes(), expected)
        : "has %,d volumes; an image of one scan is 3-D (4-D: --stack and --stack-ids)"
            .formatted(facts.volumes());
  }

  private Grid mostFrequent() {
    List<Grid> grids = new ArrayList<>();
    int[] counts = new int[MOST_GRIDS];
    int best = 0;
    for (int f = 0; f < files.size(); f++) {
      if (problem(files.get(f), facts.get(f)) != null) {
        continue;
      }
      Grid grid = facts.get(f).grid();
      int g = 0;
      while (g < grids.size() && grids.get(g).difference(grid) != null) {
        g++;
      }
      if (g == grids.size() && g < MOST_GRIDS) {
        grids.add(grid);
      }
      if (g < MOST_GRIDS) {
        counts[g]++;
      }
    }
    for (int g = 1; g < grids.size(); g++) {
      best = counts[g] > counts[best] ? g : best;
    }
    return grids.isEmpty() ? null : grids.get(best);
  }
}
