/**
 * How files come into being: through Hadoop's file systems, never over an existing file, without
 * checksum side files next to local ones, and visible under their final name only when complete.
 */
package org.chorale.io.storage;
