/**
 * What voxels of a feature matrix become: {@link org.chorale.job.export.ImageExport} writes its
 * scans as images, {@link org.chorale.job.export.MapExport} the estimates of a model. Neither
 * shuffles values. Knows nothing of how the matrix was made of images; where they lie is in it.
 */
package org.chorale.job.export;
