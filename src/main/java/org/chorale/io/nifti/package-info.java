/**
 * NIfTI images, versions 1 and 2: one file or a pair, both byte orders, compressed or not, every
 * type of real number.
 *
 * <p>{@link org.chorale.io.nifti.NiftiReader} reads any of them, {@link
 * org.chorale.io.nifti.NiftiWriter} writes 3-D images of float32. {@link
 * org.chorale.io.nifti.NiftiHeader} is what both agree on; affine, scaling and oddities are
 * understood as nibabel does (5.0, {@code nibabel/nifti1.py}), against which the tests compare.
 *
 * <p>Source: the NIfTI-1 and NIfTI-2 headers, {@code nifti1.h} and {@code nifti2.h} of the NIfTI
 * Data Format Working Group. Knows nothing of other image formats and of what the values mean.
 */
package org.chorale.io.nifti;
