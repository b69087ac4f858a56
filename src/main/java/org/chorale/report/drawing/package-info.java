/**
 * Small figures as SVG path data: density of estimates against their prior, histograms of p values,
 * ranges. They are drawn here and not by a chart library because there are hundreds of them in a
 * page, and because paper and readers without JavaScript get them too.
 */
package org.chorale.report.drawing;
