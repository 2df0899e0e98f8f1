package dev.restore4j.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.InstanceBacking;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.Values;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;

class EmbeddedNeo4jTest {

    @TempDir
    private static Path directory;

    private static EmbeddedNeo4j neo4j;
    private static EmbeddedNeo4j other;
    private static Driver driver;
    private static Driver otherDriver;

    /** Most tests need some snapshot of {@code neo4j}: {@code base} holds one thing, which is named so, too. */
    @BeforeAll
    static void start() {
        neo4j = EmbeddedNeo4j.start(directory.resolve("one"), "correct-horse");
        other = EmbeddedNeo4j.start(directory.resolve("other"));
        driver = neo4j.driver();
        otherDriver = other.driver();
        write(driver, "base");
        neo4j.takeSnapshot("base");
    }

    @AfterAll
    static void stop() {
        driver.close();
        otherDriver.close();
        neo4j.close();
        other.close();
    }

    @BeforeEach
    void empty() {
        deleteEverything(driver);
        deleteEverything(otherDriver);
    }

    @Test
    void aRestoreBringsBackWhatWasDestroyedAtTheSameAddress() {
        URI address = neo4j.boltUri();
        write(driver, "before");
        neo4j.takeSnapshot("whole");
        deleteEverything(driver);
        write(driver, "after");

        neo4j.restore(neo4j, "whole");

        assertThat(read(driver)).containsExactly("before");
        assertThat(neo4j.boltUri()).isEqualTo(address);
    }

    @Test
    void theRestoredDatabaseCanBeWrittenAndRestoredAgainAndTheStepsAreTimed() {
        neo4j.restore(neo4j, "base");
        write(driver, "later");
        assertThat(read(driver)).containsExactly("base", "later");

        neo4j.restore(neo4j, "base");

        assertThat(read(driver)).containsExactly("base");
        RestoreTimings timings = neo4j.lastRestore().orElseThrow();
        assertThat(timings.stop()).isPositive();
        assertThat(timings.load()).isPositive();
        assertThat(timings.start()).isPositive();
        assertThat(timings.total())
                .isEqualTo(timings.stop().plus(timings.load()).plus(timings.start()));
    }

    @Test
    void aSnapshotOfOneCanBeLoadedIntoAnotherWhichKeepsItsPassword() {
        write(driver, "present");
        write(otherDriver, "overwritten");

        other.restore(neo4j, "base");

        assertThat(read(otherDriver)).containsExactly("base");
        assertThat(read(driver)).containsExactly("present");
        assertThat(canLogIn(other.boltUri(), other.password())).isTrue();
        assertThat(canLogIn(other.boltUri(), neo4j.password())).isFalse();
    }

    @Test
    void twoSideBySideHaveTheirOwnAddressPasswordDataAndSnapshots() {
        write(driver, "one");
        write(otherDriver, "other");

        assertThat(other.boltUri()).isNotEqualTo(neo4j.boltUri());
        assertThat(other.password()).isNotEqualTo(neo4j.password());
        assertThat(read(driver)).containsExactly("one");
        assertThat(read(otherDriver)).containsExactly("other");
        assertThatThrownBy(() -> other.restore(other, "base")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anUnknownSnapshotIsNamedAndLeavesTheDataAndTheConnections() {
        write(driver, "present");
        try (Session session = driver.session();
                Transaction transaction = session.beginTransaction()) {
            assertThatThrownBy(() -> neo4j.restore(neo4j, "unknown"))
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("'unknown'")
                    .hasMessageContaining("base");
            transaction.run("CREATE (:Thing {name: 'meanwhile'})").consume();
            transaction.commit();
        }
        assertThat(read(driver)).containsExactly("meanwhile", "present");
    }

    @Test
    void anArchiveUnderAnyNameReplacesTheData() throws Exception {
        Path archive = Files.copy(directory.resolve("one/snapshots/base/neo4j.dump"), directory.resolve("uploaded-1"));
        write(driver, "lost");

        neo4j.load(archive);

        assertThat(read(driver)).containsExactly("base");
        assertThat(neo4j.lastRestore()).isPresent();
        assertThat(archive).exists();
    }

    @Test
    void whatIsNoArchiveOrIsCutShortLeavesTheData() throws Exception {
        byte[] dump = Files.readAllBytes(directory.resolve("one/snapshots/base/neo4j.dump"));
        Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(dump, dump.length / 2));
        Path junk = Files.writeString(directory.resolve("junk"), "no archive");
        write(driver, "present");

        for (Path each : List.of(cut, junk, directory.resolve("missing"))) {
            assertThatThrownBy(() -> neo4j.load(each))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("database load");
        }
        assertThat(read(driver)).containsExactly("present");
    }

    @Test
    void aDamagedSnapshotLeavesTheData() throws Exception {
        Path snapshots = directory.resolve("one/snapshots");
        Path damaged = Files.createDirectory(snapshots.resolve("damaged")).resolve("neo4j.dump");
        Files.copy(snapshots.resolve("base/neo4j.dump"), damaged);
        Files.write(damaged, new byte[] {1}, StandardOpenOption.APPEND);
        write(driver, "present");

        assertThatThrownBy(() -> neo4j.restore(neo4j, "damaged"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("database load")
                .hasMessageContaining("Not a valid Neo4j archive");

        assertThat(read(driver)).containsExactly("present");
    }

    @Test
    void aSnapshotIsNeverReplacedAndThereIsNoPauseForIt() {
        write(driver, "present");
        try (Session session = driver.session();
                Transaction transaction = session.beginTransaction()) {
            assertThatThrownBy(() -> neo4j.takeSnapshot("base"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'base'");
            transaction.commit();
        }
    }

    @Test
    void anOpenTransactionIsLostAndDelaysNothing() {
        try (Session session = driver.session()) {
            Transaction transaction = session.beginTransaction();
            transaction.run("CREATE (:Thing {name: 'open'})").consume();

            neo4j.restore(neo4j, "base");

            assertThatThrownBy(transaction::commit).isInstanceOf(Neo4jException.class);
        }
        assertThat(read(driver)).containsExactly("base");
        // By default, the server would wait for ten seconds.
        assertThat(neo4j.lastRestore().orElseThrow().stop()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void anInterruptNeitherEndsNorDamagesAnything() {
        write(driver, "present");

        Thread.currentThread().interrupt();
        neo4j.takeSnapshot("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        write(driver, "later");

        Thread.currentThread().interrupt();
        neo4j.restore(neo4j, "interrupted");
        assertThat(Thread.interrupted()).isTrue();

        assertThat(read(driver)).containsExactly("present");
    }

    @Test
    void onlyTheRightPasswordLetsIn() {
        assertThat(neo4j.user()).isEqualTo("neo4j");
        assertThat(neo4j.password()).isEqualTo("correct-horse");
        assertThat(canLogIn(neo4j.boltUri(), "correct-horse")).isTrue();
        assertThat(canLogIn(neo4j.driverUri(), "correct-horse")).isTrue();
        assertThat(canLogIn(neo4j.boltUri(), "neo4j")).isFalse();
        assertThat(canLogIn(neo4j.boltUri(), other.password())).isFalse();
    }

    @Test
    void itsSnapshotsOutliveAClosedServerAndNothingElseDoes() {
        EmbeddedNeo4j brief = EmbeddedNeo4j.start(directory.resolve("brief"));
        try (brief;
                Driver briefDriver = brief.driver()) {
            write(briefDriver, "left behind");
            brief.takeSnapshot("last");
        }

        other.restore(brief, "last");

        assertThat(read(otherDriver)).containsExactly("left behind");
        assertThatThrownBy(() -> brief.takeSnapshot("too-late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not running");
        assertThatThrownBy(() -> brief.restore(brief, "last"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is not running");
        brief.close();
    }

    @Test
    void aDirectoryInUseIsRefused() {
        assertThatThrownBy(() -> EmbeddedNeo4j.start(directory.resolve("one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not empty");
    }

    @Test
    void anotherKindOfOriginIsRefused() {
        InstanceBacking stranger = new Stranger();
        assertThatThrownBy(() -> neo4j.restore(stranger, "any")).isInstanceOf(IllegalArgumentException.class);
    }

    private static void write(Driver driver, String name) {
        try (Session session = driver.session()) {
            session.run("CREATE (:Thing {name: $name})", Values.parameters("name", name))
                    .consume();
        }
    }

    private static List<String> read(Driver driver) {
        try (Session session = driver.session()) {
            return session.run("MATCH (thing:Thing) RETURN thing.name AS name ORDER BY name")
                    .list(found -> found.get("name").asString());
        }
    }

    private static void deleteEverything(Driver driver) {
        try (Session session = driver.session()) {
            session.run("MATCH (any) DETACH DELETE any").consume();
        }
    }

    private static boolean canLogIn(URI uri, String password) {
        try (Driver attempt = GraphDatabase.driver(uri, AuthTokens.basic("neo4j", password))) {
            attempt.verifyConnectivity();
            return true;
        } catch (AuthenticationException e) {
            return false;
        }
    }

    /** A backing that has nothing that could be loaded. */
    private static final class Stranger implements InstanceBacking {

        @Override
        public URI boltUri() {
            return URI.create("bolt://127.0.0.1:1");
        }

        @Override
        public void takeSnapshot(String snapshotId) {}

        @Override
        public void restore(InstanceBacking origin, String snapshotId) {}

        @Override
        public void close() {}
    }
}
