/**
 * Images of any format, as the jobs see them: a grid in space, volumes on it, values in the order
 * of the file.
 *
 * <p>{@link org.chorale.io.image.Images} opens an {@link org.chorale.io.image.ImageReader} by the
 * ending of its name; {@link org.chorale.io.image.Grid} tells whether two images can be compared
 * voxel by voxel. What is written is NIfTI, by {@link org.chorale.io.nifti.NiftiWriter} and {@link
 * org.chorale.io.image.ImageReader#like}.
 *
 * <p>Knows the formats, and nothing of scans, masks and features.
 */
package org.chorale.io.image;
