package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.model.Overwrite;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FaultsTest {

    private static final String RESTORE = "/instances/*/snapshots/*/restore";

    @Test
    void refusalsComeBeforeTheWork() throws Exception {
        assertRefused(Fault.unauthorized(), 401);
        assertRefused(Fault.tokenExpired(), 403);
        assertRefused(Fault.tooManyRequests(), 429);
        assertRefused(Fault.serverError(500), 500);
        assertRefused(Fault.gatewayError(502), 502);
    }

    @Test
    void retryAfterIsSecondsADateOrMissing() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.tooManyRequests());
            assertThat(s.client.get(s.path).header("Retry-After")).isEmpty();
            s.aura.faults().next(Fault.tooManyRequests(Duration.ofSeconds(7)));
            assertThat(s.client.get(s.path).header("Retry-After")).isEqualTo("7");
            s.aura.faults().next(Fault.tooManyRequestsUntil(Duration.ofSeconds(30)));
            Instant until = ZonedDateTime.parse(
                            s.client.get(s.path).header("Retry-After"), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            assertThat(Duration.between(s.aura.time().now(), until))
                    .isBetween(Duration.ofSeconds(28), Duration.ofSeconds(31));
        });
    }

    @Test
    void errorsHaveTheServicesBodyOrTheGateways() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.serverError(503));
            var service = s.client.get(s.path);
            assertThat(service.reason()).isEqualTo("server-err");
            assertThat(service.header("X-Request-Id")).isNotEmpty();
            s.aura.faults().next(Fault.gatewayError(504));
            var gateway = s.client.get(s.path);
            assertThat(gateway.status()).isEqualTo(504);
            assertThat(gateway.json().has("error")).isTrue();
        });
    }

    @Test
    void someErrorsComeAfterTheWork() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.serverErrorAfterWork(504)).on("POST", RESTORE);
            assertThat(s.client.post(s.restorePath).status()).isEqualTo(504);
            assertThat(s.aura.overwrites()).hasSize(1);
        });
    }

    @Test
    void aResetOrRefusedConnectionLeavesTheWorkUndone() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.reset()).on("POST", RESTORE);
            assertThatThrownBy(() -> s.client.post(s.restorePath)).isInstanceOf(IOException.class);
            s.aura.faults().next(Fault.connectRefused()).on("POST", RESTORE);
            assertThatThrownBy(() -> s.client.post(s.restorePath)).isInstanceOf(ConnectException.class);
            assertThat(s.aura.overwrites()).isEmpty();
            assertThat(s.aura.requests())
                    .filteredOn(request -> request.path().endsWith("/restore"))
                    .allSatisfy(request -> assertThat(request.status()).isEmpty());
        });
    }

    @Test
    void aLostAnswerLeavesTheWorkDone() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.answerLost()).on("POST", RESTORE);
            assertThatThrownBy(() -> s.client.post(s.restorePath)).isInstanceOf(IOException.class);
            assertThat(s.aura.overwrites()).hasSize(1);
            assertThat(s.status()).isEqualTo("restoring");
        });
    }

    @Test
    void aStallEndsOnlyWithTheClientsOwnDeadline() throws Exception {
        Scenario.play(s -> {
            Instant before = s.aura.time().now();
            s.aura.faults().next(Fault.stall()).on("POST", RESTORE);
            CompletableFuture<HttpResponse<String>> future =
                    s.client.http().sendAsync(restore(s).build(), BodyHandlers.ofString());
            long deadline = s.aura.time().nanoTime() + Duration.ofSeconds(30).toNanos();
            assertThat(s.aura.time().await(future, deadline)).isFalse();
            assertThat(Duration.between(before, s.aura.time().now())).isEqualTo(Duration.ofSeconds(30));
            assertThat(s.aura.overwrites()).isEmpty();
            s.aura.faults().next(Fault.stallAfterWork()).on("POST", RESTORE);
            HttpRequest limited = restore(s).timeout(Duration.ofSeconds(5)).build();
            assertThatThrownBy(() -> s.client.send(limited)).isInstanceOf(HttpTimeoutException.class);
            assertThat(s.aura.overwrites()).hasSize(1);
        });
    }

    @Test
    void aStallInTheBodyIsNotEndedByTheRequestsTimeout() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.stallInBody());
            HttpRequest request =
                    s.client.request(s.path).timeout(Duration.ofSeconds(1)).build();
            var future = s.client.http().sendAsync(request, BodyHandlers.ofByteArray());
            assertThat(s.aura.time()
                            .await(
                                    future,
                                    s.aura.time().nanoTime()
                                            + Duration.ofMinutes(1).toNanos()))
                    .isFalse();
            assertThat(future.cancel(true)).isTrue();
        });
    }

    @Test
    void aBodyCutShortFailsTheRequestAfterTheWork() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.cutShort()).on("POST", RESTORE);
            assertThatThrownBy(() -> s.client.post(s.restorePath))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bytes received");
            assertThat(s.aura.overwrites()).hasSize(1);
        });
    }

    @Test
    void aBodyMayNotBeJson() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.notJson());
            var reply = s.client.get(s.path);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.response().body()).startsWith("<html>");
            assertThat(reply.header("Content-Type")).isEqualTo("text/html");
        });
    }

    @Test
    void aBodyMayBeHugeAndStillJson() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.hugeBody());
            var reply = s.client.get(s.path);
            assertThat(reply.response().body()).hasSizeGreaterThan(1024 * 1024);
            assertThat(reply.data().get("status").asText()).isEqualTo("running");
        });
    }

    @Test
    void theStatusMayBeAnUnknownWord() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.unknownStatus("recalibrating")).times(2);
            assertThat(s.status()).isEqualTo("recalibrating");
            assertThat(s.status()).isEqualTo("recalibrating");
            assertThat(s.status()).isEqualTo("running");
        });
    }

    @Test
    void anInstanceMayNotBeFoundForAMoment() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.notFoundBlip());
            assertThat(s.client.get(s.path).reason()).isEqualTo("db-not-found");
            assertThat(s.client.get(s.path).status()).isEqualTo(200);
        });
    }

    @Test
    void oneRestoreMayBeStaleSkippedOrHidden() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.staleRunning(Duration.ofSeconds(70)));
            s.client.post(s.restorePath);
            s.pass(Duration.ofSeconds(69));
            assertThat(s.status()).isEqualTo("running");
            s.pass(Duration.ofSeconds(1));
            assertThat(s.status()).isEqualTo("restoring");
        });
        for (Fault fault : new Fault[] {Fault.statesSkipped(), Fault.statesHidden()}) {
            Scenario.play(s -> {
                s.aura.faults().next(fault);
                assertThat(s.client.post(s.restorePath).data().get("status").asText())
                        .isEqualTo("running");
                assertThat(s.poll(Duration.ofSeconds(1), 200)).containsExactly("running");
                assertThat(s.instance.content()).isEqualTo(s.snapshot.content());
            });
        }
    }

    @Test
    void aRestoreMayFailAndASnapshotToo() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.loadingFailed()).on("POST", "/instances/*/snapshots");
            String id = s.client
                    .post(s.path + "/snapshots")
                    .data()
                    .get("snapshot_id")
                    .asText();
            s.pass(Duration.ofMinutes(3));
            assertThat(s.client
                            .get(s.path + "/snapshots/" + id)
                            .data()
                            .get("status")
                            .asText())
                    .isEqualTo("Failed");
            s.aura.faults().next(Fault.loadingFailed()).on("POST", RESTORE);
            s.client.post(s.restorePath);
            assertThat(s.poll(Duration.ofSeconds(10), 20)).containsExactly("restoring", "loading failed");
            assertThat(s.aura.overwrites().get(0).outcome()).isEqualTo(Overwrite.Outcome.FAILED);
        });
    }

    @Test
    void someoneElseMayRestoreFirst() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.someoneElseRestores()).on("POST", RESTORE);
            assertThat(s.client.post(s.restorePath).status()).isEqualTo(409);
            assertThat(s.aura.overwrites())
                    .singleElement()
                    .satisfies(overwrite -> assertThat(overwrite.byClient()).isFalse());
        });
    }

    @Test
    void theDaysOfOneListMayBeShifted() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.dayBorderShifted(Duration.ofHours(12)));
            assertThat(s.client.get(s.path + "/snapshots?date=2026-03-01").data())
                    .isEmpty();
            assertThat(s.client.get(s.path + "/snapshots?date=2026-03-01").data())
                    .hasSize(1);
        });
    }

    @Test
    void rulesChooseTheirRequests() throws Exception {
        Scenario.play(s -> {
            s.aura.faults()
                    .next(Fault.serverError(500))
                    .on("GET", "/instances/*")
                    .every(3);
            s.aura.faults()
                    .next(Fault.serverError(503))
                    .on("*", "/v1/instances")
                    .after(1);
            StringBuilder statuses = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                statuses.append(s.client.get(s.path).status()).append(' ');
            }
            assertThat(statuses).hasToString("200 200 500 200 200 500 ");
            assertThat(s.client.get("/instances").status()).isEqualTo(200);
            assertThat(s.client.get("/instances").status()).isEqualTo(503);
            assertThat(s.client.get("/instances").status()).isEqualTo(200);
            s.aura.faults().clear();
            s.client.get(s.path);
            s.client.get(s.path);
            assertThat(s.client.get(s.path).status()).isEqualTo(200);
        });
    }

    @Test
    void theLogSaysWhichFaultWasMet() throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(Fault.answerLost()).on("POST", RESTORE);
            assertThatThrownBy(() -> s.client.post(s.restorePath)).isInstanceOf(IOException.class);
            RecordedRequest last = s.aura.requests().get(1);
            assertThat(last.fault()).contains("answer lost");
            assertThat(last.line()).endsWith("-> no answer (answer lost)");
        });
    }

    private static void assertRefused(Fault fault, int status) throws Exception {
        Scenario.play(s -> {
            s.aura.faults().next(fault).on("POST", RESTORE);
            assertThat(s.client.post(s.restorePath).status()).isEqualTo(status);
            assertThat(s.aura.overwrites()).isEmpty();
            assertThat(s.client.post(s.restorePath).status()).isEqualTo(202);
        });
    }

    private static HttpRequest.Builder restore(Scenario s) {
        return s.client.json(s.restorePath).POST(HttpRequest.BodyPublishers.ofString("{}"));
    }
}
