package org.chorale.io.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.chorale.io.mgh.MghHeader;
import org.chorale.io.nifti.NiftiBytes;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.model.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.reflect.ClassTag$;

class ImagesTest {
  @TempDir Path directory;

  private ImageReader open(String name) throws IOException {
    return Images.open(
        new Configuration(), new org.apache.hadoop.fs.Path(directory.resolve(name).toUri()));
  }

  private static byte[] mgh() {
    ByteBuffer bytes = ByteBuffer.allocate(284 + 4 * 6).order(ByteOrder.BIG_ENDIAN);
    bytes.putInt(1).putInt(3).putInt(2).putInt(1).putInt(1).putInt(1);
    bytes.putInt(284, -5);
    return bytes.array();
  }

  @Test
  void eachImageOfADirectoryCountsOnce() {
    List<String> files =
        List.of(
            "a.nii",
            "b.nii.gz",
            "c.hdr",
            "c.img",
            "d.hdr.gz",
            "d.img.gz",
            "e.mgh",
            "f.mgz",
            "g.mgh.gz",
            "H.NII.GZ",
            "._a.nii",
            "x.txt",
            "nii",
            "gz.gz",
            "x.nii.bak");
    Set<String> stems =
        files.stream().filter(Images::isImage).map(Images::stem).collect(Collectors.toSet());
    assertThat(files.stream().filter(Images::isImage)).hasSize(8);
    assertThat(stems).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g", "H");
  }

  @Test
  void stemLeavesOtherDotsAlone() {
    assertThat(Images.stem("sub-01_desc-x.y_T1w.nii.gz")).isEqualTo("sub-01_desc-x.y_T1w");
    assertThat(Images.stem("lh.thickness.fwhm10.fsaverage.mgh"))
        .isEqualTo("lh.thickness.fwhm10.fsaverage");
    assertThat(Images.stem("p.img")).isEqualTo("p");
    assertThat(Images.stem("table.csv")).isEqualTo("table.csv");
  }

  @Test
  void niftiIsOpenedByItsName() throws IOException {
    NiftiBytes bytes = new NiftiBytes(1, ByteOrder.BIG_ENDIAN).dim(4, 3, 2, 1, 2);
    Files.write(directory.resolve("t.nii"), bytes.counting(12));
    try (ImageReader image = open("t.nii")) {
      assertThat(image.grid().shape()).containsExactly(3, 2, 1);
      assertThat(image.volumes()).isEqualTo(2);
      assertThat(image.isFloat64()).isFalse();
      assertThat(new Grid(image.like().shape(), image.like().affine())).isEqualTo(image.grid());
      image.skipVolumes(1);
      double[] values = new double[6];
      image.read(values, 0, 6);
      assertThat(values).containsExactly(6, 7, 8, 9, 10, 11);
    }
  }

  @Test
  void freeSurferImageIsOpenedByItsName() throws IOException {
    Files.write(directory.resolve("t.mgz"), NiftiBytes.gzip(mgh()));
    try (ImageReader image = open("t.mgz")) {
      assertThat(image.isFloat64()).isTrue();
      assertThat(image.volumes()).isEqualTo(1);
      assertThat(new Grid(image.like().shape(), image.like().affine())).isEqualTo(image.grid());
      double[] values = new double[6];
      image.read(values, 0, 6);
      assertThat(values).containsExactly(-5, 0, 0, 0, 0, 0);
      assertThat(image.sha256()).hasSize(64);
    }
  }

  @Test
  void otherNamesAreRefused() {
    assertThatThrownBy(() -> open("t.txt"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "t.txt: not an image by its name; expected was one that ends in .nii");
  }

  @Test
  void gridsAndHeadersTravel() {
    NiftiHeader nifti = NiftiHeader.of(new int[] {2, 3, 4}, new double[12]);
    Grid grid = new Grid(nifti.shape(), nifti.affine());
    MghHeader mgh = MghHeader.parse(mgh(), "t.mgh");
    assertThat(travelled(nifti)).allMatch(nifti::equals).allMatch(h -> h.voxels() == 24);
    assertThat(travelled(grid)).allMatch(grid::equals);
    assertThat(travelled(mgh)).allMatch(h -> h.voxels() == 6);
  }

  private static <T> List<T> travelled(T object) {
    SparkConf conf = new SparkConf(false);
    return Stream.of(new JavaSerializer(conf), new KryoSerializer(conf))
        .map(serializer -> sent(object, serializer))
        .toList();
  }

  private static <T> T sent(T object, Serializer serializer) {
    SerializerInstance instance = serializer.newInstance();
    scala.reflect.ClassTag<T> tag = ClassTag$.MODULE$.apply(object.getClass());
    return instance.deserialize(instance.serialize(object, tag), tag);
  }
}
