/**
 * The command line: options to request, outcome to words, failures to exit codes.
 *
 * <p>Only {@link org.chorale.cli.Main} ends the process.
 */
package org.chorale.cli;
