package dev.restore4j.examples.guide;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.RestoreOperation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.error.OutcomeUnknownException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.error.WaitTimeoutException;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.crash.Lifetime;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.FaultMix;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.FakeSnapshot;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.testkit.verify.FakeCheckContext;
import dev.restore4j.testkit.verify.ScriptedCheck;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckContext;
import dev.restore4j.verify.Verdict;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The examples of docs/testing-with-the-testkit.md. */
class TestkitTest {

    private static AuraClient client(FakeAura fake, Journal journal) {
        // tag::client[]
        AuraClient aura = AuraClient.builder()
                .httpClient(fake.httpClient())
                .time(fake.time())
                .credentials(fake.clientId(), fake.clientSecret())
                .journal(journal)
                .build();
        // end::client[]
        return aura;
    }

    @Test
    void withoutJUnitsExtension() {
        // tag::by-hand[]
        try (FakeAura fake = FakeAura.builder().seed(42).build()) {
            FakeInstance production =
                    fake.addInstance(spec -> spec.name("Production").memory("8GB"));
            Instant now = fake.time().now();
            FakeSnapshot snapshot = production.addSnapshot(now.minus(Duration.ofHours(4)));

            fake.virtualTime().run(() -> {
                try (AuraClient aura = client(fake, Journal.inMemory())) {
                    new Recovery(aura).recover(production.id(), now, "INC-4711");
                }
            });

            assertThat(production.content()).isEqualTo(snapshot.content());
        }
        // end::by-hand[]
    }

    @Test
    void aStubOverTheFake() {
        // tag::over-http[]
        try (FakeAura fake = FakeAura.builder().time(ScaledTime.times(50)).build();
                FakeAuraServer server = fake.serve()) {
            FakeInstance production = fake.addInstance(spec -> spec.name("Production"));
            server.wireMock()
                    .stubFor(get(urlPathMatching("/v1/instances/.*/snapshots")).willReturn(serverError()));

            AuraClient aura = AuraClient.builder()
                    .baseUrl(server.baseUri())
                    .time(fake.time())
                    .exchangeTimeout(Duration.ofMinutes(10)) // of the fake's time: 12 seconds
                    .credentials(fake.clientId(), fake.clientSecret())
                    .journal(Journal.inMemory())
                    .build();

            assertThatThrownBy(() -> new Recovery(aura)
                            .recover(production.id(), fake.time().now(), "INC-4711"))
                    .isInstanceOf(UnavailableException.class);
            assertThat(fake.overwrites()).isEmpty();
        }
        // end::over-http[]
    }

    @Test
    void whatGoesWrong() {
        FakeAura fake = FakeAura.create();
        // tag::faults[]
        fake.faults().next(Fault.tooManyRequests(Duration.ofSeconds(20))); // the next request
        fake.faults()
                .next(Fault.staleRunning(Duration.ofSeconds(45))); // the next restore: GET says running for so long
        fake.faults()
                .next(Fault.serverError(503))
                .on("GET", "/instances/*")
                .after(2)
                .times(3);
        fake.faults().mix(FaultMix.seeded(7)); // for all requests that no rule strikes
        // end::faults[]
        // tag::quirks[]
        Quirks slow = Quirks.documented().with(Quirk.StaleRunning.A_MINUTE, Quirk.RestoreAnswer.SAYS_RUNNING);
        FakeAura slowAura = FakeAura.builder().quirks(slow).build();
        // end::quirks[]
        assertThat(slowAura.instances()).isEmpty();
        slowAura.close();
        fake.close();
    }

    @Test
    void theProgramIsStartedAgain() {
        try (FakeAura fake = FakeAura.create()) {
            FakeInstance production = fake.addInstance(spec -> spec.name("Production"));
            Instant now = fake.time().now();
            production.addSnapshot(now.minus(Duration.ofHours(4)));
            fake.virtualTime().run(() -> {
                // tag::again[]
                Journal journal = Journal.inMemory(); // what survives
                try (AuraClient aura = client(fake, journal)) {
                    RestorePlan plan = RestorePlan.from(aura.instance(production.id())
                                    .snapshots()
                                    .get(production.snapshots().get(0).id()))
                            .named("INC-4711");
                    RestoreOperation operation = plan.confirm().start();
                    assertThatThrownBy(() -> operation.await(Duration.ofSeconds(30)))
                            .isInstanceOf(WaitTimeoutException.class);
                } // the program ends here, the restore goes on

                try (AuraClient aura = client(fake, journal)) { // and is started again
                    new Recovery(aura).recover(production.id(), now, "INC-4711");
                }
                assertThat(fake.overwrites()).hasSize(1);
                // end::again[]
            });
        }
    }

    @Test
    void theProgramIsKilledAnywhere() {
        // tag::crash[]
        boolean survived = false;
        for (int boundary = 0; !survived; boundary++) { // a world of its own for each death
            try (FakeAura fake = FakeAura.create()) {
                FakeInstance production = fake.addInstance(spec -> spec.name("Production"));
                Instant now = fake.time().now();
                production.addSnapshot(now.minus(Duration.ofHours(4)));
                Journal disk = Journal.inMemory(); // what survives
                Lifetime first = Lifetime.endingAt(boundary);
                survived = fake.virtualTime().run(() -> {
                    boolean lived = first.run(() -> program(fake, first, disk, production.id(), now));
                    Lifetime second = Lifetime.unlimited(); // it is started again
                    second.run(() -> {
                        try {
                            program(fake, second, disk, production.id(), now);
                        } catch (OutcomeUnknownException e) {
                            // killed between the intent and its sending: a person looks, and settles
                            assertThat(e.overwritten()).isEqualTo(Overwritten.UNKNOWN);
                        }
                    });
                    return lived;
                });
                assertThat(fake.overwrites()).as(first.toString()).hasSizeLessThanOrEqualTo(1);
            }
        }
        // end::crash[]
    }

    // tag::mortal[]
    private static void program(FakeAura fake, Lifetime life, Journal disk, String instanceId, Instant incident) {
        try (AuraClient aura = AuraClient.builder()
                .httpClient(life.http(fake.httpClient()))
                .time(life.time(fake.time()))
                .journal(life.journal(disk))
                .credentials(fake.clientId(), fake.clientSecret())
                .build()) {
            new Recovery(aura).recover(instanceId, incident, "INC-4711");
        }
    }
    // end::mortal[]

    @Test
    void checksFindWhatATestWritesDown() throws Exception {
        try (FakeAura fake = FakeAura.create()) {
            FakeInstance production = fake.addInstance(spec -> spec.name("Production"));
            FakeSnapshot good = production.addSnapshot(fake.time().now().minus(Duration.ofHours(4)));
            // tag::checks[]
            ScriptedCheck orders = ScriptedCheck.named("orders are back")
                    .finds(Verdict.inconclusive("The database starts.").orLater()) // at the first look
                    .takes(Duration.ofMinutes(2), Verdict.failed("There are none.", "orders = 0"))
                    .passes(); // at the third one and later
            Check data = fake.contentIs(good.content()); // what is really in the instance
            // end::checks[]
            fake.virtualTime().run(() -> {
                // tag::own-check[]
                CheckContext context = FakeCheckContext.of("aura:" + production.id(), fake.time());
                assertThat(data.look(context).outcome()).isEqualTo(Outcome.FAILED);
                assertThat(orders.look(context).again()).isEqualTo(Again.LATER);
                assertThat(orders.looks()).hasSize(1);
                // end::own-check[]
            });
        }
    }

    @Test
    void somebodyRenamesTheInstance() {
        try (FakeAura fake = FakeAura.create()) {
            FakeInstance production = fake.addInstance(spec -> spec.name("Production"));
            production.addSnapshot(fake.time().now().minus(Duration.ofHours(4)));
            fake.virtualTime().run(() -> {
                try (AuraClient aura = client(fake, Journal.inMemory())) {
                    // tag::changed[]
                    var confirmed = RestorePlan.from(aura.instance(production.id())
                                    .snapshots()
                                    .get(production.snapshots().get(0).id()))
                            .confirm();
                    production.rename("Archive"); // behind the client's back

                    assertThatThrownBy(confirmed::execute)
                            .isInstanceOf(RestoreRejectedException.class)
                            .hasMessageContaining("name was 'Production' and is 'Archive'");
                    assertThat(fake.overwrites()).isEmpty();
                    // end::changed[]
                }
            });
        }
    }
}
