package dev.restore4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.restore4j.fixture.ArchitectureConditions;
import dev.restore4j.fixture.Offences;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How the house is built. A rule that matches nothing fails, and each is shown code that it must be against. */
class ArchitectureTest {

    private static final String ROOT = "dev.restore4j";
    private static final Path MAIN = mainClasses();
    private static final JavaClasses HOUSE = new ClassFileImporter().importPath(MAIN);
    private static final JavaClasses OFFENCES = new ClassFileImporter()
            .importClasses(Stream.concat(Stream.of(Offences.class), Stream.of(Offences.class.getDeclaredClasses()))
                    .toArray(Class<?>[]::new));

    /** Each floor, and those below that it stands on; the last is the roof. */
    private static final Map<String, List<String>> FLOORS = Map.ofEntries(
            Map.entry("time", List.of()),
            Map.entry("verify", List.of("time")),
            Map.entry("operation", List.of("verify")),
            Map.entry("error", List.of("operation")),
            Map.entry("event", List.of("operation", "verify")),
            Map.entry("journal", List.of("operation", "error")),
            Map.entry("spi", List.of("operation", "error", "event", "journal", "time", "verify")),
            Map.entry("catalog", List.of("operation", "spi")),
            Map.entry("engine", List.of("operation", "error", "event", "journal", "time", "spi", "verify")),
            Map.entry("report", List.of("operation", "verify")),
            Map.entry(
                    "",
                    List.of(
                            "report",
                            "operation",
                            "error",
                            "event",
                            "journal",
                            "time",
                            "spi",
                            "catalog",
                            "engine",
                            "verify")));

    private static final ArchRule ONE_CLOCK = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.restore4j.time.SystemTime")
            .should()
            .accessTargetWhere(ArchitectureConditions.readsAClockOrWaits())
            .because("a restore of four hours must take milliseconds in a test");

    private static final ArchRule SIGNATURES = classes()
            .that(resideInAnyOf(exported()))
            .and()
            .arePublic()
            .should(ArchitectureConditions.nameOnly("java.", "org.jspecify.", exported()));

    private static final ArchRule NAMES = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Utils?|Helper|Manager)")
            .because("a name says what a class is for");

    private static final ArchRule FLAGS = noCodeUnits()
            .that()
            .arePublic()
            .should(ArchitectureConditions.takeABoolean())
            .because("true says nothing where it is read");

    private static final ArchRule FIELDS = fields().that()
            .arePublic()
            .should()
            .beFinal()
            .andShould(ArchitectureConditions.notBeAnArray())
            .because("nobody else changes what a class holds");

    @TestFactory
    Stream<DynamicTest> eachFloorStandsOnThoseBelow() {
        assertThat(packages()).as("packages").containsExactlyElementsOf(new TreeSet<>(FLOORS.keySet()));
        return FLOORS.entrySet().stream()
                .map(floor -> DynamicTest.dynamicTest(name(floor.getKey()), () -> {
                    String[] below = Stream.concat(Stream.of(floor.getKey()), floor.getValue().stream())
                            .map(ArchitectureTest::name)
                            .toArray(String[]::new);
                    classes()
                            .that()
                            .resideInAPackage(name(floor.getKey()))
                            .should()
                            .onlyDependOnClassesThat(resideOutside(ROOT + "..").or(resideInAnyOf(Set.of(below))))
                            .check(HOUSE);
                }));
    }

    @Test
    void noPackageDependsOnItselfByWayOfAnother() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void onlyTheRoofUsesTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".engine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".engine..")
                .check(HOUSE);
        assertThat(exported()).doesNotContain(ROOT + ".engine").hasSize(FLOORS.size() - 1);
    }

    @Test
    void onlyJournalAndReportKnowJsonAndOnlyTheEngineLogs() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".journal", ROOT + ".report")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".engine")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.slf4j..")
                .check(HOUSE);
    }

    @Test
    void onlyTheSystemTimeReadsClocksAndWaits() {
        ONE_CLOCK.check(HOUSE);
        assertThat(violations(ONE_CLOCK)).hasSize(16);
    }

    @Test
    void theSystemTimeDoesReadClocksAndWait() {
        ArchRule nobody = noClasses().should().accessTargetWhere(ArchitectureConditions.readsAClockOrWaits());

        assertThat(nobody.evaluate(HOUSE).getFailureReport().getDetails())
                .isNotEmpty()
                .allSatisfy(detail -> assertThat(detail).contains("SystemTime"));
    }

    @Test
    void publicSignaturesNameTypesOfTheJdkAndOurOwnExportedOnesOnly() {
        SIGNATURES.check(HOUSE);
        ArchRule everywhere = classes()
                .that()
                .arePublic()
                .should(ArchitectureConditions.nameOnly("java.", "org.jspecify.", exported()));
        assertThat(violations(everywhere)).hasSize(3);
    }

    @Test
    void namesSayWhatAClassIsFor() {
        NAMES.check(HOUSE);
        assertThat(violations(NAMES)).hasSize(4);
    }

    @Test
    void nothingPublicTakesABoolean() {
        FLAGS.check(HOUSE);
        assertThat(violations(FLAGS)).hasSize(3);
    }

    @Test
    void nothingPublicIsChangedFromOutside() {
        FIELDS.check(HOUSE);
        assertThat(violations(FIELDS)).hasSize(2);
    }

    @Test
    void everyPackageSaysThatNothingIsNullUnlessItSaysSo() {
        assertThat(HOUSE.getDefaultPackage().getPackage(ROOT).getSubpackagesInTree())
                .hasSize(FLOORS.size() - 1)
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as(each.getName())
                        .isTrue());
        assertThat(HOUSE.getPackage(ROOT).isAnnotatedWith(NullMarked.class)).isTrue();
    }

    @Test
    void stagesAreMadeByTheStageBefore() {
        classes()
                .that()
                .belongToAnyOf(
                        RestorePlan.class,
                        Assessment.class,
                        ConfirmedRestore.class,
                        RestoreOperation.class,
                        Confirmation.class)
                .and()
                .areTopLevelClasses()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .andShould()
                .haveOnlyPrivateConstructors()
                .orShould(ArchitectureConditions.haveNoPublicConstructor())
                .check(HOUSE);
    }

    private static List<String> violations(ArchRule rule) {
        return rule.evaluate(OFFENCES).getFailureReport().getDetails();
    }

    private static String name(String floor) {
        return floor.isEmpty() ? ROOT : ROOT + "." + floor;
    }

    private static Set<String> packages() {
        Set<String> packages = new TreeSet<>();
        HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .forEach(name -> packages.add(name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1)));
        return packages;
    }

    private static Set<String> exported() {
        return ArchitectureConditions.exportedBy(MAIN);
    }

    private static DescribedPredicate<JavaClass> resideInAnyOf(Set<String> packages) {
        return DescribedPredicate.describe("reside in " + packages, type -> packages.contains(type.getPackageName()));
    }

    private static DescribedPredicate<JavaClass> resideOutside(String packages) {
        return DescribedPredicate.not(resideInAPackage(packages));
    }

    private static Path mainClasses() {
        try {
            return Path.of(RestorePlan.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** A slice a package, the root among them. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith(ROOT)
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
