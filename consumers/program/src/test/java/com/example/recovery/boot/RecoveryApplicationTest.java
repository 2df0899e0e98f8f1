package com.example.recovery.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.recovery.Recovery;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application, with properties, beans and logging as Spring Boot makes them. */
@SpringBootTest(properties = "spring.main.banner-mode=off")
class RecoveryApplicationTest {

    /** Until the application has seen the restore: without that, it is not proven. */
    private static final Duration LONG = Duration.ofHours(1);

    private static final ScaledTime TIME = ScaledTime.times(4);
    private static final FakeAura FAKE = FakeAura.builder()
            .time(TIME)
            .operationTimes(OperationTimes.fixed(LONG))
            .build();

    @TempDir
    private static Path state;

    @Autowired
    private Recovery recovery;

    @DynamicPropertySource
    static void aura(DynamicPropertyRegistry properties) {
        properties.add("aura.url", () -> FAKE.serve().baseUri());
        properties.add("aura.client-id", FAKE::clientId);
        properties.add("aura.client-secret", FAKE::clientSecret);
        properties.add("aura.state-directory", () -> state);
    }

    @AfterAll
    static void close() {
        FAKE.close();
    }

    @Test
    void restores() throws Exception {
        Instant incident = FAKE.time().now();
        FakeInstance production = FAKE.addInstance(instance -> instance.name("Production"));
        FakeSnapshot snapshot = production.addSnapshot(incident.minus(Duration.ofHours(3)));

        CompletableFuture<RestoreState> end = CompletableFuture.supplyAsync(
                () -> recovery.before(incident, production.id(), "INC-4711").state());
        awaitSeen(production, end);
        TIME.advance(LONG);

        assertThat(end.get(1, TimeUnit.MINUTES)).isEqualTo(RestoreState.COMPLETED);
        assertThat(production.content()).isEqualTo(snapshot.content());
    }

    /**
     * Waits until the word is shown, which is later than the request, and then for who looks again: with the second look the answer
     * to the first has come. An answer that is on its way when hours pass comes too late for its exchange.
     */
    private static void awaitSeen(FakeInstance production, Future<?> end) throws InterruptedException {
        while (!end.isDone() && !production.status().equals("restoring")) {
            Thread.sleep(20);
        }
        Instant shown = TIME.now();
        while (!end.isDone() && looks(shown) < 2) {
            Thread.sleep(20);
        }
    }

    private static long looks(Instant since) {
        return FAKE.requests().stream()
                .filter(request ->
                        request.method().equals("GET") && request.at().isAfter(since))
                .count();
    }

    @TestConfiguration
    static class FastTime {

        @Bean
        TimeSource time() {
            return FAKE.time();
        }
    }
}
