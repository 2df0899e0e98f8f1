package dev.restore4j.aura.bolt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.baseline.GraphBaseline;
import dev.restore4j.aura.http.HttpCheck;
import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckPlace;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;

/** Where checks look, and what can only look after a restore. */
class BoltPlaceTest {

    private static final URI ADDRESS = URI.create("bolt://127.0.0.1:7687");

    private static AuthToken user() {
        return AuthTokens.basic("neo4j", "x");
    }

    private static Driver none() {
        throw new AssertionError("asked too early");
    }

    static Stream<Bolt> whereTheRestoreGoes() {
        return Stream.of(
                Bolt.atTarget(BoltPlaceTest::user),
                Bolt.overTarget(context -> none()),
                Bolt.atTarget(BoltPlaceTest::user).database("shop"));
    }

    static Stream<Bolt> whereTheySay() {
        return Stream.of(Bolt.at(ADDRESS, BoltPlaceTest::user), Bolt.over(BoltPlaceTest::none));
    }

    @ParameterizedTest
    @MethodSource("whereTheRestoreGoes")
    void theTargetsAddressIsKnownAfterARestoreOnly(Bolt bolt) {
        assertThat(bolt.writable().checks()).extracting(Check::place).containsOnly(CheckPlace.TARGET);
        assertThatThrownBy(bolt::marker)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "A marker looks before the restore, when nobody says yet where the target is. Take"
                                + " Bolt.at(address, credentials) or Bolt.over(drivers) for it; the checks may stay as they are.");
        assertThatThrownBy(() -> bolt.changesSince(baseline()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("A survey looks before the restore");
    }

    @ParameterizedTest
    @MethodSource("whereTheySay")
    void aPlaceOfTheirOwnIsSaid(Bolt bolt) {
        assertThat(bolt.writable().checks()).extracting(Check::place).containsOnly(CheckPlace.FIXED);
        assertThat(bolt.marker()).isNotNull();
        assertThat(bolt.changesSince(baseline())).isNotNull();
    }

    @Test
    void anAddressOverHttpIsOne() {
        assertThat(HttpCheck.get(URI.create("https://shop.example.com/health")).place())
                .isEqualTo(CheckPlace.FIXED);
    }

    private static GraphBaseline baseline() {
        return GraphBaseline.parse("""
                {"format": "restore4j-baseline", "version": 1, "captured": "2026-11-20T12:00:00Z", "database": "neo4j",
                 "databaseId": "id", "nodes": 0, "relationships": 0, "labels": {}, "relationshipTypes": {},
                 "propertyKeys": [], "indexes": {}, "constraints": {}}
                """);
    }
}
