/**
 * FreeSurfer's images, {@code .mgh} and, compressed, {@code .mgz}: what {@link
 * org.chorale.io.mgh.MghHeader} says and {@link org.chorale.io.mgh.MghReader} reads.
 *
 * <p>Source: "The MGH/MGZ Volume Format" of the FreeSurfer wiki; the affine is nibabel's (5.0,
 * {@code nibabel/freesurfer/mghformat.py}), against which the tests compare. Knows no other image
 * format.
 */
package org.chorale.io.mgh;
