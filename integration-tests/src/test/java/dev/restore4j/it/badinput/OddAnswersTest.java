package dev.restore4j.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.it.fixture.Diverting;
import dev.restore4j.it.fixture.Intercepting;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.Proof;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose bodies are not what they should be, of each kind of request: an error that says so, or none at all. */
class OddAnswersTest {

    private static final String RESTORE = "/instances/*/snapshots/*/restore";

    /** By the program, by the assessment, and by the check before the request is sent. */
    private static final int READS_BEFORE_THE_WATCH = 3;

    /** What a read cannot make sense of, and tells at once. */
    private static final List<Fault> NONSENSE = List.of(Fault.notJson(), Fault.hugeBody(), Fault.endlessBody());

    /** What a read takes for a bad connection, and tries again. */
    private static final List<Fault> INCOMPLETE = List.of(Fault.cutShort(), Fault.stallInBody());

    /** A kind of request that changes nothing, and a call that leads to it. */
    private enum Read {
        TOKEN("POST", "/oauth/token", (client, production) -> client.instances()),
        LIST_INSTANCES("GET", "/instances", (client, production) -> client.instances()),
        GET_INSTANCE(
                "GET",
                "/instances/*",
                (client, production) -> client.instance(production.instance().id())),
        LIST_SNAPSHOTS(
                "GET",
                "/instances/*/snapshots",
                (client, production) -> assertThat(
                                client.instance(production.instance().id())
                                        .snapshots()
                                        .latest(Period.ofDays(7)))
                        .isPresent()),
        GET_SNAPSHOT(
                "GET",
                "/instances/*/snapshots/*",
                (client, production) -> client.instance(production.instance().id())
                        .snapshots()
                        .get(production.snapshot().id()));

        private final String method;
        private final String path;

        @SuppressWarnings("ImmutableEnumChecker") // it captures nothing
        private final BiConsumer<AuraClient, Production> call;

        Read(String method, String path, BiConsumer<AuraClient, Production> call) {
            this.method = method;
            this.path = path;
            this.call = call;
        }

        Throwable failure(Production production) {
            AuraClient client = production.client();
            Instant begin = production.time().now();
            Throwable failure =
                    production.aura().virtualTime().run(() -> catchThrowable(() -> call.accept(client, production)));
            assertThat(Duration.between(begin, production.time().now())).isLessThan(Duration.ofMinutes(3));
            production.assertNothingSent();
            return failure;
        }
    }

    @TestFactory
    Stream<DynamicTest> nonsenseIsAProtocolErrorAtOnce() {
        return each(NONSENSE, (read, fault) -> {
            try (Production production = Production.create()) {
                production.aura().faults().next(fault).on(read.method, read.path);
                assertThat(read.failure(production))
                        .isInstanceOf(ProtocolException.class)
                        .hasMessageContaining(read.path.split("\\*", 2)[0])
                        .hasMessageContaining("eport a bug");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsCutShortOrStallsIsReadAgain() {
        return each(INCOMPLETE, (read, fault) -> {
            try (Production production = Production.create()) {
                production.aura().faults().next(fault).on(read.method, read.path);
                assertThat(read.failure(production)).isNull();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsAlwaysCutShortOrStallsIsUnavailable() {
        return each(INCOMPLETE, (read, fault) -> {
            try (Production production = Production.create()) {
                production
                        .aura()
                        .faults()
                        .next(fault)
                        .on(read.method, read.path)
                        .every(1);
                assertThat(read.failure(production)).isInstanceOf(UnavailableException.class);
                assertThat(production.aura().requests()).hasSizeLessThan(12);
            }
        });
    }

    private interface Case {
        void check(Read read, Fault fault);
    }

    private static Stream<DynamicTest> each(List<Fault> faults, Case check) {
        return Stream.of(Read.values())
                .flatMap(read -> faults.stream()
                        .map(fault -> dynamicTest(fault + " for " + read, () -> check.check(read, fault))));
    }

    static Stream<Fault> everyBody() {
        return Stream.concat(NONSENSE.stream(), INCOMPLETE.stream());
    }

    /** A 202 is acceptance whatever became of its body; whether it took effect is seen by watching. */
    @TestFactory
    Stream<DynamicTest> aBrokenBodyOfAnAcceptanceHindersNothing() {
        return Stream.of(Way.values())
                .flatMap(way -> everyBody().map(fault -> dynamicTest(fault + ", " + way, () -> accepted(way, fault))));
    }

    private static void accepted(Way way, Fault fault) {
        try (Production production = Production.create()) {
            for (String path : List.of(RESTORE, "/instances/*/overwrite", "/instances")) {
                production.aura().faults().next(fault).on("POST", path);
            }
            RestoreResult result = production
                    .aura()
                    .virtualTime()
                    .run(() ->
                            way.plan(production, production.client()).confirm().execute());
            assertThat(result.proof()).contains(Proof.ACCEPTED_AND_SEEN);
            assertThat(production.posts()).hasSize(1);
            assertThat(production.acts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("everyBody")
    void onePollThatMakesNoSenseHindersNothing(Fault fault) {
        try (Production production = Production.create()) {
            production
                    .aura()
                    .faults()
                    .next(fault)
                    .on("GET", "/instances/*")
                    .after(READS_BEFORE_THE_WATCH + 3)
                    .times(2);
            production.run(() -> plan(production, production.client()).confirm().execute());
            production.assertRestoredOnce();
            assertThat(production.posts()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("everyBody")
    void aWatchThatMakesNoSenseForGoodEndsAndIsGoneOnWith(Fault fault) {
        try (Production production = Production.create()) {
            Journal journal = Journal.inMemory();
            production
                    .aura()
                    .faults()
                    .next(fault)
                    .on("GET", "/instances/*")
                    .after(READS_BEFORE_THE_WATCH + 3)
                    .every(1);
            production.run(() -> {
                RestorePlan plan = plan(production, production.client(journal)).waitAtMost(Duration.ofHours(2));
                RestoreException e = catchThrowableOfType(
                        RestoreException.class, () -> plan.confirm().execute());
                assertThat(e.state()).isEqualTo(RestoreState.RESTORING);
                assertThat(e.overwritten()).isNotEqualTo(Overwritten.NO);
                production.aura().faults().clear();
                plan(production, production.client(journal)).confirm().execute();
            });
            production.assertRestoredOnce();
            assertThat(production.posts()).hasSize(1);
        }
    }

    /** Something between us and Aura answers in its place, and Aura never hears of the request. */
    @ParameterizedTest
    @ValueSource(ints = {200, 204, 301, 307, 308, 408, 500, 502, 504})
    void anAnswerThatProvesNothingLeavesTheOutcomeUnknown(int status) {
        try (Production production = Production.create()) {
            AuraClient client = production
                    .builder(Journal.inMemory())
                    .httpClient(new Diverting(
                            production,
                            Intercepting::isSubmission,
                            request -> AuraAnswer.json(status, "<html>Please log in</html>")
                                    .withHeader("Location", "https://evil.example/")))
                    .build();
            production.run(() -> {
                OutcomeUnknownException e = catchThrowableOfType(
                        OutcomeUnknownException.class,
                        () -> plan(production, client).confirm().execute());
                assertThat(e.overwritten()).isEqualTo(Overwritten.UNKNOWN);
                assertThat(e)
                        .hasMessageContaining("No answer proves that Aura took the request over")
                        .hasMessageContaining("settle")
                        .hasMessageNotContaining("Please log in");
            });
            production.assertNothingSent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectOfAReadIsNotFollowed(int status) {
        try (Production production = Production.create()) {
            AuraClient client = production
                    .builder(Journal.inMemory())
                    .httpClient(new Diverting(
                            production,
                            request -> request.method().equals("GET"),
                            request -> AuraAnswer.json(status, "{}").withHeader("Location", "https://evil.example/")))
                    .build();
            Throwable e = production.aura().virtualTime().run(() -> catchThrowable(client::instances));
            assertThat(e).isInstanceOf(ProtocolException.class).hasMessageContaining("redirect");
        }
    }

    @Test
    void anUnknownWordIsNeitherSuccessNorFailure() {
        OperationTimes threeMinutes = OperationTimes.fixed(Duration.ofMinutes(3));
        try (Production production = Production.in(FakeAura.builder().operationTimes(threeMinutes))) {
            production
                    .aura()
                    .faults()
                    .next(Fault.unknownStatus("recalibrating"))
                    .on("GET", "/instances/*")
                    .after(READS_BEFORE_THE_WATCH)
                    .times(90);
            production.run(() -> {
                OutcomeUnknownException e = catchThrowableOfType(
                        OutcomeUnknownException.class,
                        () -> plan(production, production.client()).confirm().execute());
                assertThat(e.overwritten()).isEqualTo(Overwritten.UNKNOWN);
            });
            // nobody saw it, and still it happened: neither success nor failure would have been proven
            production.assertRestoredOnce();
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void unknownFieldsAndOddTimeStampsAreTolerated(Way way) {
        for (Quirk.TimeStamps stamps : Quirk.TimeStamps.values()) {
            Quirks quirks = Quirks.documented()
                    .with(stamps, Quirk.UnknownFields.ADDED, Quirk.TokenType.CAPITALIZED, Quirk.ExportableField.NULL);
            try (Production production = Production.in(FakeAura.builder().quirks(quirks))) {
                production.run(() -> {
                    way.plan(production, production.client()).confirm().execute();
                });
                assertThat(production.acts()).hasSize(1);
            }
        }
    }

    private static RestorePlan plan(Production production, AuraClient client) {
        return Way.IN_PLACE.plan(production, client).named("INC-4711");
    }
}
