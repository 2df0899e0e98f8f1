package dev.restore4j.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.restore4j.testkit.time.ScaledTime;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            // not the predefined option: the fast build compiles into another directory than it knows
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.restore4j.testkit");

    @Test
    void thePackagesAreFloors() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("time")
                .definedBy("..testkit.time")
                .layer("wire")
                .definedBy("..testkit.wire")
                .layer("model")
                .definedBy("..testkit.model")
                .layer("fault")
                .definedBy("..testkit.fault")
                .layer("store")
                .definedBy("..testkit.store")
                .layer("console")
                .definedBy("..testkit.console")
                .layer("http")
                .definedBy("..testkit.http")
                .layer("crash")
                .definedBy("..testkit.crash")
                .layer("kit")
                .definedBy("dev.restore4j.testkit")
                .layer("junit")
                .definedBy("..testkit.junit")
                .layer("contract")
                .definedBy("..testkit.contract")
                .layer("verify")
                .definedBy("..testkit.verify")
                .whereLayer("verify")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("junit")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("contract")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("crash")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("kit")
                .mayOnlyBeAccessedByLayers("junit")
                .whereLayer("console")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("kit")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("kit")
                .whereLayer("fault")
                .mayOnlyBeAccessedByLayers("kit")
                .whereLayer("model")
                .mayOnlyBeAccessedByLayers("fault", "store", "kit")
                .whereLayer("wire")
                .mayOnlyBeAccessedByLayers("model", "fault", "store", "http", "kit")
                .check(CLASSES);
    }

    @Test
    void theModelIsPure() {
        noClasses()
                .that()
                .resideInAPackage("..testkit.model")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.util.concurrent..", "..testkit.time", "..restore4j.time")
                .check(CLASSES);
    }

    @Test
    void onlyScaledTimeReadsAClock() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(ScaledTime.class)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotContaining("Util")
                .check(CLASSES);
    }
}
