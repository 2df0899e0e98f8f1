package dev.restore4j.aura.bolt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.AuthTokens;

/** Credentials go to Aura, checked, or stay on this machine. */
class BoltAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "neo4j+s://2f49c2b3.databases.neo4j.io",
                "bolt+s://2f49c2b3.databases.neo4j.io:7687",
                "neo4j+s://2f49c2b3-staging.databases.neo4j.io",
                "neo4j+s://2f49c2b3-my-env.databases.neo4j.io",
                "neo4j+s://2f49c2b3.production-orch-0003.neo4j.io",
                "neo4j+s://abcd1234.instances.neo4j.io",
                "bolt://127.0.0.1:7687",
                "bolt+ssc://localhost:1",
                "bolt://[::1]:7687",
            })
    void aurasHostsAndThisMachineAreAccepted(String address) {
        assertThat(BoltAddress.checked(URI.create(address))).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource({
        "neo4j://127.0.0.1:7687, bolt://127.0.0.1:7687",
        "neo4j+s://localhost, bolt+s://localhost",
        "NEO4J+S://2F49C2B3.databases.neo4j.io/, neo4j+s://2f49c2b3.databases.neo4j.io",
    })
    void onThisMachineNobodyNamesOtherHosts(String address, String used) {
        assertThat(BoltAddress.checked(URI.create(address))).hasToString(used);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "neo4j://2f49c2b3.databases.neo4j.io",
                "bolt://2f49c2b3.databases.neo4j.io",
                "neo4j+ssc://2f49c2b3.databases.neo4j.io",
                "https://2f49c2b3.databases.neo4j.io",
                "neo4j+s://2f49c2b3.databases.neo4j.io:7688",
                "neo4j+s://2f49c2b3.databases.neo4j.io.example.com",
                "neo4j+s://2f49c2b3.databases.neo4j.io.",
                "neo4j+s://2f49c2b3.databases-neo4j.io",
                "neo4j+s://2f49c2b3xdatabases.neo4j.io",
                "neo4j+s://example.com/2f49c2b3.databases.neo4j.io",
                "neo4j+s://2f49c2b3.databases.neo4j.io@example.com",
                "neo4j+s://2f49c2b3-@127.0.0.1:18443/.databases.neo4j.io",
                "neo4j+s://2f49c2b3-.databases.neo4j.io",
                "neo4j+s://2f49c2b3-a.b.databases.neo4j.io",
                "neo4j+s://databases.neo4j.io",
                "neo4j+s://evil.databases.neo4j.io",
                "neo4j+s://user:hunter22@2f49c2b3.databases.neo4j.io",
                "neo4j+s://2f49c2b3.databases.neo4j.io?policy=x",
                "neo4j+s://2f49c2b3.databases.neo4j.io#x",
                "neo4j+s://2f49c2b3.production-orch-x.neo4j.io",
                "neo4j+s://2f49c2b3.production-orch-0003.neo4j-dev.io",
                "neo4j+s://2f49c2b3.instances.neo4j.io.example.com",
                "bolt://user:hunter22@127.0.0.1:7687",
                "bolt://127.0.0.1.example.com",
                "bolt://10.0.0.1:7687",
                "bolt://localhost.example.com",
                "http://localhost:7687",
                "2f49c2b3.databases.neo4j.io",
                "neo4j+s:2f49c2b3.databases.neo4j.io",
            })
    void nothingElseIs(String address) {
        assertThatThrownBy(() -> Bolt.at(URI.create(address), () -> AuthTokens.basic("neo4j", "hunter22")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No credentials are sent to")
                .hasMessageNotContaining("hunter22");
    }

    @Test
    void nobodyIsAskedForCredentialsBeforeALook() {
        Bolt bolt = Bolt.at(URI.create("bolt://127.0.0.1:7687"), () -> {
            throw new AssertionError("asked too early");
        });
        assertThat(bolt.checks()).hasSize(2);
        assertThat(bolt).hasToString("checks over bolt://127.0.0.1:7687: [answers over Bolt, not empty]");
    }
}
