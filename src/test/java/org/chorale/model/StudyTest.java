package org.chorale.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chorale.stats.bayes.SiteTreatment.Effects;
import org.junit.jupiter.api.Test;

class StudyTest {
  private static Specification.Builder bySite() {
    return Specification.builder().site("site");
  }

  private static void refused(
      ScanTable scans, Specification.Builder specification, String... words) {
    Specification built = specification.build();
    assertThatThrownBy(() -> Study.of(scans, built))
        .isInstanceOf(InvalidInputException.class)
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
  }

  @Test
  void sitesAreInTheOrderOfTheirLabelsWhateverTheirNames() {
    ScanTable scans =
        Scans.of("id,site", "a,1e3", "b,007", "c,Zürich", "d,007", "e,1e3", "f,Zürich");
    Cohort cohort = Study.of(scans, bySite().build()).cohort();
    assertThat(cohort.sites()).extracting(Site::label).containsExactly("007", "1e3", "Zürich");
    assertThat(cohort.site(0)).isEqualTo(1);
  }

  @Test
  void jointSitesWithAPlusInALabelStayApart() {
    ScanTable scans = Scans.of("id,a,b", "1,x+y,z", "2,x,y+z", "3,x+y,z", "4,x,y+z");
    Specification joint = Specification.builder().site("a", "b").build();
    assertThat(Study.of(scans, joint).cohort().sites())
        .extracting(Site::label)
        .containsExactly("\"x+y\"+z", "x+\"y+z\"");
  }

  @Test
  void oneSiteIsNothingToHarmonise() {
    refused(
        Scans.of("id,site", "a,A", "b,A"),
        bySite(),
        "nothing to harmonise",
        "2 scans",
        "'A'",
        "site");
  }

  @Test
  void aMissingCovariateIsRefusedWithIdsOrDropped() {
    ScanTable scans =
        Scans.of("id,site,age", "a,A,30", "b,A,40", "c,A,", "d,B,35", "e,B,50", "f,,20", "g,B,61");
    refused(
        scans,
        bySite().continuous("age"),
        "scans.csv:4",
        "covariate 'age' is missing for 1 scan of 7: c",
        "site column 'site' is missing for 1 scan of 7: f",
        "--drop-incomplete");
    Cohort cohort =
        Study.of(scans, bySite().continuous("age").dropIncomplete(true).build()).cohort();
    assertThat(cohort.size()).isEqualTo(5);
    assertThat(cohort.leftOut())
        .extracting(LeftOut::id, LeftOut::reason, LeftOut::column)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("c", LeftOut.Reason.MISSING_COVARIATE, "age"),
            org.assertj.core.groups.Tuple.tuple("f", LeftOut.Reason.MISSING_SITE, "site"));
  }

  @Test
  void aSmallSiteIsMeanOnlyExcludedOrRefused() {
    ScanTable scans = Scans.of("id,site", "a,A", "b,A", "c,B", "d,B", "e,C");
    assertThat(Study.of(scans, bySite().build()).cohort().sites())
        .extracting(Site::effects)
        .containsExactly(Effects.LOCATION_AND_SCALE, Effects.LOCATION_AND_SCALE, Effects.LOCATION);
    Cohort without =
        Study.of(scans, bySite().smallSite(Specification.SmallSite.EXCLUDE).build()).cohort();
    assertThat(without.sites()).extracting(Site::label).containsExactly("A", "B");
    assertThat(without.leftOut())
        .containsExactly(new LeftOut("e", "C", LeftOut.Reason.SITE_EXCLUDED, null));
    refused(
        scans,
        bySite().smallSite(Specification.SmallSite.FAIL),
        "one site has fewer than 2 scans: 'C' (1)",
        "--min-scans");
  }

  @Test
  void anUnknownReferenceSiteNamesTheNearest() {
    ScanTable scans = Scans.of("id,site", "a,Boston", "b,Boston", "c,Berlin", "d,Berlin");
    refused(scans, bySite().referenceSite("Bostan"), "no site 'Bostan'", "did you mean 'Boston'");
    refused(scans, bySite().referenceSite("Q"), "there are: 'Berlin', 'Boston'");
  }

  @Test
  void duplicateIdsAreListedWithTheirLines() {
    assertThatThrownBy(() -> Scans.of("id,site", "a,A", "b,A", "a,B"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'a' in lines 2 and 4");
  }

  @Test
  void idsOnOneSideOfAJoinAreListed() {
    List<ScanColumns> files =
        List.of(
            Scans.columns("a.csv", "id,site", "x,A", "y,B"),
            Scans.columns("b.csv", "id,age", "y,3", "z,4"));
    assertThatThrownBy(() -> ScanTable.join(files, file -> false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1 scan of a.csv not in b.csv: x")
        .hasMessageContaining("1 scan of b.csv not in a.csv: z");
  }

  @Test
  void aColumnInTwoFilesMustSayTheSame() {
    List<ScanColumns> files =
        List.of(
            Scans.columns("in.csv", "id,site", "x,A", "y,B"),
            Scans.columns("participants.tsv", "id,site,age", "y,B,3", "x,C,4"));
    assertThatThrownBy(() -> ScanTable.join(files, file -> false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("column 'site' is in in.csv and in participants.tsv")
        .hasMessageContaining("1 scan: x ('A' and 'C')");
  }

  @Test
  void levelsThatShareASiteAreNotSaidToBeIt() {
    ScanTable scans =
        Scans.of(
            "id,site,group",
            "a,S1,C",
            "b,S1,D",
            "c,S1,C",
            "d,S1,D",
            "e,S2,A",
            "f,S2,B",
            "g,S2,A",
            "h,S2,B");
    assertThatThrownBy(() -> Study.of(scans, bySite().categorical("group").build()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("group[D] is determined by group[C] within sites")
        .hasMessageNotContaining("the same scans");
  }

  @Test
  void aConstantCovariateIsNamedWithItsValue() {
    ScanTable scans = Scans.of("id,site,age", "a,A,40", "b,A,40", "c,B,40.0", "d,B,40");
    refused(scans, bySite().continuous("age"), "age is 40 for every scan");
  }

  @Test
  void aCovariateThatIsTheSiteIsNamedWithTheSite() {
    ScanTable scans =
        Scans.of(
            "id,site,scanner",
            "a,UCLA,Trio",
            "b,UCLA,Trio",
            "c,UCLA,Trio",
            "d,KCL,Prisma",
            "e,KCL,Prisma",
            "f,KCL,Prisma");
    refused(
        scans,
        bySite().categorical("scanner"),
        "scanner=Trio and site=UCLA are the same scans",
        "scanner=Prisma and site=KCL are the same scans");
  }

  @Test
  void aCovariateThatDoesNotVaryWithinAnySiteIsNamed() {
    ScanTable scans =
        Scans.of(
            "id,site,field",
            "a,A,1.5",
            "b,A,1.5",
            "c,B,3",
            "d,B,3",
            "e,C,1.5",
            "f,C,1.5",
            "g,D,3",
            "h,D,3");
    refused(scans, bySite().continuous("field"), "field does not vary within any site");
  }

  @Test
  void aLevelSeenOnlyAtASiteIsNamedEvenIfItIsTheBaseline() {
    ScanTable scans =
        Scans.of(
            "id,site,group",
            "a,S1,AD",
            "b,S1,AD",
            "c,S1,AD",
            "d,S2,CN",
            "e,S2,MCI",
            "f,S2,CN",
            "g,S3,MCI",
            "h,S3,CN",
            "i,S3,MCI");
    refused(scans, bySite().categorical("group"), "group=AD and site=S1 are the same scans");
  }

  @Test
  void covariatesThatDetermineEachOtherAreNamed() {
    ScanTable scans =
        Scans.of(
            "id,site,age,months",
            "a,A,30,360",
            "b,A,40,480",
            "c,A,35,420",
            "d,B,50,600",
            "e,B,52,624",
            "f,B,61,732");
    refused(
        scans, bySite().continuous("age", "months"), "months is determined by age within sites");
  }

  @Test
  void tooFewScansForTheCovariatesAreCounted() {
    ScanTable scans = Scans.of("id,site,x,y", "a,A,1,2", "b,A,2,1", "c,B,3,5", "d,B,1,9");
    refused(
        scans, bySite().continuous("x", "y"), "4 scans are too few for 2 sites and 2 covariate");
  }

  @Test
  void aTextInAContinuousCovariateIsNamedWithItsLine() {
    ScanTable scans = Scans.of("id,site,age", "a,A,30", "b,A,old", "c,B,31", "d,B,40");
    refused(
        scans, bySite().continuous("age"), "'age' is not a number", "scans.csv:3: 'old' of scan b");
  }

  @Test
  void effectsInOwnUnitsUndoTheCoding() {
    ScanTable scans =
        Scans.of(
            "id,site,age,sex",
            "a,A,30,F",
            "b,A,40,M",
            "c,A,50,F",
            "d,B,35,M",
            "e,B,61,F",
            "f,B,47,M");
    Design design = Study.of(scans, bySite().continuous("age").categorical("sex").build()).design();
    assertThat(design.columns()).containsExactly("age", "sex[M]");
    double[] z = new double[2];
    design.codings().get(0).code("47", z, 0);
    double[] coded = {0.8, -0.3};
    double[] own = design.inOwnUnits(coded);
    assertThat(47 * own[0] - design.centring(own)).isCloseTo(z[0] * coded[0], within(1e-14));
  }

  @Test
  void levelsThatAreNumbersAreInNumericOrder() {
    ScanTable scans = Scans.of("id,site,g", "a,A,10", "b,A,9", "c,B,10", "d,B,9", "e,B,9");
    Coding coding = Study.of(scans, bySite().categorical("g").build()).design().codings().get(0);
    assertThat(((Coding.Categorical) coding).levels()).containsExactly("9", "10");
  }

  @Test
  void labelsThatLookAlikeAreWarnedOf() {
    ScanTable scans =
        Scans.of(
            "id,site,sex", "a,UCLA,1", "b,UCLA,0", "c,ucla,1.0", "d,ucla,0", "e,KCL,1", "f,KCL,0");
    assertThat(Study.of(scans, bySite().categorical("sex").build()).warnings())
        .anySatisfy(warning -> assertThat(warning).contains("sites 'UCLA', 'ucla'"))
        .anySatisfy(warning -> assertThat(warning).contains("levels of 'sex' '1', '1.0'"))
        .anySatisfy(warning -> assertThat(warning).contains("two scans only"));
  }
}
