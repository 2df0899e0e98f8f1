package dev.restore4j.aura.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The password goes to Aura's Console, or nowhere. */
class ConsoleAddressTest {

    @ParameterizedTest
    @CsvSource({
        "neo4j+s://2f49c2b3.databases.neo4j.io, https://console.neo4j.io, 2f49c2b3",
        "neo4j+s://2F49C2B3.Databases.neo4j.io, https://console.neo4j.io, 2f49c2b3",
        "neo4j+s://2f49c2b3-staging.databases.neo4j.io, https://console-staging.neo4j.io, 2f49c2b3",
        "neo4j+s://2f49c2b3-a-b.databases.neo4j.io, https://console-a-b.neo4j.io, 2f49c2b3",
        "neo4j+s://2f49c2b3.production-orch-0003.neo4j.io, https://console.neo4j.io, 2f49c2b3",
        "neo4j+s://2f49c2b3.staging-orch-0003.neo4j.io, https://console-staging.neo4j.io, 2f49c2b3",
    })
    void aDatabasesAddressSaysWhereItsConsoleIs(URI bolt, URI console, String database) {
        ConsoleAddress address = ConsoleAddress.of(bolt, null);

        assertThat(address.console()).isEqualTo(console);
        assertThat(address.database()).isEqualTo(database);
        assertThat(address.needsDatabase()).isFalse();
    }

    @Test
    void anInstancesAddressNeedsTheDatabaseBesides() {
        URI instance = URI.create("neo4j+s://abcd1234-dev.instances.neo4j.io");

        ConsoleAddress address = ConsoleAddress.of(instance, "2f49c2b3");

        assertThat(address.console()).isEqualTo(URI.create("https://console-dev.neo4j.io"));
        assertThat(address.database()).isEqualTo("2f49c2b3");
        assertThat(address.needsDatabase()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsoleAddress.of(instance, null))
                .withMessageContaining("needs the database's id");
    }

    @Test
    void anIdThatIsNotTheAddressesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsoleAddress.of(URI.create("neo4j+s://2f49c2b3.databases.neo4j.io"), "11111111"))
                .withMessageContaining("2f49c2b3");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ConsoleAddress.of(URI.create("neo4j+s://abcd1234.instances.neo4j.io"), "x/../../evil"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "neo4j://2f49c2b3-@127.0.0.1:18443/.databases.neo4j.io",
                "neo4j+s://2f49c2b3-.evil.example/.databases.neo4j.io",
                "neo4j+s://user:HUNTER2@2f49c2b3.databases.neo4j.io",
                "neo4j+s://2f49c2b3.databases.neo4j.io.evil.example",
                "neo4j+s://2f49c2b3.databasesXneo4j.io",
                "neo4j+s://evil.example-.databases.neo4j.io",
                "neo4j+s://a.b.databases.neo4j.io",
                "neo4j+s://2f49c2b3.databases.neo4j.io:443",
                "neo4j+s://2f49c2b3.databases.neo4j.io/",
                "neo4j+s://2f49c2b3.databases.neo4j.io?x=HUNTER2",
                "neo4j+s://2f49c2b3.databases.neo4j.io#x",
                "neo4j://2f49c2b3.databases.neo4j.io",
                "neo4j+ssc://2f49c2b3.databases.neo4j.io",
                "bolt+s://2f49c2b3.databases.neo4j.io",
                "https://console.neo4j.io",
                "bolt://localhost:7687",
                "neo4j+s://2f49c2b3.dev-orch-0003.neo4j-evil.io",
                "neo4j+s:opaque",
            })
    void whatOnlyResemblesAurasFormsIsRefusedWithoutBeingRepeated(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsoleAddress.of(URI.create(address), null))
                .withMessageContaining("Nothing is uploaded")
                .withMessageNotContaining("HUNTER2");
    }
}
