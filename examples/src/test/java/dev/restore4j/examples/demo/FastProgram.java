package dev.restore4j.examples.demo;

import dev.restore4j.aura.AuraClient;
import dev.restore4j.testkit.time.ScaledTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The demo's program in a JVM whose clock goes as fast as that of the fake, and stands where that stands. */
final class FastProgram {

    static final String FACTOR = "TEST_CLOCK_FACTOR";
    static final String STARTED = "TEST_STARTED_MILLIS";
    static final String NOW = "TEST_CLOCK_AT_START";

    /** In fast time as well: a busy machine may need seconds of its own for an exchange. */
    private static final Duration EXCHANGE = Duration.ofMinutes(2);

    private FastProgram() {}

    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        double factor = Double.parseDouble(environment.get(FACTOR));
        long since = System.currentTimeMillis() - Long.parseLong(environment.get(STARTED));
        Instant now = Instant.parse(environment.get(NOW)).plusMillis((long) (since * factor));
        RestoreProgram.run(
                AuraClient.builder()
                        .fromEnvironment()
                        .time(ScaledTime.times(factor).startingAt(now))
                        .exchangeTimeout(EXCHANGE),
                environment);
    }
}
