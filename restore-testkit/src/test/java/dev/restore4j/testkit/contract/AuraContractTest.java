package dev.restore4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.junit.AuraExtension;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuraContractTest {

    private static final FakeAura SERVED = FakeAura.create();

    @RegisterExtension
    final AuraExtension extension = AuraExtension.with(aura -> aura.seed(3));

    @AfterAll
    static void close() {
        SERVED.close();
    }

    @TestFactory
    Stream<DynamicTest> theFakeInProcessKeepsIt(FakeAura aura) {
        return tests(AuraContract.checks(target(aura, aura.httpClient(), aura.baseUri())));
    }

    @TestFactory
    Stream<DynamicTest> theFakeOverHttpKeepsIt() {
        return tests(AuraContract.checks(
                target(SERVED, HttpClient.newHttpClient(), SERVED.serve().baseUri())));
    }

    @TestFactory
    @EnabledIfEnvironmentVariable(named = "AURA_CLIENT_ID", matches = ".+")
    Stream<DynamicTest> aRealAccountKeepsIt() {
        return tests(AuraContract.checks(ContractTarget.fromEnvironment().orElseThrow()));
    }

    @Test
    void withoutAThrowAwayInstanceNothingIsChanged(FakeAura aura) throws Exception {
        FakeInstance instance = aura.addInstance(i -> i.name("Production"));
        ContractTarget reading = new ContractTarget(
                aura.baseUri(), aura.clientId(), aura.clientSecret(), aura.httpClient(), aura.time(), Optional.empty());
        assertThat(AuraContract.verify(reading)).isEqualTo(17);
        assertThat(aura.overwrites()).isEmpty();
        assertThat(instance.snapshots()).isEmpty();
        assertThat(aura.requests())
                .filteredOn(request -> request.status().orElse(0) == 202)
                .isEmpty();
    }

    @Test
    void aBrokenServiceIsNamedCheckByCheck(FakeAura aura) {
        aura.addInstance(i -> i.name("Production"));
        aura.faults().next(Fault.notJson()).on("GET", "/tenants").every(1);
        ContractTarget target = target(aura, aura.httpClient(), aura.baseUri());
        assertThatThrownBy(() -> AuraContract.verify(target))
                .isInstanceOf(AssertionError.class)
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .contains("tenants have an id and a name")
                        .doesNotContain("an unknown instance is db-not-found"));
    }

    @Test
    void itSeesTheFakeLie() {
        Quirks lying = Quirks.documented().with(Quirk.ExportableField.ABSENT);
        try (FakeAura aura = FakeAura.builder().quirks(lying).build()) {
            ContractTarget target = target(aura, aura.httpClient(), aura.baseUri());
            assertThatThrownBy(() -> aura.virtualTime().run(() -> AuraContract.verify(target)))
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        }
    }

    @Test
    void theTargetHidesItsSecret(FakeAura aura) {
        assertThat(target(aura, aura.httpClient(), aura.baseUri()).toString()).doesNotContain(aura.clientSecret());
    }

    private static ContractTarget target(FakeAura aura, HttpClient client, URI base) {
        FakeInstance instance = aura.addInstance(i -> i.name("Throw-away"));
        instance.addSnapshots(
                aura.time().now().minus(Duration.ofDays(3)), aura.time().now(), Duration.ofHours(12));
        return new ContractTarget(
                base, aura.clientId(), aura.clientSecret(), client, aura.time(), Optional.of(instance.id()));
    }

    private static Stream<DynamicTest> tests(List<Check> checks) {
        assertThat(checks).hasSizeGreaterThan(15);
        return checks.stream().map(check -> dynamicTest(check.name(), check::run));
    }
}
