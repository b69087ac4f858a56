package org.chorale.io.image;

import java.io.IOException;
import org.chorale.io.nifti.NiftiHeader;
import org.chorale.io.nifti.NiftiReader;

/** A NIfTI image. */
final class NiftiImage implements ImageReader {
  private final NiftiReader file;
  private final Grid grid;

  NiftiImage(NiftiReader file) {
    this.file = file;
    this.grid = new Grid(file.header().shape(), file.header().affine());
  }

  @Override
  public Grid grid() {
    return grid;
  }

  @Override
  public int volumes() {
    return file.header().volumes();
  }

  @Override
  public boolean isFloat64() {
    return !file.header().elementType().fitsFloat32();
  }

  @Override
  public NiftiHeader like() {
    return file.header().float32Volume();
  }

  @Override
  public void read(double[] into, int from, int count) throws IOException {
    file.read(into, from, count);
  }

  @Override
  public void skipVolumes(int n) throws IOException {
    file.skipVolumes(n);
  }

  @Override
  public String sha256() throws IOException {
    return file.sha256();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
