package dev.restore4j.it.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.restore4j.Assessment;
import dev.restore4j.ConfirmedRestore;
import dev.restore4j.RestoreOperation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.aura.AuraClientBuilder;
import dev.restore4j.aura.AuraCredentials;
import dev.restore4j.aura.InstanceCredentials;
import dev.restore4j.aura.NewInstance;
import dev.restore4j.catalog.Instance;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreException;
import dev.restore4j.event.RestoreEvent.Looked;
import dev.restore4j.it.fixture.Production;
import dev.restore4j.it.fixture.Way;
import dev.restore4j.it.secrets.Everything.Channel;
import dev.restore4j.it.secrets.Everything.Text;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.fault.FaultMix;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.time.ScaledTime;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marked secrets appear in nothing that the library writes or shows. */
class SecretsTest {

    private static final List<Way> WAYS = List.of(Way.values());
    private static final int SEEDS = 40;

    @TempDir
    Path directory;

    private final Secrets secrets = new Secrets();
    private Everything everything;

    /** So that the flight recorder knows the library's events. */
    @BeforeAll
    static void warmUp() {
        try (Production production = Production.create()) {
            production.run(() ->
                    Way.IN_PLACE.plan(production, production.client()).confirm().execute());
        }
    }

    @BeforeEach
    void listen() {
        everything = new Everything(directory);
    }

    @AfterEach
    void hush() {
        everything.close();
    }

    @Test
    void aRestoreThatGoesWellTellsNoSecret() {
        Production production = Production.create();
        production.run(() -> {
            for (Way way : Way.values()) {
                restore(production, way, builder(production));
            }
        });
        judge();
        production.close();
    }

    /** With the JDK's own client, whose loggers are off unless somebody turns them on. */
    @Test
    void aRestoreOverHttpTellsNoSecret() {
        ScaledTime time = ScaledTime.times(50);
        Duration hours = Duration.ofHours(2);
        Production production =
                Production.in(FakeAura.builder().time(time).operationTimes(OperationTimes.fixed(hours)));
        AuraClientBuilder builder = builder(production)
                .exchangeTimeout(hours)
                .listener(event -> {
                    if (event instanceof Looked looked && looked.word().equals("restoring")) {
                        time.advance(hours);
                    }
                })
                .httpClient(HttpClient.newHttpClient())
                .baseUrl(production.aura().serve().baseUri());
        restore(production, Way.IN_PLACE, builder);
        judge();
        assertThat(everything.texts())
                .filteredOn(text -> text.text().startsWith("jdk.httpclient"))
                .isEmpty();
        production.close();
    }

    @Test
    void faultsOfAllKindsTellNoSecret() {
        int errors = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            try (Production production = Production.in(FakeAura.builder().seed(seed))) {
                production.aura().faults().mix(mix(seed));
                Way way = WAYS.get(seed % WAYS.size());
                errors += production.aura().virtualTime().run(() -> told(production, way, builder(production)));
            }
        }
        assertThat(errors).isGreaterThan(SEEDS / 4);
        judge();
        mustContain(Channel.ERROR, "RestoreRejectedException");
    }

    @Test
    void wrongCredentialsTellNoSecret() {
        String wrong = "hunter2 is no good secret";
        Production production = Production.create();
        secrets.add(production.aura().clientId(), wrong);
        List<AuraClientBuilder> builders = List.of(
                builder(production).credentials(production.aura().clientId(), wrong),
                builder(production).credentials(() -> {
                    throw new IllegalStateException("the vault said " + wrong);
                }),
                builder(production).credentials(AuraCredentials.of("another", wrong)));
        production.run(() -> {
            for (AuraClientBuilder builder : builders) {
                assertThat(told(production, Way.IN_PLACE, builder)).isEqualTo(1);
            }
            for (String id : List.of("", " ", "with:colon")) {
                addError(() -> AuraCredentials.of(id, wrong));
            }
            assertThat(told(production, Way.IN_PLACE, builder(production))).isZero();
        });
        judge();
        mustContain(Channel.ERROR, "AccessException");
        production.close();
    }

    /** Code of the user's that is careless with what it was given, or fails because of it. */
    @Test
    void callbacksThatFailTellNoSecret() {
        Production production = Production.create();
        production.run(() -> {
            AuraClient client = builder(production).build();
            List<String> passwords = new ArrayList<>();
            RestorePlan plan = Way.IN_PLACE
                    .plan(production, client)
                    .into(client.newInstance("copy").credentialsTo(credentials -> {
                        passwords.add(credentials.password());
                        throw new IllegalStateException("cannot keep " + credentials.password());
                    }));
            everything.addObjects(plan.confirm().execute(), client);
            assertThat(passwords).singleElement().asString().contains("FakeAuraSecret-");
            told(production, Way.IN_PLACE, builder(production));
        });
        judge();
        mustContain(Channel.LOG, "threw java.lang.IllegalStateException: reset its password");
        production.close();
    }

    private void addError(Runnable call) {
        Throwable error = catchThrowable(call::run);
        assertThat(error).isNotNull();
        everything.addError(error);
    }

    private static FaultMix mix(int seed) {
        FaultMix mix = FaultMix.none(seed);
        for (var fault : FaultMix.all()) {
            mix = mix.with(fault, 0.012);
        }
        return mix;
    }

    private int told(Production production, Way way, AuraClientBuilder builder) {
        try {
            restore(production, way, builder);
            return 0;
        } catch (RestoreException e) {
            everything.addError(e);
            return 1;
        }
    }

    /** All that a user touches on the way. */
    private void restore(Production production, Way way, AuraClientBuilder builder) {
        AuraClient client = builder.build();
        everything.addObjects(builder, client, client.operations());
        Instance instance = client.instance(production.instance().id());
        everything.addObjects(instance, client.instances(), instance.snapshots());
        Snapshot snapshot = instance.snapshots().latest(Period.ofDays(3)).orElseThrow();
        List<InstanceCredentials> received = new ArrayList<>();
        NewInstance created = client.newInstance("copy").credentialsTo(received::add);
        RestorePlan plan = switch (way) {
            case IN_PLACE -> RestorePlan.from(snapshot);
            case OVERWRITE ->
                RestorePlan.from(snapshot)
                        .into(client.instance(production.other().id()));
            case NEW_INSTANCE -> RestorePlan.from(snapshot).into(created);
        };
        plan = plan.named(way + " of " + production.instance().id())
                .notify(event -> everything.add(Channel.EVENT, event));
        Assessment assessment = plan.assess();
        ConfirmedRestore confirmed = assessment.confirm();
        everything.addObjects(snapshot, created, plan, assessment, assessment.toToken(), confirmed);
        everything.add(Channel.OBJECT, assessment.toToken());
        RestoreOperation operation = confirmed.start();
        everything.addObjects(operation, operation.status());
        RestoreResult result = operation.await();
        everything.addObjects(operation, result, client.operations().list(), received, client);
        if (way == Way.NEW_INSTANCE) {
            received.forEach(credentials -> assertThat(credentials.password()).contains("FakeAuraSecret-"));
        }
    }

    private AuraClientBuilder builder(Production production) {
        secrets.add(production.aura());
        AuraCredentials credentials = AuraCredentials.of(
                production.aura().clientId(), production.aura().clientSecret());
        everything.addObjects(credentials, credentials.secret());
        return production
                .builder(FileJournal.at(
                        directory.resolve("state-" + production.instance().id())))
                .credentials(credentials)
                .listener(event -> everything.add(Channel.EVENT, event));
    }

    /** Looks for secrets, and first of all whether anything was captured at all. */
    private void judge() {
        System.out.println("whatever was printed is captured");
        everything.addFiles(directory);
        mustContain(Channel.LOG, "DEBUG dev.restore4j.aura.AuraClient");
        mustContain(Channel.LOG, "POST /oauth/token -> 200");
        mustContain(Channel.LOG, "restore.id=");
        mustContain(Channel.OUTPUT, "whatever was printed");
        mustContain(Channel.FLIGHT_RECORDING, "dev.restore4j.StateChange");
        mustContain(Channel.FLIGHT_RECORDING, "COMPLETED");
        mustContain(Channel.FILE, "\"type\":\"completed\"");
        mustContain(Channel.EVENT, "Finished[");
        mustContain(Channel.OBJECT, "dev.restore4j.aura.AccessToken (token)");
        mustContain(Channel.OBJECT, "dev.restore4j.aura.ClientSecret (secret)");
        mustContain(Channel.OBJECT, "dev.restore4j.operation.RestoreResult COMPLETED");
        for (Text text : everything.texts()) {
            assertThat(secrets.in(text.text()))
                    .as("a secret in " + text.channel())
                    .isEmpty();
        }
    }

    private void mustContain(Channel channel, String words) {
        assertThat(everything.texts())
                .as("captured")
                .filteredOn(text -> text.channel() == channel)
                .anyMatch(text -> text.text().contains(words));
    }
}
