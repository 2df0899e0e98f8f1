package dev.restore4j.aura;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;

/** What others see of this module, and what it must not do itself. */
class PublicSurfaceTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(AuraClient.class.getProtectionDomain().getCodeSource().getLocation());

    private static Set<String> publicTypes(String ofPackage) {
        return CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> type.getPackageName().equals(ofPackage))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toSet());
    }

    @Test
    void isSmall() {
        assertThat(publicTypes("dev.restore4j.aura.http"))
                .containsExactlyInAnyOrder("HttpCheck", "MetricsCheck", "MetricsSource");
        assertThat(publicTypes("dev.restore4j.aura"))
                .containsExactlyInAnyOrder(
                        "AuraClient",
                        "AuraClientBuilder",
                        "AuraCredentials",
                        "AuraTarget",
                        "AuraTargetBuilder",
                        "ClientSecret",
                        "InstanceCredentials",
                        "NewInstance");
        assertThat(publicTypes("dev.restore4j.aura.backup"))
                .containsExactlyInAnyOrder(
                        "BackupCheck",
                        "BackupExtent",
                        "BackupFile",
                        "BackupFormat",
                        "BackupGap",
                        "BackupProduct",
                        "BackupProof");
        assertThat(publicTypes("dev.restore4j.aura.bolt")).containsExactlyInAnyOrder("Bolt", "Expect");
        assertThat(publicTypes("dev.restore4j.aura.baseline"))
                .containsExactlyInAnyOrder(
                        "Aspect", "BaselineDifference", "BaselineOptions", "GraphBaseline", "Tolerances");
    }

    @Test
    void showsNoTypeOfALibrary() {
        // The driver's, where a program hands one over.
        DescribedPredicate<JavaClass> ours = resideInAnyPackage("java..", "dev.restore4j..", "")
                .or(equivalentTo(Driver.class))
                .as("of the JDK or ours");
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("dev.restore4j.aura.wire") // not exported
                .should()
                .haveRawReturnType(ours)
                .andShould()
                .haveRawParameterTypes(DescribedPredicate.describe(
                        "of the JDK or ours", types -> types.stream().allMatch(ours)))
                .check(CLASSES);
    }

    @Test
    void takesNoBooleans() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .notHaveRawParameterTypes(DescribedPredicate.describe(
                        "a boolean", types -> types.stream().anyMatch(type -> type.isEquivalentTo(boolean.class))))
                .check(CLASSES);
    }

    @Test
    void readsNoClockAndNeverSleeps() {
        noClasses()
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(CLASSES);
    }

    @Test
    void hasNoDrawers() {
        classes()
                .should()
                .haveNameNotMatching(".*(Impl|Utils?|Helpers?|Manager)")
                .check(CLASSES);
        noClasses()
                .that(nameMatching(".*(Exchange|Channel|RequestBudget|AccessTokens?|TokenEndpoint)"))
                .should()
                .dependOnClassesThat(nameMatching(".*(Instance|Snapshot|Route|NewInstance|AuraAccount)"))
                .check(CLASSES);
    }
}
