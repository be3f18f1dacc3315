package dev.brisach.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may import whom; what Maven's edges cannot say. */
class ArchitectureTest {
  private static final List<String> STAGES =
      List.of("plan", "code", "test", "pack", "release", "deploy", "operate", "monitor");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.brisach");

  private static String[] packages(String... names) {
    return Arrays.stream(names).map(name -> "dev.brisach." + name + "..").toArray(String[]::new);
  }

  @Test
  void noStageImportsAStage() {
    for (String stage : STAGES) {
      List<String> others = new ArrayList<>(STAGES);
      others.remove(stage);
      noClasses()
          .that()
          .resideInAPackage("dev.brisach." + stage + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages(others.toArray(String[]::new)))
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void coreAndKitAndEngineKnowNoStageAndNoCommandLine() {
    List<String> outer = new ArrayList<>(STAGES);
    outer.add("cli");
    noClasses()
        .that()
        .resideInAnyPackage(packages("core", "kit", "engine"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages(outer.toArray(String[]::new)))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.brisach.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages("kit", "engine"))
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.brisach.kit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages("engine"))
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.brisach.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void internalPackagesAreUsedByTheirOwnModuleOnly() {
    for (String module :
        List.of("core", "kit", "engine", "plan", "code", "test", "pack", "release", "deploy")) {
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.brisach." + module + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.brisach." + module + "..internal..")
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void onlyTheCommandLinePrintsExitsAndReadsTheEnvironment() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("cli", "testkit", "bench"))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getenv")
        .check(CLASSES);
  }

  @Test
  void onlyTheWireOpensConnectionsAndOnlyTheListenerAcceptsThem() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("kit.wire", "kit.listen", "testkit", "bench"))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            java.net.Socket.class,
            java.net.DatagramSocket.class,
            java.net.ServerSocket.class,
            java.net.URLConnection.class,
            java.nio.channels.SocketChannel.class,
            java.nio.channels.ServerSocketChannel.class,
            java.nio.channels.DatagramChannel.class,
            java.net.http.HttpClient.class)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.brisach.kit.wire..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(java.net.ServerSocket.class, java.net.DatagramSocket.class)
        .check(CLASSES);
  }

  @Test
  void onlyThePackOfPoliciesKnowsItsLibraryAndNobodyKnowsThePack() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("cel"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.cel..", "com.google..", "dev.brisach.cel..")
        .check(CLASSES);
  }

  @Test
  void signingAndVerifyingKnowNoNetwork() {
    noClasses()
        .that()
        .resideInAnyPackage(
            packages(
                "kit.keys",
                "release.envelope",
                "release.statement",
                "release.sign",
                "release.verify",
                "release.provenance"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.brisach.kit.wire..", "dev.brisach.kit.oci..", "java.net.http..")
        .check(CLASSES);
  }

  @Test
  void timeComesInAsAParameter() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("cli", "testkit", "bench"))
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void librariesStayOutOfThePublicWordsOfCore() {
    classes()
        .that()
        .resideInAPackage("dev.brisach.core")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "dev.brisach.core..")
        .check(CLASSES);
  }
}
