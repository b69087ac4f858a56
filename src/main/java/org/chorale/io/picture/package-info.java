/**
 * Pictures of what lies over a mask: slices of a volume, coloured by a number per voxel.
 *
 * <p>{@link org.chorale.io.picture.MaskPicture} knows the grid and the mask, and draws any number
 * of values on the same slices; {@link org.chorale.io.picture.ColourScale} tells which colour a
 * value has. Axes are turned to the anatomy where the image's header tells it.
 *
 * <p>Letters and digits are drawn from a raster of their own and pictures have no time stamp: equal
 * values give equal bytes, on machines without a font or a screen too. Knows nothing of scans,
 * sites and tests.
 */
package org.chorale.io.picture;
