/**
 * Feature matrices: values shuffled into one, once; read in runs of one site and block for moments;
 * adjusted run by run into another one.
 */
package org.chorale.job.matrix;
