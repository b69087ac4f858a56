package org.chorale;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The floors of the house. A floor imports only floors below it and the libraries in its row.
 *
 * <pre>
 *   cli      Spark, picocli, Jackson
 *   report   no Spark session
 *   job      Spark, Hadoop
 *   io       Hadoop, Parquet, no Spark
 *   model    JDK
 *   stats    JDK, commons-math
 * </pre>
 */
@AnalyzeClasses(packages = "org.chorale", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String SPARK = "org.apache.spark..";
  private static final String SCALA = "scala..";
  private static final String[] FILES = {"org.apache.hadoop..", "org.apache.parquet.."};

  private static final Pattern NAME_WITHOUT_AN_IDEA =
      Pattern.compile("(?i).*(util|utils|helper|helpers|manager|processor)|common|misc");

  @ArchTest
  static final ArchRule A_FLOOR_IMPORTS_ONLY_FLOORS_BELOW_IT =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy("org.chorale.cli..")
          .optionalLayer("report")
          .definedBy("org.chorale.report..")
          .layer("job")
          .definedBy("org.chorale.job..")
          .layer("io")
          .definedBy("org.chorale.io..")
          .layer("model")
          .definedBy("org.chorale.model..")
          .layer("stats")
          .definedBy("org.chorale.stats..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("report", "cli")
          .whereLayer("io")
          .mayOnlyBeAccessedByLayers("job", "report", "cli")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("io", "job", "report", "cli");

  @ArchTest
  static final ArchRule STATS_KNOWS_THE_JDK_AND_COMMONS_MATH_ONLY =
      classes()
          .that()
          .resideInAPackage("org.chorale.stats..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("org.chorale.stats..", "java..", "org.apache.commons.math3.."));

  @ArchTest
  static final ArchRule MODEL_KNOWS_THE_JDK_AND_STATS_ONLY =
      classes()
          .that()
          .resideInAPackage("org.chorale.model..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("org.chorale.model..", "org.chorale.stats..", "java.."));

  @ArchTest
  static final ArchRule STATS_AND_MODEL_TOUCH_NO_FILES =
      noClasses()
          .that()
          .resideInAnyPackage("org.chorale.stats..", "org.chorale.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.util.logging..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(File|Reader|Writer|.*Stream)");

  @ArchTest
  static final ArchRule SPARK_LIVES_IN_JOBS_AND_COMMANDS =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.chorale.job..", "org.chorale.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SPARK, SCALA);

  @ArchTest
  static final ArchRule FILE_FORMATS_STAY_BELOW_JOBS =
      noClasses()
          .that()
          .resideInAnyPackage("org.chorale.cli..", "org.chorale.report..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.parquet..");

  @ArchTest
  static final ArchRule STATS_AND_MODEL_KNOW_NO_STORAGE =
      noClasses()
          .that()
          .resideInAnyPackage("org.chorale.stats..", "org.chorale.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FILES);

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching("org.chorale.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.chorale.cli.Main")
          .and()
          .doNotHaveFullyQualifiedName("org.chorale.cli.Rehearsal")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule EVERY_CLASS_HAS_A_FLOOR =
      classes()
          .that()
          .resideInAPackage("org.chorale..")
          .and(describe("are no package-info", c -> !c.getSimpleName().equals("package-info")))
          .should()
          .resideInAnyPackage(
              "org.chorale.cli..",
              "org.chorale.report..",
              "org.chorale.job..",
              "org.chorale.io..",
              "org.chorale.model..",
              "org.chorale.stats..");

  @ArchTest
  static final ArchRule NO_NAME_IS_WITHOUT_AN_IDEA =
      noClasses().should(haveNameOrPackageWithoutIdea());

  private static com.tngtech.archunit.lang.ArchCondition<JavaClass> haveNameOrPackageWithoutIdea() {
    DescribedPredicate<JavaClass> without =
        describe(
            "be called util, common, misc, helper, manager or processor",
            type ->
                NAME_WITHOUT_AN_IDEA.matcher(type.getSimpleName()).matches()
                    || Arrays.stream(type.getPackageName().split("\\."))
                        .anyMatch(part -> NAME_WITHOUT_AN_IDEA.matcher(part).matches()));
    return com.tngtech.archunit.lang.conditions.ArchConditions.be(without);
  }

  @ArchTest
  static void theRulesSeeTheWholeHouse(JavaClasses house) {
    assertThat(house.that(resideInAPackage("org.chorale.job.."))).hasSizeGreaterThan(10);
    assertThat(house.that(resideInAPackage("org.chorale.stats.."))).hasSizeGreaterThan(10);
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    Path sources = Path.of(System.getProperty("chorale.basedir", "."), "src/main/java/org/chorale");
    try (Stream<Path> files = Files.walk(sources)) {
      List<Path> silent =
          files
              .filter(Files::isDirectory)
              .filter(directory -> holdsClasses(directory))
              .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
              .toList();
      assertThat(silent).isEmpty();
    }
  }

  private static boolean holdsClasses(Path directory) {
    String[] names = directory.toFile().list((d, name) -> name.endsWith(".java"));
    return names != null && names.length > 0;
  }
}
