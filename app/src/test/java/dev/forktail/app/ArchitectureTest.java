package dev.forktail.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The arrows of ARCHITECTURE.md, and who may touch what.
final class ArchitectureTest {
  private static final JavaClasses FORKTAIL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.forktail");

  private static final JavaClasses SDK =
      new ClassFileImporter().importPath(Path.of("..", "sdk", "java", "target", "classes"));

  private static final List<String> TECHNOLOGIES =
      List.of("web", "postgres", "duckdb", "lake", "visitor", "redis");

  @Test
  void allModulesAreSeen() {
    for (var module :
        new String[] {
          "journal",
          "assignment",
          "statistics",
          "engine",
          "postgres",
          "duckdb",
          "lake",
          "visitor",
          "redis",
          "web",
          "app"
        }) {
      assertThat(FORKTAIL.stream().anyMatch(type -> isIn(type, module))).as(module).isTrue();
    }
  }

  @Test
  void theJournalUsesTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage("dev.forktail.journal..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("dev.forktail.journal..", "java..", "org.jspecify.."))
        .check(FORKTAIL);
  }

  @Test
  void theStatisticsUseTheJdkAndNumericsOnly() {
    classes()
        .that()
        .resideInAPackage("dev.forktail.statistics..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.forktail.statistics..",
                "java..",
                "org.jspecify..",
                "org.apache.commons.statistics..",
                "org.apache.commons.numbers.."))
        .check(FORKTAIL);
    slices().matching("dev.forktail.statistics.(*)..").should().beFreeOfCycles().check(FORKTAIL);
  }

  @Test
  void assignmentUsesTheJdkAndARegexLibraryOnly() {
    classes()
        .that()
        .resideInAPackage("dev.forktail.assignment..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.forktail.assignment..", "java..", "org.jspecify..", "com.google.re2j.."))
        .check(FORKTAIL);
    slices().matching("dev.forktail.assignment.(*)..").should().beFreeOfCycles().check(FORKTAIL);
  }

  @Test
  void theJavaSdkIsUsefulWithoutTheServersCode() {
    classes()
        .that()
        .resideInAPackage("dev.forktail.sdk..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.forktail.sdk..",
                "dev.forktail.assignment..",
                "java..",
                "org.jspecify..",
                "org.slf4j..",
                "com.fasterxml.jackson.core..",
                "dev.openfeature.sdk.."))
        .check(SDK);
  }

  @Test
  void theEngineKnowsNoTechnology() {
    classes()
        .that()
        .resideInAPackage("dev.forktail.engine..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "dev.forktail.engine..",
                "dev.forktail.assignment..",
                "dev.forktail.journal..",
                "dev.forktail.statistics..",
                "java..",
                "org.jspecify..",
                "org.slf4j..",
                "io.micrometer..",
                "com.fasterxml.jackson.core.."))
        .andShould()
        .onlyDependOnClassesThat(resideOutsideOfPackages("java.sql..", "javax.sql.."))
        .check(FORKTAIL);
  }

  @Test
  void webAndAdaptersNeverSeeEachOther() {
    for (var module : TECHNOLOGIES) {
      var others = new ArrayList<>(TECHNOLOGIES);
      others.remove(module);
      others.add("app");
      noClasses()
          .that()
          .resideInAPackage("dev.forktail." + module + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              others.stream().map(other -> "dev.forktail." + other + "..").toArray(String[]::new))
          .check(FORKTAIL);
    }
    noClasses()
        .that()
        .resideInAPackage("dev.forktail.web..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.sql..")
        .check(FORKTAIL);
  }

  @Test
  void theLakeTalksToNoDatabaseItself() {
    noClasses()
        .that()
        .resideInAPackage("dev.forktail.lake..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.apache.iceberg.jdbc..", "org.apache.hadoop..")
        .check(FORKTAIL);
  }

  @Test
  void aParentNeverRunsWhatIsMeantForItsDuckDbChild() {
    noClasses()
        .that(resideOutsideOfPackages("dev.forktail.duckdb.child.."))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.forktail.duckdb.child..")
        .check(FORKTAIL);
  }

  @Test
  void featuresOfTheEngineHaveNoCycles() {
    slices().matching("dev.forktail.engine.(*)..").should().beFreeOfCycles().check(FORKTAIL);
  }

  @Test
  void onlyTheAppAsksTheClockAndChance() {
    noClasses()
        .that(resideOutsideOfPackages("dev.forktail.app.."))
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callConstructor(Random.class)
        .check(FORKTAIL);
  }

  @Test
  void noNameSaysThatNoneWasFound() {
    noClasses().should(haveABannedName()).check(FORKTAIL);
  }

  private static com.tngtech.archunit.lang.ArchCondition<JavaClass> haveABannedName() {
    return com.tngtech.archunit.lang.ArchCondition.from(
        new DescribedPredicate<JavaClass>("have a banned name") {
          @Override
          public boolean test(JavaClass type) {
            return type.getSimpleName()
                .matches(".*(Manager|Helper|Utils?|Impl|Processor)|(Base|Abstract)[A-Z].*");
          }
        });
  }

  private static boolean isIn(JavaClass type, String module) {
    return type.getPackageName().startsWith("dev.forktail." + module);
  }
}
