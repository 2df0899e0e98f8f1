package dev.restore4j.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.journal.Journal;
import dev.restore4j.journal.Journal.Creation;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.journal.JournalEntry.Effect;
import dev.restore4j.journal.JournalledOperation;
import dev.restore4j.operation.OperationId;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.time.TimeSource;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    private static final OperationId ID = new OperationId("0123456789abcdef");

    private final FakeAura fake = FakeAura.create();
    private final Journal disk = Journal.inMemory();
    private final HttpRequest request =
            HttpRequest.newBuilder(fake.baseUri().resolve("/v1/tenants")).build();

    @AfterEach
    void close() {
        fake.close();
    }

    private void program(Lifetime life) throws Exception {
        HttpClient http = life.http(fake.httpClient());
        TimeSource time = life.time(fake.time());
        Journal journal = life.journal(disk);
        journal.tryLease("target");
        if (journal.read(ID).isEmpty()) {
            Creation created = journal.create(new JournalledOperation(ID, null, "target"), entry("first"));
            assertThat(created).isInstanceOf(Creation.Created.class);
        }
        http.send(request, BodyHandlers.ofString());
        time.sleep(Duration.ofSeconds(1));
    }

    private static JournalEntry entry(String type) {
        return new JournalEntry(type, Instant.EPOCH, Effect.CONTINUES, Map.of());
    }

    @Test
    void itsBoundariesAreWritesRequestsAndWakeUps() throws Exception {
        Lifetime life = Lifetime.unlimited();
        boolean survived = fake.virtualTime().run(() -> life.run(() -> program(life)));

        assertThat(survived).isTrue();
        assertThat(life.passed())
                .containsExactly(
                        "before writing first",
                        "after writing first",
                        "before sending GET /v1/tenants",
                        "after sending GET /v1/tenants",
                        "waking up");
        assertThat(life).hasToString("5 boundaries passed");
    }

    @Test
    void whatComesBeforeItsEndIsDoneAndWhatComesAfterIsNot() throws Exception {
        for (int boundary = 0; boundary < 5; boundary++) {
            Journal own = Journal.inMemory();
            try (FakeAura aura = FakeAura.create()) {
                Lifetime life = Lifetime.endingAt(boundary);
                boolean survived = aura.virtualTime()
                        .run(() -> life.run(() -> {
                            life.journal(own).create(new JournalledOperation(ID, null, "target"), entry("first"));
                            life.http(aura.httpClient()).send(request, BodyHandlers.ofString());
                            life.time(aura.time()).sleep(Duration.ofSeconds(1));
                        }));
                assertThat(survived).isFalse();
                assertThat(life.isOver()).isTrue();
                assertThat(own.list()).hasSize(boundary >= 1 ? 1 : 0);
                assertThat(aura.requests()).hasSize(boundary >= 3 ? 1 : 0);
            }
        }
    }

    @Test
    void theDeadDoNothingMore() {
        Lifetime life = Lifetime.endingAt(0);
        Journal journal = life.journal(disk);
        HttpClient http = life.http(fake.httpClient());
        TimeSource time = life.time(fake.time());
        assertThatThrownBy(() -> life.pass("before breakfast"))
                .isInstanceOfSatisfying(
                        Crash.class, crash -> assertThat(crash.boundary()).isEqualTo("before breakfast"));

        assertThatThrownBy(() -> journal.create(new JournalledOperation(ID, null, "target"), entry("first")))
                .isInstanceOf(Crash.class);
        assertThatThrownBy(journal::list).isInstanceOf(Crash.class);
        assertThatThrownBy(() -> journal.tryLease("target")).isInstanceOf(Crash.class);
        assertThatThrownBy(() -> http.sendAsync(request, BodyHandlers.ofString()))
                .isInstanceOf(Crash.class);
        assertThatThrownBy(() -> time.await(new CompletableFuture<Void>(), 0)).isInstanceOf(Crash.class);
        assertThatThrownBy(() -> life.pass("another")).isInstanceOf(Crash.class);
        assertThat(life.passed()).containsExactly("before breakfast");
        assertThat(disk.list()).isEmpty();
        assertThat(fake.requests()).isEmpty();
        assertThat(life).hasToString("1 boundaries passed, ended before breakfast");
    }

    @Test
    void itsLeasesEndWithIt() {
        Lifetime life = Lifetime.endingAt(0);
        assertThat(life.journal(disk).tryLease("target")).isPresent();
        assertThat(disk.tryLease("target")).isEmpty();

        assertThatThrownBy(() -> life.pass("anything")).isInstanceOf(Crash.class);

        assertThat(disk.tryLease("target")).isPresent();
    }

    @Test
    void whatTheDeadThrowIsDroppedAndWhatTheLivingThrowIsNot() {
        Lifetime dead = Lifetime.endingAt(0);
        boolean survived = dead.run(() -> {
            try {
                dead.pass("here");
            } catch (Crash e) {
                throw new IllegalStateException("a program that catches everything", e);
            }
        });
        assertThat(survived).isFalse();

        assertThatThrownBy(() -> Lifetime.unlimited().run(() -> {
                    throw new IllegalStateException("wrong");
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aThreadOfItDiesQuietly() throws Exception {
        AtomicReference<Throwable> uncaught = new AtomicReference<>();
        Lifetime life = Lifetime.endingAt(0);
        fake.virtualTime().run(() -> {
            Thread thread = life.time(fake.time()).fork("worker", () -> life.pass("its work"));
            thread.setUncaughtExceptionHandler((dying, error) -> uncaught.set(error));
            fake.time().sleep(Duration.ofSeconds(1));
        });
        assertThat(life.isOver()).isTrue();
        assertThat(uncaught).hasNullValue();
    }

    @Test
    void boundariesAreCountedFromZero() {
        assertThatThrownBy(() -> Lifetime.endingAt(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
