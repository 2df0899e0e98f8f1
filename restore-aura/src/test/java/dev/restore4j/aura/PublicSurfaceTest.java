package dev.restore4j.aura;

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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What others see of this module, and what it must not do itself. */
class PublicSurfaceTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importUrl(AuraClient.class.getProtectionDomain().getCodeSource().getLocation());

    @Test
    void isSmall() {
        assertThat(CLASSES.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "AuraClient",
                        "AuraClientBuilder",
                        "AuraCredentials",
                        "ClientSecret",
                        "InstanceCredentials",
                        "NewInstance");
    }

    @Test
    void showsNoTypeOfALibrary() {
        DescribedPredicate<JavaClass> ours =
                resideInAnyPackage("java..", "dev.restore4j..", "").as("of the JDK or ours");
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
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
