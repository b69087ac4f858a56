/**
 * What a diagnosis comes to: three questions, each with a word, a pair of numbers and a sentence.
 * Whether site is still found, whether a classifier tells it, whether covariates kept their
 * effects. The thresholds are named constants of the classes; where a result is bad, it is said.
 */
package org.chorale.report.verdict;
