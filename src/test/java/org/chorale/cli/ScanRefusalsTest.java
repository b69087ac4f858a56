package org.chorale.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What sites, covariates and ids can't be: refused from the scan table, in its own words. */
class ScanRefusalsTest extends OnSpark {

  private static StudyTable study() {
    return StudyTable.of(1, 3, 12, 4);
  }

  @Test
  void missingCovariatesAreRefusedWithTheFirstTenIdsAndTheCount() {
    StudyTable study = study();
    IntStream.range(0, 12).forEach(s -> study.set("age", s, s % 2 == 0 ? "" : "n/a"));
    study.set("sex", 20, ".");
    assertRefused(
        study,
        "scans.csv:2",
        "covariate 'age' is missing for 12 scans of 36",
        IntStream.rangeClosed(1, 10)
            .mapToObj(i -> String.format("sub-%03d", i))
            .collect(Collectors.joining(", ")),
        "sub-010 and 2 more",
        "scans.csv:22",
        "covariate 'sex' is missing for 1 scan of 36: sub-021",
        "--drop-incomplete");
  }

  @Test
  void aMissingSiteIsRefusedWithItsScan() {
    assertRefused(
        study().set("site", 4, "NA"),
        "scans.csv:6",
        "site column 'site' is missing for 1 scan of 36: sub-005",
        "--drop-incomplete");
  }

  @Test
  void oneSiteOnlyIsNothingToHarmonise() {
    assertRefused(
        study().with("site", s -> "Trio"),
        "nothing to harmonise",
        "36 scans",
        "one site, 'Trio'",
        "site column: site");
  }

  @Test
  void oneSiteThatIsLeftAfterSmallOnesWereExcludedIsNothingToHarmonise() {
    assertRefused(
        study().with("site", s -> s < 30 ? "big" : s < 33 ? "b" : "c"),
        List.of("--min-scans", "5", "--small-site", "exclude"),
        "nothing to harmonise",
        "one site, 'big'",
        "'b' (3)",
        "'c' (3)");
  }

  @Test
  void sitesBelowMinScansAreRefusedOnRequestWithTheirNumbers() {
    assertRefused(
        study().withScansAt("B", 2),
        List.of("--min-scans", "5", "--small-site", "fail"),
        "one site has fewer than 5 scans: 'B' (2)",
        "--min-scans",
        "--small-site");
  }

  @Test
  void aCovariateThatIsTheSiteIsRefusedNamingLevelAndSite() {
    StudyTable study = study();
    study.with("scanner", s -> study.cell("site", s).equals("A") ? "Trio" : "Prisma");
    assertRefused(
        study, List.of("--categorical", "scanner"), "scanner=Trio and site=A are the same scans");
  }

  @Test
  void aCovariateThatDoesNotVaryWithinAnySiteIsRefused() {
    StudyTable study = study();
    study.with("field", s -> study.cell("site", s).equals("A") ? "1.5" : "3");
    assertRefused(
        study, List.of("--continuous", "age,field"), "field does not vary within any site");
  }

  @Test
  void levelsThatEachBelongToManySitesOnlyAreRefusedWithoutAListOfSites() {
    StudyTable study = StudyTable.of(1, 10, 4, 2);
    study.with("diagnosis", s -> study.cell("site", s).compareTo("E") < 0 ? "HC" : "SZ");
    assertRefused(
        study, List.of("--categorical", "diagnosis"), "diagnosis does not vary within any site");
  }

  @Test
  void covariatesThatDetermineEachOtherAreRefusedNamingBoth() {
    StudyTable study = study();
    study.with("months", s -> Double.toString(12 * Double.parseDouble(study.cell("age", s))));
    assertRefused(
        study,
        List.of("--continuous", "age,months"),
        "months is determined by age within sites",
        "leave one out");
  }

  @Test
  void aConstantCovariateIsRefusedWithItsValue() {
    assertRefused(study().with("age", s -> "40"), "age is 40 for every scan");
    assertRefused(study().with("sex", s -> "F"), "sex is F for every scan");
  }

  @Test
  void tooFewScansForTheCovariatesAreRefusedWithTheNumbers() {
    StudyTable study = StudyTable.of(1, 2, 3, 2);
    study.with("x", s -> Integer.toString(s * s)).with("y", s -> Integer.toString(7 * s % 5));
    assertRefused(
        study,
        List.of("--continuous", "age,x,y"),
        "6 scans are too few for 2 sites and 4 covariate columns");
  }

  @Test
  void aContinuousCovariateWithTextIsRefusedWithFileLineValueAndScan() {
    assertRefused(
        study().set("age", 7, "forty").set("age", 9, "12,3"),
        "continuous covariate 'age' is not a number in 2 scans",
        "scans.csv:9: 'forty' of scan sub-008",
        "scans.csv:11: '12,3' of scan sub-010",
        "--categorical");
  }

  @Test
  void numbersThatOnlyAProgrammerWouldWriteAreTextInACovariateToo() {
    assertRefused(study().set("age", 7, "40d"), "scans.csv:9: '40d' of scan sub-008");
    assertRefused(study().set("age", 7, "0x1p5"), "scans.csv:9: '0x1p5' of scan sub-008");
  }

  @Test
  void anInfiniteCovariateIsRefused() {
    assertRefused(study().set("age", 3, "Inf"), "scans.csv:5: 'Inf' of scan sub-004");
  }

  @Test
  void duplicateIdsAreRefusedWithTheirLines() {
    assertRefused(
        study().set("sub", 5, "sub-002").set("sub", 8, "sub-003"),
        "scans.csv: 2 duplicate ids",
        "'sub-002' in lines 3 and 7",
        "'sub-003' in lines 4 and 10");
  }

  @Test
  void aMissingIdIsRefusedWithItsLine() {
    assertRefused(study().set("sub", 5, ""), "scans.csv:7", "the scan has no id");
  }

  @Test
  void aReferenceSiteThatDoesNotExistIsRefusedWithTheSitesAndTheNearest() {
    StudyTable study = study().map("site", site -> "Scanner-" + site);
    assertRefused(
        study,
        List.of("--reference-site", "scaner-B"),
        "no site 'scaner-B'",
        "did you mean 'Scanner-B'?",
        "'Scanner-A', 'Scanner-B', 'Scanner-C'");
    assertRefused(
        study,
        List.of("--reference-site", "Utrecht"),
        "no site 'Utrecht'",
        "'Scanner-A', 'Scanner-B', 'Scanner-C'");
  }

  @Test
  void aReferenceSiteOfOneScanIsRefused() {
    assertRefused(
        study().withScansAt("B", 1), List.of("--reference-site", "B"), "reference site 'B'");
  }

  @Test
  void aReferenceSiteThatWouldBeExcludedIsRefused() {
    assertRefused(
        study().withScansAt("B", 3),
        List.of("--reference-site", "B", "--min-scans", "5", "--small-site", "exclude"),
        "reference site 'B' has 3 scans",
        "would be excluded");
  }

  @Test
  void idsOnOneSideOfTwoInputsAreListed() {
    StudyTable study = study();
    String left = write("left.csv", study.copy().columns(List.of("sub", "site", "age", "sex")));
    StudyTable right = study.copy().columns(List.of("sub", "f1", "f2", "f3", "f4"));
    String features = write("right.csv", right.set("sub", 2, "sub-900"));
    List<String> arguments = new java.util.ArrayList<>(Harmonised.arguments(left, output()));
    arguments.add(arguments.indexOf("--input") + 2, features);
    assertRefused(
        arguments,
        "1 scan of " + left + " not in " + features + ": sub-003",
        "1 scan of " + features + " not in " + left + ": sub-900",
        "joined by id");
  }

  @Test
  void idsOnOneSideOfTheScanTableAreListed() {
    StudyTable study = study();
    StudyTable scans = study.copy().columns(List.of("sub", "site", "age", "sex"));
    String participants = write("participants.csv", scans.set("sub", 0, "sub-901"));
    String features = write("roi.csv", study.copy().columns(List.of("sub", "f1", "f2", "f3")));
    assertRefused(
        Harmonised.arguments(features, output(), "--scans", participants),
        "not in " + participants + ": sub-001",
        "not in " + features + ": sub-901");
  }

  @Test
  void nothingButTheScanTableIsReadToRefuseAConfoundedDryRun() {
    StudyTable study = study().set("f1", 3, "error");
    study.with("scanner", s -> "on " + study.cell("site", s));
    String input = write("scans.csv", study);
    assertRefused(
        Harmonised.arguments(
            input, output(), "--categorical", "scanner", "--dry-run", "--features", "f*"),
        "scanner=on B and site=B are the same scans");
  }
}
