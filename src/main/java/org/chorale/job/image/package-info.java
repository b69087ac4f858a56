/**
 * Feature matrices of images: which image each scan has, whether it can be used, the voxels that
 * are features, their values.
 *
 * <p>An import finds the images (on the driver), reads their headers, then their values once, in
 * tasks that are a fixed function of the images; what it keeps of them lies on the disks of the
 * executors until it is sorted into the matrix. No task holds more than a slice of an image and the
 * features of one scan, the driver nothing larger than the scan table and one image's grid.
 */
package org.chorale.job.image;
