package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Machine;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreSwapTest {

    private static final String ASIDE = "neo4j-20260101T000000Z";

    @TempDir
    Path directory;

    private final Family family = Family.fresh();
    private Path other;
    private StoreLayout layout;

    @BeforeEach
    void make() throws IOException {
        other = Files.createDirectory(directory.resolve("other"));
        layout = new StoreLayout(directory.resolve("data/databases"), directory.resolve("data/transactions"));
        fill("first");
    }

    @AfterEach
    void nothingIsLeftElsewhere() throws IOException {
        FileTrees.delete(other);
    }

    private void fill(String content) throws IOException {
        Files.writeString(Files.createDirectories(layout.store("neo4j")).resolve("store"), content);
        Files.writeString(Files.createDirectories(layout.transactions("neo4j")).resolve("log"), content);
    }

    /** Only a disk of its own makes a rename fail that worked for the store. */
    private void otherDisk() throws IOException {
        other = Files.createTempDirectory(Machine.memory(), "restore4j-test");
    }

    private void logsOnAnotherDisk() throws IOException {
        otherDisk();
        layout = new StoreLayout(layout.databases(), other.resolve("transactions"));
        FileTrees.delete(directory.resolve("data"));
        fill("first");
    }

    private Path kept() {
        return directory.resolve("data/restore4j-kept");
    }

    private Path aside() {
        return kept().resolve(ASIDE);
    }

    private StoreSwap swap() {
        return StoreSwap.of(layout, "neo4j", TimeSource.system());
    }

    private String content() throws IOException {
        return Files.readString(layout.store("neo4j").resolve("store")) + ", "
                + Files.readString(layout.transactions("neo4j").resolve("log"));
    }

    /** As a program leaves it that is killed while it loads; the logs are kept beside where they belong. */
    private void killedWhileLoading(Path aside, ProcessIdentity children) throws IOException {
        Files.createDirectories(kept());
        Path logs = layout.transactions().resolveSibling("restore4j-kept").resolve(ASIDE);
        Files.createDirectories(aside);
        Files.createDirectories(logs);
        Files.writeString(
                kept().resolve("neo4j.loading"),
                "aside=" + aside + "\nfamily=" + children.family() + "\nboot=" + children.boot()
                        + "\nstore=true\ntransactions=true\n");
        Files.move(layout.transactions("neo4j"), logs.resolve("transactions"));
        FileTrees.delete(layout.store("neo4j"));
        Files.writeString(Files.createDirectory(aside.resolve("store")).resolve("store"), "first");
        fill("half");
    }

    private ProcessIdentity nobody() {
        return ProcessIdentity.expected(family);
    }

    @Test
    @EnabledIf(value = Machine.HAS_ANOTHER_DISK, disabledReason = Machine.NO_OTHER_DISK)
    void whatWasKilledIsUndoneWhereTheLogsHaveADiskOfTheirOwn() throws Exception {
        logsOnAnotherDisk();
        killedWhileLoading(aside(), nobody());

        try (StoreSwap swap = swap()) {
            assertThat(swap.recover()).contains(aside().resolve("unfinished"));
            assertThat(swap.isUnfinished()).isFalse();
        }
        assertThat(content()).isEqualTo("first, first");
        assertThat(aside().resolve("unfinished/store/store")).hasContent("half");
        assertThat(other.resolve("restore4j-kept/" + ASIDE + "/unfinished/transactions/log"))
                .hasContent("half");
    }

    @Test
    @EnabledIf(value = Machine.HAS_ANOTHER_DISK, disabledReason = Machine.NO_OTHER_DISK)
    void aLoadIsUndoneWhereTheLogsHaveADiskOfTheirOwn() throws Exception {
        logsOnAnotherDisk();
        try (StoreSwap swap = swap()) {
            swap.putAside(family);
            fill("half");
        }

        assertThat(content()).isEqualTo("first, first");
        try (var left = Files.list(kept())) {
            assertThat(left).containsExactly(kept().resolve("neo4j.lock"));
        }
        assertThat(other.resolve("restore4j-kept")).isEmptyDirectory();
    }

    @Test
    @EnabledIf(value = Machine.HAS_ANOTHER_DISK, disabledReason = Machine.NO_OTHER_DISK)
    void whatCannotBeUndoneIsLeftAsItWasAndNotMixed() throws Exception {
        otherDisk();
        killedWhileLoading(other.resolve(ASIDE), nobody());

        try (StoreSwap swap = swap()) {
            Neo4jAdminException error = catchThrowableOfType(Neo4jAdminException.class, swap::recover);
            assertThat(error.code()).isEqualTo("io-failed");
            assertThat(swap.isUnfinished()).isTrue();
        }
        assertThat(content()).isEqualTo("half, half");
    }

    @Test
    @EnabledIf(value = Machine.HAS_ANOTHER_DISK, disabledReason = Machine.NO_OTHER_DISK)
    void aStoreThatCannotBePutBackLeavesNoLogsAlone() throws Exception {
        otherDisk();
        killedWhileLoading(other.resolve(ASIDE), nobody());
        FileTrees.delete(layout.store("neo4j"));

        try (StoreSwap swap = swap()) {
            assertThat(catchThrowableOfType(Neo4jAdminException.class, swap::recover))
                    .hasMessageContaining("neo4j.loading");
        }
        assertThat(layout.transactions("neo4j")).doesNotExist();
        assertThat(aside().resolve("transactions/log")).hasContent("first");
        assertThat(aside().resolve("unfinished/transactions/log")).hasContent("half");
    }

    @Test
    void whatWasMadeSinceAnAttemptThatFailedIsKeptToo() throws Exception {
        killedWhileLoading(aside(), nobody());
        Files.createDirectories(aside().resolve("unfinished/store"));

        try (StoreSwap swap = swap()) {
            assertThat(swap.recover()).contains(aside().resolve("unfinished"));
        }
        assertThat(content()).isEqualTo("first, first");
        assertThat(aside().resolve("unfinished-2/store/store")).hasContent("half");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "family=ab\n", "aside=\nstore=false\ntransactions=false\n"})
    void aNoteThatSaysNothingMovesNothing(String note) throws Exception {
        Files.createDirectories(kept());
        Files.writeString(kept().resolve("neo4j.loading"), note);

        try (StoreSwap swap = swap()) {
            assertThat(catchThrowableOfType(Neo4jAdminException.class, swap::recover)
                            .code())
                    .isEqualTo("io-failed");
        }
        assertThat(content()).isEqualTo("first, first");
    }

    @Test
    void nothingIsPutBackUnderAToolThatCannotBeEnded() throws Exception {
        String script = "trap '' TERM; echo ready; while :; do sleep 1; done";
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", script);
        builder.environment().put("RESTORE4J_FAMILY", family.mark());
        Process child = builder.start();
        assertThat(child.getInputStream().read()).isEqualTo('r');
        killedWhileLoading(aside(), nobody());

        try (StoreSwap swap = StoreSwap.of(layout, "neo4j", new Leaping())) {
            Neo4jAdminException error = catchThrowableOfType(Neo4jAdminException.class, swap::recover);
            assertThat(error.code()).isEqualTo("load-running");
            assertThat(error).hasMessageContaining("cannot be ended");
            assertThat(swap.isUnfinished()).isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertThat(content()).isEqualTo("half, half");
    }

    @Test
    void aLoadThatIsCompleteIsNotUndoneWhereItsNoteCannotBeDeleted() throws Exception {
        Path note = kept().resolve("neo4j.loading");
        try (StoreSwap swap = swap()) {
            swap.putAside(family);
            fill("second");
            Files.delete(note);
            Files.createDirectories(note.resolve("in the way"));
            assertThat(catchThrowableOfType(Neo4jAdminException.class, swap::complete))
                    .hasMessageContaining("is complete, but " + note + " cannot be deleted");
        }
        assertThat(content()).isEqualTo("second, second");
    }

    @Test
    void whatSomebodyWorksOnIsNotRenamed() throws Exception {
        try (StoreSwap swap = swap()) {
            Process server = atWork();
            assertThat(catchThrowableOfType(Neo4jAdminException.class, () -> swap.putAside(family))
                            .code())
                    .isEqualTo("database-in-use");
            assertThat(swap.isUnfinished()).isFalse();
            assertThat(content()).isEqualTo("first, first");
            stop(server);

            swap.putAside(family);
            fill("half");
            server = atWork();
            Neo4jAdminException error = catchThrowableOfType(Neo4jAdminException.class, swap::putBack);
            assertThat(error.code()).isEqualTo("database-in-use");
            assertThat(error).hasMessageContaining("the store from before is in " + kept());
            assertThat(catchThrowableOfType(Neo4jAdminException.class, swap::recover)
                            .code())
                    .isEqualTo("database-in-use");
            assertThat(content()).isEqualTo("half, half");
            assertThat(swap.isUnfinished()).isTrue();
            stop(server);
            Path unfinished = swap.recover().orElseThrow();
            assertThat(unfinished.resolve("store/store")).hasContent("half");
            assertThat(content()).isEqualTo("first, first");
        }
    }

    /** As a server does. */
    private Process atWork() throws IOException {
        Process server = java(Server.class, layout.store("neo4j").resolve("database_lock"));
        assertThat(server.getInputStream().read()).isEqualTo('l');
        return server;
    }

    private static void stop(Process server) throws Exception {
        server.getOutputStream().close();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Each step is on its disk before the next is done. */
    @Test
    void eachNameIsForcedToTheDisk() throws Exception {
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            try (StoreSwap swap = swap()) {
                swap.putAside(family);
                fill("second");
                swap.complete();
            }
            recording.stop();
            Path file = directory.resolve("forced.jfr");
            recording.dump(file);
            Path data = directory.resolve("data");
            Path databases = layout.databases();
            Path transactions = layout.transactions();
            Path aside;
            try (var left = Files.list(kept())) {
                aside = left.filter(Files::isDirectory).findFirst().orElseThrow();
            }
            assertThat(RecordingFile.readAllEvents(file).stream()
                            .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                            .map(event -> Path.of(event.getString("path"))))
                    .containsExactly(data, kept(), kept(), aside, databases, aside, transactions, kept());
        }
    }

    @Test
    void anotherThreadThatIsRefusedLeavesTheLockToItsOwner() throws Exception {
        StoreSwap first = swap();
        assertThat(lockedForOthers()).isTrue();

        assertThat(catchThrowableOfType(Neo4jAdminException.class, this::swap).code())
                .isEqualTo("load-running");
        assertThat(lockedForOthers()).isTrue();
        first.close();
        assertThat(lockedForOthers()).isFalse();
        swap().close();
    }

    private boolean lockedForOthers() throws Exception {
        Process probe = java(Probe.class, kept().resolve("neo4j.lock"));
        String answer = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(probe.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).isIn("locked", "free");
        return answer.equals("locked");
    }

    private static Process java(Class<?> program, Path file) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        program.getName(),
                        file.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Locks a file until its input ends. */
    static final class Server {
        private Server() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                System.out.print(channel.tryLock() == null ? "in use" : "locked");
                System.out.flush();
                System.in.read();
            }
        }
    }

    /** Another program. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                System.out.print(channel.tryLock() == null ? "locked" : "free");
            }
        }
    }

    /** Time in which each wait is over at once. */
    private static final class Leaping implements TimeSource {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        }

        @Override
        public boolean await(CompletableFuture<?> signal, long deadlineNanos) {
            return false;
        }

        @Override
        public Thread fork(String name, Runnable task) {
            throw new UnsupportedOperationException();
        }
    }
}
