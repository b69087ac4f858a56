package org.chorale.report;

import java.util.List;
import org.chorale.model.diagnosis.Diagnosis;
import org.chorale.report.part.ClassifierRow;
import org.chorale.report.part.ComponentRow;
import org.chorale.report.part.CovariateRow;
import org.chorale.report.part.DistancePart;
import org.chorale.report.part.HeatPart;
import org.chorale.report.part.MapPart;
import org.chorale.report.part.OverlapPart;
import org.chorale.report.part.PeoplePart;
import org.chorale.report.part.PriorPart;
import org.chorale.report.part.ResidualPart;
import org.chorale.report.part.RunPart;
import org.chorale.report.part.SitePart;
import org.chorale.report.part.SizeRow;
import org.chorale.report.part.StatusRow;
import org.chorale.report.part.TestRow;
import org.chorale.report.verdict.Verdict;
import org.chorale.report.words.MethodsParagraph;

/**
 * What {@code page.mustache} and the templates it includes ask for.
 *
 * @param hasAfter whether there are harmonised values
 * @param overview the first of the residual plots, which stands for all before harmonisation
 * @param details the other ones
 */
record PageView(
    boolean hasAfter,
    RunPart run,
    List<Verdict> verdicts,
    SitePart sites,
    ResidualPart overview,
    List<ResidualPart> details,
    List<TestRow> tests,
    List<SizeRow> sizes,
    HeatPart heat,
    PriorPart priors,
    List<ComponentRow> components,
    DistancePart distances,
    List<ClassifierRow> classifiers,
    List<CovariateRow> covariates,
    List<OverlapPart> overlaps,
    PeoplePart people,
    List<MapPart> maps,
    List<StatusRow> statuses,
    MethodsParagraph methods,
    PageFiles files,
    String data) {
  static PageView of(Diagnosis diagnosis) {
    List<ResidualPart> residuals = ResidualPart.of(diagnosis);
    return new PageView(
        diagnosis.hasAfter(),
        RunPart.of(diagnosis),
        Verdict.of(diagnosis),
        SitePart.of(diagnosis.sites()),
        residuals.isEmpty() ? null : residuals.get(0),
        residuals.stream().skip(1).toList(),
        TestRow.of(diagnosis.tests()),
        SizeRow.of(diagnosis.effectSizes()),
        HeatPart.of(diagnosis),
        PriorPart.of(diagnosis),
        ComponentRow.of(diagnosis.components()),
        DistancePart.of(diagnosis.distances()),
        ClassifierRow.of(diagnosis.classifiers()),
        CovariateRow.of(diagnosis.covariates()),
        OverlapPart.of(diagnosis.overlaps()),
        PeoplePart.of(diagnosis),
        MapPart.of(diagnosis.maps()),
        StatusRow.of(diagnosis.run().statuses()),
        MethodsParagraph.of(diagnosis),
        PageFiles.load(),
        ChartData.of(diagnosis));
  }
}
