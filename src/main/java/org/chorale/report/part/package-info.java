/**
 * What the templates fill in: a record for each row and figure of the page, all its numbers already
 * text. Names of components are the names in the templates.
 */
package org.chorale.report.part;
