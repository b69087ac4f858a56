/**
 * The Spark jobs: import, moments, solve, apply. A job is a request and an outcome; it prints
 * nothing.
 *
 * <p>Each class says what runs on the driver, what is broadcast and what a task holds. What is
 * summed is cut and merged in an order that depends on the files alone, so that a run gives the
 * same bits on any number of cores, with retries and lost executors. All arithmetic is in {@code
 * stats}.
 */
package org.chorale.job;
