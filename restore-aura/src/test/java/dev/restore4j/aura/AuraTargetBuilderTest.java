package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.UnavailableException;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.testkit.time.ScaledTime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a target without an API key is built with. */
class AuraTargetBuilderTest {

    private static AuraTargetBuilder builder() {
        return AuraTarget.builder(
                URI.create("neo4j+s://2f49c2b3.databases.neo4j.io"), () -> DatabaseLogin.of("neo4j", "password"));
    }

    @Test
    void refusesATimeOutThatIsNone() {
        for (Duration none : new Duration[] {Duration.ZERO, Duration.ofMillis(-1)}) {
            assertThatThrownBy(() -> builder().exchangeTimeout(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("must be more than zero", none.toString());
        }
    }

    @Test
    void waitsNoLongerForAnAnswerThanItWasTold() throws Exception {
        ScaledTime time = ScaledTime.times(20);
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                AuraTarget target = builder()
                        .console(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                        .journal(Journal.inMemory())
                        .time(time)
                        .exchangeTimeout(Duration.ofSeconds(4))
                        .build()) {
            assertThatThrownBy(target::authenticate)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("no answer within 4.0 s");
        }
    }

    @Test
    void refusesAJdkThatSendsPostsAgain() {
        AuraTargetBuilder builder = builder();
        System.setProperty("jdk.httpclient.enableAllMethodRetry", "true");
        try {
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("jdk.httpclient.enableAllMethodRetry");
        } finally {
            System.clearProperty("jdk.httpclient.enableAllMethodRetry");
        }
    }
}
