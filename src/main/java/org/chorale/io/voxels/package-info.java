/**
 * The numbers of an image file, whatever its format: a run of values of one type after some bytes
 * of header, in a file that may be compressed.
 *
 * <p>{@link org.chorale.io.voxels.ImageBytes} gives the bytes, decompressed and hashed on the way;
 * {@link org.chorale.io.voxels.VoxelReader} the values, as doubles, a buffer at a time: no volume
 * is ever held.
 *
 * <p>Trusts no number that a file states: what is promised is compared with what is there before
 * anything is allocated by it. Knows no image format; those are its callers.
 */
package org.chorale.io.voxels;
