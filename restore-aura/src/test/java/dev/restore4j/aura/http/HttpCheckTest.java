package dev.restore4j.aura.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.http.InProcessClient;
import dev.restore4j.testkit.time.VirtualTime;
import dev.restore4j.testkit.verify.FakeCheckContext;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.AuraRequest;
import dev.restore4j.testkit.wire.Delivery;
import dev.restore4j.testkit.wire.Delivery.Mode;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.CheckSubject;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCheckTest {

    private static final URI HEALTH = URI.create("https://shop.example.com/health?key=hidden-query");
    private static final String SECRET = "marked-secret-0451";

    private final VirtualTime time = new VirtualTime();
    private final List<AuraRequest> requests = new ArrayList<>();
    private final FakeCheckContext context = FakeCheckContext.of("aura:2f49c2b3", time);
    private AuraAnswer answer = AuraAnswer.json(200, "{\"neo4j\":\"UP\"}");

    private HttpCheck check() {
        return HttpCheck.get(HEALTH)
                .over(new InProcessClient(
                        request -> {
                            requests.add(request);
                            return answer;
                        },
                        URI.create("https://shop.example.com"),
                        time,
                        1));
    }

    private Verdict look(HttpCheck check, FakeCheckContext with) throws InterruptedException {
        return time.run(() -> check.look(with));
    }

    private Verdict look(HttpCheck check) throws InterruptedException {
        return look(check, context);
    }

    private static void isA(Verdict verdict, Outcome outcome, Again again) {
        assertThat(verdict.outcome()).as(verdict.toString()).isEqualTo(outcome);
        assertThat(verdict.again()).as(verdict.toString()).isEqualTo(again);
        assertThat(verdict.toString()).doesNotContain("hidden-query").doesNotContain(SECRET);
    }

    @Test
    void passesOnASuccess() throws InterruptedException {
        isA(look(check()), Outcome.PASSED, Again.POINTLESS);
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.uri()).hasToString("/health?key=hidden-query");
        });
        assertThat(check().level()).isEqualTo(CheckLevel.STANDARD);
        assertThat(check().subject()).isEqualTo(CheckSubject.SERVICE);
        assertThat(check().name()).isEqualTo("GET https://shop.example.com/health");
        assertThat(check().named("the shop is up").name()).isEqualTo("the shop is up");
    }

    @ParameterizedTest
    @CsvSource({
        "400,FAILED,POINTLESS",
        "404,FAILED,POINTLESS",
        "401,INCONCLUSIVE,POINTLESS",
        "403,INCONCLUSIVE,POINTLESS",
        "408,FAILED,LATER",
        "429,INCONCLUSIVE,LATER",
        "500,FAILED,LATER",
        "503,FAILED,LATER"
    })
    void judgesByTheStatus(int status, Outcome outcome, Again again) throws InterruptedException {
        answer = AuraAnswer.json(status, "{\"secret\":\"" + SECRET + "\"}");
        isA(look(check()), outcome, again);
        isA(look(check().expectStatus(299, status)), Outcome.PASSED, Again.POINTLESS);
    }

    @Test
    void aSuccessMayBeTheWrongOne() throws InterruptedException {
        isA(look(check().expectStatus(204)), Outcome.FAILED, Again.POINTLESS);
    }

    @Test
    void reportsARedirectAndDoesNotFollowIt() throws InterruptedException {
        answer = AuraAnswer.json(302, "")
                .withHeader("Location", "https://user:hidden-password@login.example.com/sign-in?token=hidden-query");
        Verdict verdict = look(check());
        isA(verdict, Outcome.FAILED, Again.POINTLESS);
        assertThat(verdict.evidence()).contains("302").contains("https://login.example.com/sign-in");
        assertThat(requests).hasSize(1);
        HttpClient follows = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThatThrownBy(() -> check().over(follows)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void looksForTextsInTheBody() throws InterruptedException {
        isA(look(check().expectBodyContaining("UP")), Outcome.PASSED, Again.POINTLESS);
        Verdict verdict = look(check().expectBodyContaining("UP").expectBodyContaining("DOWN"));
        isA(verdict, Outcome.FAILED, Again.LATER);
        assertThat(verdict.reason()).contains("'DOWN'");
        assertThatThrownBy(() -> check().expectBodyContaining("")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUSED", "RESET", "STALLED", "STALLED_IN_BODY", "CUT_SHORT"})
    void whatDoesNotAnswerWholeMayDoSoLater(Mode mode) throws InterruptedException {
        answer = answer.withDelivery(new Delivery(mode, 3));
        isA(look(check()), Outcome.FAILED, Again.LATER);
    }

    @ParameterizedTest
    @CsvSource({"STALLED,3,3", "STALLED_IN_BODY,3,3", "STALLED,600,30", "STALLED_IN_BODY,600,30"})
    void headersAndBodyHaveOneDeadline(Mode mode, int left, int seconds) throws InterruptedException {
        answer = answer.withDelivery(new Delivery(mode, 3));
        long before = time.nanoTime();
        look(check(), context.withLeft(Duration.ofSeconds(left)));
        assertThat(Duration.ofNanos(time.nanoTime() - before)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aHugeBodyIsNotRead() throws InterruptedException {
        answer = answer.withDelivery(Delivery.of(Mode.ENDLESS));
        isA(look(check()), Outcome.PASSED, Again.POINTLESS);
        isA(look(check().expectBodyContaining("x")), Outcome.INCONCLUSIVE, Again.POINTLESS);
    }

    @Test
    void withoutTimeNothingIsSent() throws InterruptedException {
        isA(look(check(), context.withLeft(Duration.ZERO)), Outcome.INCONCLUSIVE, Again.POINTLESS);
        assertThat(requests).isEmpty();
    }

    @Test
    void headersAreAskedForEachTimeAndWrittenNowhere() throws InterruptedException {
        List<String> values = new ArrayList<>(List.of(SECRET + "-1", SECRET + "-2"));
        HttpCheck check = check().header("Authorization", () -> values.remove(0));
        answer = AuraAnswer.json(401, "{\"said\":\"" + SECRET + "\"}");
        isA(look(check), Outcome.INCONCLUSIVE, Again.POINTLESS);
        isA(look(check), Outcome.INCONCLUSIVE, Again.POINTLESS);
        assertThat(requests)
                .extracting(request -> request.headers().get("authorization"))
                .containsExactly(SECRET + "-1", SECRET + "-2");
        isA(look(check), Outcome.INCONCLUSIVE, Again.POINTLESS);
        assertThat(requests).hasSize(2);
        assertThat(check.toString()).doesNotContain(SECRET);
    }

    @Test
    void aValueThatCannotBeSentIsNotQuoted() throws InterruptedException {
        Verdict verdict = look(check().header("X-Key", () -> SECRET + "\n"));
        isA(verdict, Outcome.INCONCLUSIVE, Again.POINTLESS);
        assertThat(verdict.reason()).contains("X-Key");
        assertThat(requests).isEmpty();
    }

    @Test
    void secretsDoNotTravelInClear() {
        HttpCheck plain = HttpCheck.get(URI.create("http://shop.example.com/health"));
        assertThatThrownBy(() -> plain.header("X-Key", () -> SECRET)).isInstanceOf(IllegalArgumentException.class);
        HttpCheck.get(URI.create("http://127.0.0.1:8080/health")).header("X-Key", () -> SECRET);
        assertThatThrownBy(() -> check().header("Host", () -> "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com", "file:///etc/passwd", "/health", "https://user:pw@example.com/"})
    void otherAddressesMakeNoSense(String address) {
        assertThatThrownBy(() -> HttpCheck.get(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInterruptIsOne() throws InterruptedException {
        answer = answer.withDelivery(Delivery.of(Mode.STALLED));
        List<Object> end = new ArrayList<>();
        time.run(() -> {
            Thread looking = time.fork("looking", () -> {
                try {
                    end.add(check().look(context));
                } catch (InterruptedException e) {
                    end.add(e);
                }
            });
            time.sleep(Duration.ofSeconds(5));
            looking.interrupt();
            time.sleep(Duration.ofSeconds(1));
        });
        assertThat(end).singleElement().isInstanceOf(InterruptedException.class);
    }
}
