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

    private static final FakeAura FAKE = FakeAura.builder()
            .time(ScaledTime.times(4))
            .operationTimes(OperationTimes.fixed(Duration.ofSeconds(12)))
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
    void restores() {
        Instant incident = FAKE.time().now();
        FakeInstance production = FAKE.addInstance(instance -> instance.name("Production"));
        FakeSnapshot snapshot = production.addSnapshot(incident.minus(Duration.ofHours(3)));

        assertThat(recovery.before(incident, production.id(), "INC-4711").state())
                .isEqualTo(RestoreState.COMPLETED);
        assertThat(production.content()).isEqualTo(snapshot.content());
    }

    @TestConfiguration
    static class FastTime {

        @Bean
        TimeSource time() {
            return FAKE.time();
        }
    }
}
