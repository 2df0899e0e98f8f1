package dev.restore4j.aura.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database's Console over time: tokens expire, and wrong passwords lock users out. */
class ConsoleSessionTest {

    private final FakeAura aura = FakeAura.create();
    private final FakeInstance instance = aura.addInstance(spec -> spec.name("Production"));
    private final AtomicReference<DatabaseLogin> login =
            new AtomicReference<>(DatabaseLogin.of(instance.user(), instance.password()));
    private final Exchange exchange = new Exchange(aura.httpClient(), aura.time(), Duration.ofSeconds(30));
    private final ConsoleSession session =
            new ConsoleSession(new Console(exchange, aura.time(), aura.consoleUri(), instance.id()), login::get);

    @AfterEach
    void close() {
        aura.close();
    }

    private String status() throws InterruptedException {
        return aura.virtualTime()
                .<String, InterruptedException>run(() -> session.status().word());
    }

    private long requests(String path) {
        return aura.requests().stream()
                .filter(request -> request.path().endsWith(path))
                .count();
    }

    @Test
    void oneTokenIsUsedForManyLooksAndAnotherOneIsAskedForWhenItIsRefused() throws Exception {
        assertThat(status()).isEqualTo("running");
        assertThat(status()).isEqualTo("running");
        assertThat(requests("/import/auth")).isEqualTo(1);
        assertThat(requests("/import/status")).as("each look goes there").isEqualTo(2);

        aura.revokeTokens();

        assertThat(status()).isEqualTo("running");
        assertThat(requests("/import/auth")).isEqualTo(2);
    }

    @Test
    void aPasswordThatWasRefusedIsNotShownAgainSoSoon() throws Exception {
        DatabaseLogin right = login.get();
        login.set(DatabaseLogin.of("neo4j", "another password"));

        AccessException first = catchThrowableOfType(AccessException.class, this::status);
        AccessException second = catchThrowableOfType(AccessException.class, this::status);

        assertThat(first).hasMessageContaining("refused by database " + instance.id());
        assertThat(second).hasMessageContaining("less than a minute ago").hasMessageNotContaining("another password");
        assertThat(requests("/import/auth")).isEqualTo(1);

        login.set(right);
        assertThat(status()).isEqualTo("running");
    }

    @Test
    void sessionsOfOneAccountShareWhichPasswordWasRefused() {
        login.set(DatabaseLogin.of("neo4j", "another password"));
        RefusedLogins shared = new RefusedLogins();

        assertThat(catchThrowableOfType(AccessException.class, () -> statusOf(another(shared))))
                .hasMessageContaining("refused by database");
        assertThat(catchThrowableOfType(AccessException.class, () -> statusOf(another(shared))))
                .hasMessageContaining("less than a minute ago");

        assertThat(requests("/import/auth")).isEqualTo(1);
    }

    private ConsoleSession another(RefusedLogins shared) {
        Console console = new Console(exchange, aura.time(), aura.consoleUri(), instance.id());
        return new ConsoleSession(console, login::get, shared);
    }

    private String statusOf(ConsoleSession other) throws InterruptedException {
        return aura.virtualTime()
                .<String, InterruptedException>run(() -> other.status().word());
    }

    /** In virtual time nothing moves while somebody waits otherwise than on it, as for a monitor. */
    @Test
    @Timeout(60)
    void whoWaitsForAnothersTokenWaitsOnTheTime() throws Exception {
        aura.faults().next(Fault.stall()).on("POST", "/v1/databases/*/import/auth");
        CompletableFuture<String> other = new CompletableFuture<>();

        String own = aura.virtualTime().<String, InterruptedException>run(() -> {
            Thread unused = aura.time().fork("other", () -> other.complete(wordOrError()));
            String word = wordOrError();
            assertThat(aura.time().await(other, aura.time().nanoTime() + 1_000_000_000_000L))
                    .isTrue();
            return word;
        });

        assertThat(own).contains("did not answer");
        assertThat(other.join()).contains("did not answer");
        assertThat(requests("/import/auth")).isEqualTo(1);
    }

    private String wordOrError() {
        try {
            return session.status().word();
        } catch (RestoreException | InterruptedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void afterAMinuteItIsShownAgain() {
        login.set(DatabaseLogin.of("neo4j", "another password"));
        assertThat(catchThrowableOfType(AccessException.class, this::status)).isNotNull();

        aura.virtualTime().advance(Duration.ofSeconds(61));

        assertThat(catchThrowableOfType(AccessException.class, this::status))
                .hasMessageContaining("refused by database");
        assertThat(requests("/import/auth")).isEqualTo(2);
    }
}
