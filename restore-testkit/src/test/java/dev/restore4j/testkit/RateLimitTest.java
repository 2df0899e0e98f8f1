package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.model.Limits;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    @Test
    void aFixedWindowOpensAgainWithTheNextMinute() throws Exception {
        limited(Quirk.RateWindow.FIXED, s -> {
            untilFull(s);
            var refused = s.client.get(s.path);
            assertThat(refused.status()).isEqualTo(429);
            int wait = Integer.parseInt(refused.header("Retry-After"));
            assertThat(wait).isBetween(1, 60);
            s.pass(Duration.ofSeconds(wait));
            assertThat(s.aura.time().now()).isAfterOrEqualTo(Instant.parse("2026-03-01T15:01:00Z"));
            assertThat(s.client.get(s.path).status()).isEqualTo(200);
            assertThat(s.aura.refusedByLimit()).isEqualTo(1);
        });
    }

    @Test
    void aSlidingWindowFreesOneRequestAfterTheOther() throws Exception {
        limited(Quirk.RateWindow.SLIDING, s -> {
            s.pass(Duration.ofSeconds(50));
            untilFull(s);
            int wait = Integer.parseInt(s.client.get(s.path).header("Retry-After"));
            s.pass(Duration.ofSeconds(wait));
            assertThat(s.client.get(s.path).status()).isEqualTo(200);
            assertThat(s.client.get(s.path).status()).isEqualTo(429);
        });
    }

    @Test
    void theHeaderMayBeADateOrMissing() throws Exception {
        limited(Quirk.RetryAfter.HTTP_DATE, s -> {
            untilFull(s);
            String date = s.client.get(s.path).header("Retry-After");
            Instant free = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            assertThat(free).isEqualTo(Instant.parse("2026-03-01T15:01:00Z"));
        });
        limited(Quirk.RetryAfter.NONE, s -> {
            untilFull(s);
            assertThat(s.client.get(s.path).header("Retry-After")).isEmpty();
        });
    }

    @Test
    void requestsForTokensMayNotCount() throws Exception {
        limited(Quirk.TokenRequests.DO_NOT_COUNT, s -> {
            untilFull(s);
            assertThat(s.client.get(s.path).status()).isEqualTo(200);
            assertThat(s.client.get(s.path).status()).isEqualTo(429);
            assertThat(s.client.askForToken("grant_type=client_credentials").status())
                    .isEqualTo(200);
        });
    }

    /** Ten requests a minute; the request for the token is the first. */
    private static void limited(Quirk quirk, Scenario.Body body) throws Exception {
        Quirks quirks = Quirks.documented().with(quirk);
        Scenario.play(aura -> aura.limits(new Limits(10, 10, 10)).quirks(quirks), body);
    }

    private static void untilFull(Scenario s) throws Exception {
        for (int i = 0; i < 9; i++) {
            assertThat(s.client.get(s.path).status()).isEqualTo(200);
        }
    }
}
