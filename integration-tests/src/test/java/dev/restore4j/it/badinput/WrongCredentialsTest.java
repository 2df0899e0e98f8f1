package dev.restore4j.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.ConfirmedRestore;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraCredentials;
import dev.restore4j.error.AccessException;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials that are wrong, or become wrong: an access error, at most one refresh, no storm of requests for tokens. */
class WrongCredentialsTest {

    private static final int THREADS = 20;

    @ParameterizedTest
    @ValueSource(strings = {"the id", "the secret"})
    void oneRequestForATokenAndAnErrorThatNamesTheCredential(String wrong) {
        try (Production production = Production.create()) {
            String id =
                    wrong.equals("the id") ? "someone-else" : production.aura().clientId();
            String secret =
                    wrong.equals("the secret") ? "nonsense" : production.aura().clientSecret();
            AuraClient client = production
                    .builder(Journal.inMemory())
                    .credentials(id, secret)
                    .build();
            production.run(() -> assertThatThrownBy(() -> Way.IN_PLACE.plan(production, client))
                    .isInstanceOf(AccessException.class)
                    .hasMessageContaining(id)
                    .hasMessageContaining("401")
                    .hasMessageNotContaining(secret));
            assertThat(production.aura().requests()).hasSize(1);
            production.assertNothingSent();
        }
    }

    @Test
    void twentyThreadsWithAWrongSecretAskOnce() throws InterruptedException {
        try (Production production = Production.create()) {
            AuraClient client = production
                    .builder(Journal.inMemory())
                    .credentials(production.aura().clientId(), "nonsense")
                    .build();
            ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
            production.run(() -> {
                for (int i = 0; i < THREADS; i++) {
                    production
                            .time()
                            .fork(
                                    "thread " + i,
                                    () -> errors.add(catchThrowable(() -> client.instance(
                                            production.instance().id()))));
                }
                production.time().sleep(Duration.ofSeconds(5));
            });
            assertThat(errors).hasSize(THREADS).allSatisfy(e -> assertThat(e).isInstanceOf(AccessException.class));
            assertThat(production.aura().requests()).hasSize(1);
        }
    }

    /** The same with threads of the machine, which really race, over HTTP. */
    @Test
    void twentyRealThreadsWithAWrongSecretAskOnce() throws InterruptedException {
        try (FakeAura aura = FakeAura.builder().time(TimeSource.system()).build()) {
            AuraClient client = AuraClient.builder()
                    .baseUrl(aura.serve().baseUri())
                    .credentials(aura.clientId(), "nonsense")
                    .journal(Journal.inMemory())
                    .build();
            CountDownLatch start = new CountDownLatch(1);
            ConcurrentLinkedQueue<Throwable> errors = new ConcurrentLinkedQueue<>();
            List<Thread> threads = IntStream.range(0, THREADS)
                    .mapToObj(i -> new Thread(() -> errors.add(catchThrowable(() -> {
                        start.await();
                        client.instances();
                    }))))
                    .toList();
            threads.forEach(Thread::start);
            start.countDown();
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(30));
            }
            assertThat(errors).hasSize(THREADS).allSatisfy(e -> assertThat(e).isInstanceOf(AccessException.class));
            assertThat(aura.requests()).hasSize(1);
        }
    }

    @Test
    void twentyThreadsWhoseTokenIsRevokedRefreshItOnce() throws InterruptedException {
        try (Production production = Production.create()) {
            AuraClient client = production.client();
            ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();
            production.run(() -> {
                client.instance(production.instance().id());
                production.aura().revokeTokens();
                for (int i = 0; i < THREADS; i++) {
                    production
                            .time()
                            .fork(
                                    "thread " + i,
                                    () -> read.add(client.instance(
                                                    production.instance().id())
                                            .name()));
                }
                production.time().sleep(Duration.ofMinutes(1));
            });
            assertThat(read).hasSize(THREADS);
            assertThat(production.tokenRequests()).isEqualTo(2);
        }
    }

    @Test
    void aSecretThatIsRotatedBeforeTheRestoreStopsItAndTheNewOneGoesOn() {
        try (Production production = Production.create()) {
            Journal journal = Journal.inMemory();
            production.run(() -> {
                ConfirmedRestore confirmed =
                        plan(production, production.client(journal)).confirm();
                production.aura().rotateSecret();
                production.aura().revokeTokens();
                AccessException e = catchThrowableOfType(AccessException.class, confirmed::execute);
                assertThat(e.state()).isEqualTo(RestoreState.CONFIRMED);
                assertThat(e.overwritten()).isEqualTo(Overwritten.NO);
                assertThat(e).hasMessageContaining("run the same program again");
                assertThat(production.tokenRequests()).isEqualTo(2);
                production.assertNothingSent();

                // the client above has the old secret, this one has the new one
                plan(production, production.client(journal)).confirm().execute();
            });
            production.assertRestoredOnce();
        }
    }

    @Test
    void aSecretThatIsRotatedWhileTheRestoreIsWatchedStopsTheWatchOnly() {
        try (Production production = Production.create()) {
            Journal journal = Journal.inMemory();
            Instant begin = production.time().now();
            production.run(() -> {
                AuraClient client = production.client(journal);
                production.aura().at(production.time().now().plus(Duration.ofMinutes(1)), () -> {
                    production.aura().rotateSecret();
                    production.aura().revokeTokens();
                });
                AccessException e = catchThrowableOfType(
                        AccessException.class,
                        () -> plan(production, client).confirm().execute());
                assertThat(e.state()).isEqualTo(RestoreState.RESTORING);
                assertThat(e.overwritten()).isEqualTo(Overwritten.YES);
                // one when it began, then one a look for a quarter of an hour, a minute apart in the end
                long minutes = Duration.between(begin, production.time().now()).toMinutes();
                assertThat(production.tokenRequests()).as("no storm").isLessThanOrEqualTo((int) minutes + 6);

                plan(production, production.client(journal)).confirm().execute();
            });
            production.assertRestoredOnce();
            assertThat(production.posts()).hasSize(1);
        }
    }

    @Test
    void aSupplierThatKnowsTheNewSecretNeedsNoNewProgram() {
        try (Production production = Production.create()) {
            AuraClient client = production
                    .builder(Journal.inMemory())
                    .credentials(() -> AuraCredentials.of(
                            production.aura().clientId(), production.aura().clientSecret()))
                    .build();
            production.run(() -> {
                ConfirmedRestore confirmed = plan(production, client).confirm();
                production.aura().rotateSecret();
                production.aura().revokeTokens();
                confirmed.execute();
            });
            production.assertRestoredOnce();
            assertThat(production.tokenRequests()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void withoutThePermissionToRestoreTheRequestIsSentTwiceAndTheTokenRefreshedOnce(Way way) {
        try (Production production = Production.create()) {
            for (String path : List.of("/instances/*/snapshots/*/restore", "/instances/*/overwrite", "/instances")) {
                production
                        .aura()
                        .faults()
                        .next(Fault.tokenExpired())
                        .on("POST", path)
                        .every(1);
            }
            AccessException e = production
                    .aura()
                    .virtualTime()
                    .run(() -> catchThrowableOfType(
                            AccessException.class,
                            () -> way.plan(production, production.client())
                                    .confirm()
                                    .execute()));
            assertThat(e.state()).isEqualTo(RestoreState.REJECTED);
            assertThat(e.overwritten()).isEqualTo(Overwritten.NO);
            assertThat(e).hasMessageContaining("403");
            assertThat(production.posts()).hasSize(2);
            assertThat(production.tokenRequests()).isEqualTo(2);
            production.assertUntouched();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"401", "403"})
    void oneRefusalOfTheTokenIsMendedByARefresh(String status) {
        try (Production production = Production.create()) {
            production
                    .aura()
                    .faults()
                    .next(status.equals("401") ? Fault.unauthorized() : Fault.tokenExpired())
                    .on("POST", "/instances/*/snapshots/*/restore");
            production.run(() -> plan(production, production.client()).confirm().execute());
            production.assertRestoredOnce();
            assertThat(production.posts()).hasSize(2);
            assertThat(production.tokenRequests()).isEqualTo(2);
        }
    }

    /** A client that is refused for good is called again and again, by a program that does not stop to think. */
    @Test
    void fiftyAttemptsWithoutPermissionCauseNoStorm() {
        try (Production production = Production.create()) {
            production.aura().faults().next(Fault.tokenExpired()).every(1);
            AuraClient client = production.client();
            production.run(() -> {
                for (int i = 0; i < 50; i++) {
                    assertThat(catchThrowable(
                                    () -> client.instance(production.instance().id())))
                            .isInstanceOf(AccessException.class);
                }
            });
            assertThat(production.tokenRequests()).isLessThanOrEqualTo(3);
            assertThat(production.aura().requests()).hasSizeLessThanOrEqualTo(56);
        }
    }

    @Test
    void fiftyAttemptsWithWrongCredentialsAskOnce() {
        try (Production production = Production.create()) {
            AuraClient client = production
                    .builder(Journal.inMemory())
                    .credentials(production.aura().clientId(), "nonsense")
                    .build();
            production.run(() -> {
                for (int i = 0; i < 50; i++) {
                    assertThat(catchThrowable(client::instances)).isInstanceOf(AccessException.class);
                }
            });
            assertThat(production.aura().requests()).hasSize(1);
        }
    }

    private static RestorePlan plan(Production production, AuraClient client) {
        return Way.IN_PLACE.plan(production, client).named("INC-4711");
    }
}
