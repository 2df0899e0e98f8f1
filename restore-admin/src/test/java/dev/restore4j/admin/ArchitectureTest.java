package dev.restore4j.admin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.restore4j.time.TimeSource;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** How this module is built. */
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter().importPath(classesOfThisModule());
    private static final JavaClasses OFFENDER = new ClassFileImporter().importClasses(Offender.class);

    private static final ArchRule ONE_CLOCK = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe("reads a clock or waits", ArchitectureTest::readsOrWaits))
            .because("all of it goes through a TimeSource");

    /** Does what nobody may. */
    static final class Offender {
        private Offender() {}

        static Instant now() throws InterruptedException {
            Thread.sleep(1);
            return Instant.now().plusNanos(System.nanoTime());
        }

        static boolean wait(Process process) throws InterruptedException {
            return process.waitFor(1, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    private static boolean readsOrWaits(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        if (owner.getPackageName().startsWith("java.time")) {
            return name.equals("now");
        }
        boolean timed = access.getTarget() instanceof CodeUnitAccessTarget unit
                && unit.getRawParameterTypes().stream()
                        .anyMatch(type -> type.getName().endsWith("TimeUnit"));
        return (timed && owner.getPackageName().startsWith("java."))
                || (owner.isEquivalentTo(System.class)
                        && Set.of("nanoTime", "currentTimeMillis").contains(name))
                || (owner.isEquivalentTo(Thread.class)
                        && Set.of("sleep", "join").contains(name))
                || (owner.isAssignableTo(Process.class) && name.equals("waitFor"))
                || (owner.isEquivalentTo(Object.class) && name.equals("wait"));
    }

    @Test
    void nobodyReadsAClockOrWaitsByItself() {
        ONE_CLOCK.check(HOUSE);
        assertThat(ONE_CLOCK.evaluate(OFFENDER).getFailureReport().getDetails()).hasSize(4);
        assertThat(HOUSE.stream().flatMap(type -> type.getMethodCallsFromSelf().stream()))
                .anyMatch(call -> call.getTargetOwner().isAssignableTo(TimeSource.class));
    }

    @Test
    void theProcessesKnowNothingOfNeo4j() {
        noClasses()
                .that()
                .resideInAPackage("dev.restore4j.admin.process")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.restore4j..")
                        .and(DescribedPredicate.not(resideInAPackage("dev.restore4j.time")
                                .or(resideInAPackage("dev.restore4j.admin.process")))))
                .check(HOUSE);
    }

    @Test
    void onlyOnePackageIsExported() {
        assertThat(ModuleFinder.of(classesOfThisModule())
                        .findAll()
                        .iterator()
                        .next()
                        .descriptor()
                        .exports())
                .extracting(export -> export.source())
                .containsExactly("dev.restore4j.admin");
    }

    @Test
    void whatOthersSeeNamesTypesOfTheJdkAndOursOnly() {
        classes()
                .that()
                .resideInAPackage("dev.restore4j.admin")
                .and()
                .arePublic()
                .should(nameOnly("java.", "org.jspecify.", "dev.restore4j"))
                .check(HOUSE);
    }

    @Test
    void nothingPublicTakesABooleanOrUploads() {
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .haveNameMatching("upload.*")
                .orShould(takeABoolean())
                .check(HOUSE);
    }

    @Test
    void namesSayWhatAClassIsFor() {
        noClasses().should().haveNameMatching(".*(Impl|Utils?|Helper|Manager)").check(HOUSE);
    }

    @Test
    void everyPackageSaysThatNothingIsNullUnlessItSaysSo() {
        assertThat(HOUSE.getPackage("dev.restore4j.admin").isAnnotatedWith(NullMarked.class))
                .isTrue();
        assertThat(HOUSE.getPackage("dev.restore4j.admin.process").isAnnotatedWith(NullMarked.class))
                .isTrue();
    }

    private static ArchCondition<JavaMethod> takeABoolean() {
        return new ArchCondition<>("take a boolean") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                // what a record makes of its components, and equals, are not in question
                boolean takes =
                        method.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(boolean.class));
                events.add(new SimpleConditionEvent(method, takes, method.getFullName()));
            }
        };
    }

    private static ArchCondition<JavaClass> nameOnly(String jdk, String annotations, String ours) {
        return new ArchCondition<>("name only types of the JDK and ours") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaMember member : type.getMembers()) {
                    if (member.getModifiers().contains(JavaModifier.PUBLIC)) {
                        member.getAllInvolvedRawTypes().stream()
                                .map(JavaClass::getBaseComponentType)
                                .filter(each -> !each.isPrimitive()
                                        && !each.getName().startsWith(jdk)
                                        && !each.getName().startsWith(annotations)
                                        && (!each.getName().startsWith(ours)
                                                || each.getName().startsWith("dev.restore4j.admin.process")))
                                .forEach(each -> events.add(SimpleConditionEvent.violated(
                                        member, member.getFullName() + " names " + each)));
                    }
                }
            }
        };
    }

    private static Path classesOfThisModule() {
        try {
            return Path.of(Neo4jAdmin.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
