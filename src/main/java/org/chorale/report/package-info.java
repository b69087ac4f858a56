/**
 * The page that shows a diagnosis: one HTML file with everything inside, which opens without a
 * network. {@link org.chorale.report.ReportPage} puts it together: templates of {@code
 * org/chorale/report/*.mustache}, filled with the records of this package, one for each part of the
 * page; charts by ECharts from numbers that lie in the page as JSON; small figures drawn in {@code
 * org.chorale.report.drawing}; sentences in {@code org.chorale.report.words}.
 *
 * <p>It computes nothing but positions on paper and knows no Spark, no files and no data beyond
 * {@link org.chorale.model.diagnosis.Diagnosis}. Text of the user is escaped by the template, never
 * by hand; no template holds unescaped text but the styles, scripts and the JSON that {@code
 * ChartData} has made safe.
 */
package org.chorale.report;
