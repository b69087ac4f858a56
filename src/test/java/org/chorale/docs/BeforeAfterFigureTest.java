package org.chorale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chorale.fixtures.FixtureTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The picture in {@code docs} is what the example gives today. Written anew by
 *
 * <pre>mvn -B test -Dtest=BeforeAfterFigureTest -Dchorale.docs.write</pre>
 */
class BeforeAfterFigureTest {
  private static final String FIGURE = "docs/before-after.svg";

  @TempDir Path folder;

  @Test
  void thePictureIsOfTheExample() throws IOException {
    Path output = folder.resolve("out");
    Example.harmonise(output, "--format", "csv");
    String features =
        Example.run(
            List.of("inspect", output.resolve("model").toString(), "--table", "features", "--csv"));
    BeforeAfterFigure figure =
        new BeforeAfterFigure(
            FixtureTable.read(Example.file("conf/example.csv"), 1),
            FixtureTable.read(output.resolve("harmonised.csv"), 1),
            FixtureTable.parse("features", features, 1));
    String svg = figure.svg();
    if (System.getProperty("chorale.docs.write") != null) {
      Files.writeString(Example.file(FIGURE), svg);
    }
    assertThat(Example.text(FIGURE))
        .as("%s is out of date; see %s", FIGURE, BeforeAfterFigureTest.class.getName())
        .isEqualTo(svg);
    assertThat(Example.text("README.md")).contains(figure.feature());
  }
}
