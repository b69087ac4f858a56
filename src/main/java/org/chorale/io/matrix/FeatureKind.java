package org.chorale.io.matrix;

/** What the features of a matrix are. */
public enum FeatureKind {
  /** Columns of a table, known by name. */
  COLUMN,
  /** Voxels of a mask, or vertices of a surface, known by their place in the image. */
  VOXEL
}
