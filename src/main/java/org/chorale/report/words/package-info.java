/**
 * What the page says: numbers as a reader wants them, citations, the paragraph for a paper. Plain
 * text, not yet HTML.
 */
package org.chorale.report.words;
