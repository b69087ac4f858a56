package org.chorale.io.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.chorale.io.nifti.NiftiBytes;
import org.chorale.io.nifti.NiftiHeader;
import org.junit.jupiter.api.Test;

/** Pictures of tiny volumes, voxel by voxel. */
class MaskPictureTest {
  private static final int[] SHAPE = {5, 7, 4};
  private static final int COUNT = 5 * 7 * 4;
  private static final double[] STRAIGHT = {2, 0, 0, -5, 0, 3, 0, 4, 0, 0, 4, 0};
  private static final ColourScale SCALE = new ColourScale(COUNT - 1);
  private static final int WHITE = 0xffffff;

  private static int[] all(int[] shape) {
    return IntStream.range(0, shape[0] * shape[1] * shape[2]).toArray();
  }

  private static double[] ascending(int count) {
    return IntStream.range(0, count).mapToDouble(v -> v).toArray();
  }

  private static BufferedImage decoded(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int rgb(BufferedImage image, int[] pixel) {
    return image.getRGB(pixel[0], pixel[1]) & WHITE;
  }

  private static MaskPicture straight() {
    return new MaskPicture(NiftiHeader.of(SHAPE, STRAIGHT), all(SHAPE));
  }

  /** Index in the file of the voxel that a slice shows in a column and row, from below. */
  private static int voxel(Slice slice, int column, int row) {
    int[] place = new int[3];
    place[slice.across()] = slice.place();
    place[Slice.rightward(slice.across())] = column;
    place[Slice.upward(slice.across())] = row;
    return place[0] + SHAPE[0] * (place[1] + SHAPE[1] * place[2]);
  }

  @Test
  void everyVoxelOfEverySliceHasTheColourOfItsValue() throws IOException {
    MaskPicture picture = straight();
    double[] values = ascending(COUNT);
    values[voxel(picture.layout().orthogonal().get(2), 1, 2)] = Double.NaN;
    BufferedImage image = decoded(picture.png(values, SCALE));
    for (Slice slice : picture.layout().orthogonal()) {
      assertShows(image, slice, values);
    }
    for (Slice slice : picture.layout().montage()) {
      assertShows(image, slice, values);
    }
    assertThat(picture.layout().orthogonal().stream().map(Slice::across)).containsExactly(0, 1, 2);
    assertThat(picture.layout().orthogonal().stream().map(Slice::place)).containsExactly(2, 3, 2);
    assertThat(picture.layout().montage().stream().map(Slice::place)).containsExactly(0, 1, 2, 3);
  }

  private static void assertShows(BufferedImage image, Slice slice, double[] values) {
    for (int column = 0; column < SHAPE[Slice.rightward(slice.across())]; column++) {
      for (int row = 0; row < SHAPE[Slice.upward(slice.across())]; row++) {
        assertThat(rgb(image, slice.pixel(column, row)))
            .as(
                "column %d, row %d of slice %d across %d",
                column, row, slice.place(), slice.across())
            .isEqualTo(SCALE.rgb(values[voxel(slice, column, row)]));
      }
    }
  }

  @Test
  void whatIsNotInTheMaskIsWhiteAndWhatLiesAroundItIsCutOff() throws IOException {
    int[] shape = {6, 5, 1};
    // A ring of eight voxels around one that is not in the mask, in a corner of the grid.
    int[] ring =
        Arrays.stream(all(shape)).filter(v -> v % 6 < 3 && v / 6 < 3 && v != 1 + 6).toArray();
    MaskPicture picture = new MaskPicture(NiftiHeader.of(shape, STRAIGHT), ring);
    BufferedImage image = decoded(picture.png(ascending(8), new ColourScale(7)));
    Slice slice = picture.layout().orthogonal().get(0);
    assertThat(rgb(image, slice.pixel(1, 1))).isEqualTo(WHITE);
    assertThat(rgb(image, slice.pixel(0, 0))).isEqualTo(new ColourScale(7).rgb(0));
    assertThat(rgb(image, slice.pixel(2, 2))).isEqualTo(new ColourScale(7).rgb(7));
    // Three voxels of 3 mm are as high as the page allows.
    assertThat(slice.pixel(0, 0)[1] - slice.pixel(0, 2)[1]).isEqualTo(2 * 480 / 3);
    assertThat(slice.pixel(2, 0)[0] - slice.pixel(0, 0)[0]).isBetween(212, 214);
    assertThat(picture.hasDepth()).isFalse();
  }

  @Test
  void anImageStoredMirroredAndTurnedLooksTheSame() throws IOException {
    // Axes of the file: down, to the left, to the front.
    double[] affine = {0, -2, 0, 3, 0, 0, 3, 4, -4, 0, 0, 12};
    int[] shape = {SHAPE[2], SHAPE[0], SHAPE[1]};
    double[] values = new double[COUNT];
    for (int v = 0; v < COUNT; v++) {
      int right = SHAPE[0] - 1 - v / shape[0] % shape[1];
      int front = v / shape[0] / shape[1];
      int up = SHAPE[2] - 1 - v % shape[0];
      values[v] = right + SHAPE[0] * (front + SHAPE[1] * up);
    }
    MaskPicture turned = new MaskPicture(NiftiHeader.of(shape, affine), all(shape));
    assertThat(turned.png(values, SCALE)).isEqualTo(straight().png(ascending(COUNT), SCALE));
  }

  @Test
  void anObliqueImageHasTheNearestDirections() throws IOException {
    // Turned by 30 degrees around the axis of the body.
    double c = Math.sqrt(0.75);
    double[] affine = {2 * c, -1.5, 0, 0, 1, 3 * c, 0, 0, 0, 0, 4, 0};
    MaskPicture oblique = new MaskPicture(NiftiHeader.of(SHAPE, affine), all(SHAPE));
    assertThat(oblique.png(ascending(COUNT), SCALE))
        .isEqualTo(straight().png(ascending(COUNT), SCALE));
  }

  @Test
  void lettersStandWhereDirectionsAreKnown() throws IOException {
    MaskPicture picture = straight();
    BufferedImage image = decoded(picture.png(ascending(COUNT), SCALE));
    Slice axial = picture.layout().orthogonal().get(2);
    int middle = axial.pixel(0, 3)[1];
    assertThat(letters(image, axial.pixel(0, 3)[0], -1, middle)).isEqualTo('L');
    assertThat(letters(image, axial.pixel(4, 3)[0], 1, middle)).isEqualTo('R');
    NiftiHeader unplaced =
        NiftiHeader.parse(
            new NiftiBytes(1, ByteOrder.LITTLE_ENDIAN).dim(3, 5, 7, 4).counting(COUNT), "unplaced");
    MaskPicture blind = new MaskPicture(unplaced, all(SHAPE));
    assertThat(blind.hasDirections()).isFalse();
    assertThat(picture.hasDirections()).isTrue();
    BufferedImage bare = decoded(blind.png(ascending(COUNT), SCALE));
    Slice seen = blind.layout().orthogonal().get(2);
    assertThat(letters(bare, seen.pixel(0, 3)[0], -1, seen.pixel(0, 3)[1])).isEqualTo(' ');
    assertShows(bare, seen, ascending(COUNT));
  }

  /** The letter nearest to a pixel of a slice in a direction; a space if there is none. */
  private static char letters(BufferedImage image, int fromX, int step, int middle) {
    int ink = 0x1c2731;
    int x = fromX;
    for (int walked = 0; walked < 90; walked++, x += step) {
      for (char letter : new char[] {'L', 'R'}) {
        if (x >= 0 && x + Sheet.LETTER_WIDTH < image.getWidth()) {
          for (int y = middle - 12; y < middle; y++) {
            if (isAt(image, letter, x, y, ink)) {
              return letter;
            }
          }
        }
      }
    }
    return ' ';
  }

  private static boolean isAt(BufferedImage image, char letter, int x, int y, int ink) {
    return IntStream.range(0, Sheet.LETTER_WIDTH * Sheet.LETTER_HEIGHT)
        .allMatch(
            dot -> {
              int right = dot % Sheet.LETTER_WIDTH;
              int down = dot / Sheet.LETTER_WIDTH;
              boolean set = rgb(image, new int[] {x + right, y + down}) == ink;
              return set == Glyphs.isSet(letter, right / 2, down / 2);
            });
  }

  @Test
  void oneScaleGivesOneValueOneColourAndEqualValuesGiveEqualBytes() throws IOException {
    MaskPicture picture = straight();
    double[] values = ascending(COUNT);
    byte[] first = picture.png(values, SCALE);
    byte[] other = picture.png(new double[COUNT], SCALE);
    assertThat(other).isNotEqualTo(first);
    assertThat(picture.png(values, SCALE)).isEqualTo(first);
    assertThat(straight().png(values, SCALE)).isEqualTo(first);
  }

  @Test
  void flatMasksHaveTheirOneSliceAndLinesNone() {
    for (int across = 0; across < 3; across++) {
      int[] shape = SHAPE.clone();
      shape[across] = 1;
      MaskPicture flat = new MaskPicture(NiftiHeader.of(shape, STRAIGHT), all(shape));
      assertThat(flat.layout().orthogonal().stream().map(Slice::across)).containsExactly(across);
      assertThat(flat.layout().montage()).isEmpty();
      int[] line = {1, 1, 1};
      line[across] = 9;
      assertThat(new MaskPicture(NiftiHeader.of(line, STRAIGHT), all(line)).isDrawable()).isFalse();
    }
    assertThat(new MaskPicture(NiftiHeader.of(SHAPE, STRAIGHT), new int[0]).isDrawable()).isFalse();
  }

  @Test
  void noiseOnAFineGridIsALightPicture() throws IOException {
    int[] shape = {150, 180, 40};
    Random random = new Random(4);
    double[] values = random.doubles(150 * 180 * 40).toArray();
    MaskPicture picture = new MaskPicture(NiftiHeader.of(shape, STRAIGHT), all(shape));
    assertThat(picture.layout().montage()).hasSize(12);
    assertThat(picture.png(values, new ColourScale(1))).hasSizeLessThan(300_000);
  }
}
