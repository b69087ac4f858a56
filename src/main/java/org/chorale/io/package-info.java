/**
 * Files: tables, Parquet pages, the model directory, publishing. Through the Hadoop file system
 * interface, so that local disks, HDFS and object stores are the same to it.
 *
 * <p>Knows what a task reads and writes; what runs where is the business of {@code job}.
 */
package org.chorale.io;
