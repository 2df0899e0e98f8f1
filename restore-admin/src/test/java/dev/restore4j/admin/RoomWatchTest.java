package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.UploadTrace.Verdict;
import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.Sh;
import dev.restore4j.admin.process.Waiting;
import dev.restore4j.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that was full for a while is seen by who looks, and by nobody else. */
class RoomWatchTest {

    @TempDir
    Path directory;

    @Test
    void whoStandsStillForTooLongHasNotWatched() {
        Clock clock = new Clock(Duration.ZERO);
        RoomWatch watch = new RoomWatch(directory.resolve("spool"), clock);
        clock.passes(RoomWatch.GAP);
        watch.look();
        assertThat(watch.isBroken()).isFalse();

        clock.passes(RoomWatch.GAP.plusNanos(1));
        watch.look();
        assertThat(watch.isBroken()).isTrue();
        watch.look();
        assertThat(watch.isBroken()).as("for good").isTrue();
    }

    @Test
    void theLastLookCounts() throws Exception {
        Clock clock = new Clock(Duration.ZERO);
        Path spool = Files.createFile(directory.resolve("spool"));
        RoomWatch watch = new RoomWatch(spool, clock);
        clock.passes(RoomWatch.GAP.plusNanos(1));

        assertThat(watch.hadRoom()).isTrue();
        assertThat(watch.isBroken()).isTrue();
        assertThat(spool.resolveSibling("spool.room")).doesNotExist();
    }

    @Test
    void whatIsMissingProvesNothingWhereTheProgramStoodStill() throws Exception {
        String killed = "echo 'Successfully authenticated with Aura.'; echo Upload; kill -9 $$";

        assertThat(verdict(killed, Duration.ZERO)).isEqualTo(Verdict.NOT_SENT);
        assertThat(verdict(killed, RoomWatch.GAP.plusNanos(1))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void whatWasPrintedProvesWhatItSaysWhoeverStoodStill() throws Exception {
        String failed = "echo 'Unexpected response code 503 from request: Initiating upload target' >&2; exit 1";

        assertThat(verdict(failed, RoomWatch.GAP.plusNanos(1))).isEqualTo(Verdict.NOT_SENT);
    }

    private Verdict verdict(String script, Duration eachStep) throws Exception {
        ShellTool tool = new ShellTool(directory.resolve("home")).on("database upload", script);
        UploadOrder order = new UploadOrder(directory, "neo4j", "neo4j+s://x", Optional.empty(), "neo4j", "hunter2");
        Family family = Family.fresh();
        RoomWatch room = new RoomWatch(directory.resolve(family.mark()), new Clock(eachStep));
        UploadRun run = UploadRun.start(tool.admin().tool(), UploadRun.Words.MEASURED, order, room, family);
        return run.follow(Waiting.on(TimeSource.system()), Sh.in(Duration.ofSeconds(30)), step -> {})
                .orElseThrow()
                .verdict();
    }

    /** A clock that is read. */
    private static final class Clock implements TimeSource {
        private final Duration step;
        private long nanos;

        Clock(Duration step) {
            this.step = step;
        }

        void passes(Duration span) {
            nanos += span.toNanos();
        }

        @Override
        public Instant now() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nanoTime() {
            passes(step);
            return nanos;
        }

        @Override
        public boolean await(CompletableFuture<?> signal, long deadlineNanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Thread fork(String name, Runnable task) {
            throw new UnsupportedOperationException();
        }
    }
}
