package com.example.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.bolt.Bolt;
import dev.restore4j.testkit.verify.FakeCheckContext;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** Checks over Bolt link with the driver of this consumer, which tries to connect and says what came of it. */
class BoltTest {

    @Test
    void aPortOnWhichNothingListensIsTold() throws Exception {
        try (Socket held = held()) {
            String uri = "bolt://127.0.0.1:" + held.getLocalPort();
            Bolt checks = Bolt.over(() -> GraphDatabase.driver(uri, AuthTokens.basic("neo4j", "secret")))
                    .writableCommitted()
                    .indexesOnline();
            Check first = checks.checks().get(0);
            Verdict verdict = first.look(FakeCheckContext.of("aura:2f49c2b3", TimeSource.system()));
            assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(Outcome.FAILED);
            assertThat(verdict.reason()).startsWith("It cannot be reached: ");
            for (Check other : checks.checks().subList(1, 4)) {
                assertThat(other.look(FakeCheckContext.of("aura:2f49c2b3", TimeSource.system()))
                                .outcome())
                        .isEqualTo(Outcome.INCONCLUSIVE);
            }
        }
        System.out.println("Looked with "
                + Driver.class.getProtectionDomain().getCodeSource().getLocation());
    }

    /** A port of ours on which nothing listens. */
    private static Socket held() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return socket;
    }
}
