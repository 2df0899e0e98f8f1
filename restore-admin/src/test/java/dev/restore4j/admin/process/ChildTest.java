package dev.restore4j.admin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Children that behave badly, for real. */
class ChildTest {

    private final Family family = Family.fresh();
    private final List<String> lines = new ArrayList<>();

    @AfterEach
    void nobodyIsLeft() throws Exception {
        assertThat(family.members()).isEmpty();
        if (Files.isDirectory(Path.of("/proc"))) {
            // the JDK asks after a child as soon as it has ended
            Sh.until(() -> zombiesOf(ProcessHandle.current().pid()).isEmpty());
        }
    }

    private static List<Long> zombiesOf(long parent) {
        try {
            return Sh.zombiesOf(parent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildResult run(String script) throws IOException, InterruptedException {
        return run(script, Duration.ofSeconds(60));
    }

    private ChildResult run(String script, Duration limit) throws IOException, InterruptedException {
        TimeSource time = Sh.hurried();
        // the limit is real time, the graces are not
        long deadline = time.nanoTime() + limit.multipliedBy(20).toNanos();
        return Child.run(Sh.command(family, script), Waiting.on(time), deadline, lines::add);
    }

    /** Its time is up once it has printed a line, however long that takes. */
    private ChildResult runUntilHeard(String script) throws IOException, InterruptedException {
        ScaledTime time = ScaledTime.times(20);
        Duration limit = Duration.ofHours(2);
        return Child.run(Sh.command(family, script), Waiting.on(time), time.nanoTime() + limit.toNanos(), line -> {
            lines.add(line);
            time.advance(limit);
        });
    }

    @Test
    void bothStreamsAndTheExitCodeAreToldApart() throws Exception {
        ChildResult result = run("echo out; echo err >&2; exit 3");

        assertThat(result.ending()).isEqualTo(Ending.EXITED);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.output()).isEqualTo("out");
        assertThat(result.errors()).isEqualTo("err");
        assertThat(result.tail()).isEqualTo("out\nerr");
        assertThat(lines).containsExactlyInAnyOrder("out", "err");
    }

    @Test
    void hundredMegabytesOnEachStreamAreReadAndAlmostAllForgotten() throws Exception {
        AtomicLong characters = new AtomicLong();
        String much = "head -c 100000000 /dev/zero | tr '\\0' x | fold -w 1000";
        ChildResult result = Child.run(
                Sh.command(family, "(" + much + ") & (" + much + ") >&2; wait; echo; echo end"),
                Waiting.on(TimeSource.system()),
                Sh.in(Duration.ofMinutes(2)),
                line -> characters.addAndGet(line.length()));

        assertThat(result.exitCode()).isZero();
        assertThat(characters.get()).isEqualTo(200_000_003L);
        assertThat(result.output().length()).isLessThan(70_000);
        assertThat(result.output().substring(0, 5)).isEqualTo("... (");
        assertThat(result.output().substring(result.output().length() - 5)).isEqualTo("x\nend");
        assertThat(result.errors().length()).isLessThan(70_000);
    }

    @Test
    void hundredMegabytesFitIntoASmallHeap() throws Exception {
        String small = Machine.java("-Xmx24m", Reader.class);

        assertThat(Machine.ran(List.of("/bin/sh", "-c", small))).isEqualTo("0:EXITED 0, 100 million characters");
    }

    /** Runs a child that prints a hundred megabytes in lines, and as much in one line that is cut. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] arguments) throws Exception {
            AtomicLong characters = new AtomicLong();
            String much = "head -c 100000000 /dev/zero | tr '\\0' x";
            ChildResult result = Child.run(
                    Sh.command(Family.fresh(), much + " | fold -w 1000; " + much + " >&2"),
                    Waiting.on(TimeSource.system()),
                    Sh.in(Duration.ofMinutes(2)),
                    line -> characters.addAndGet(line.length()));
            System.out.print(result.ending() + " " + result.exitCode() + ", " + characters.get() / 1_000_000
                    + " million characters");
        }
    }

    @Test
    @EnabledIf(value = Machine.TELLS_OF_PROCESSES, disabledReason = Machine.TELLS_NOTHING_OF_PROCESSES)
    void oneThatLeavesItsOwnChildrenAsZombiesLeavesNoneToUs() throws Exception {
        AtomicReference<List<Long>> seen = new AtomicReference<>(List.of());
        Thread watcher = new Thread(() -> {
            try {
                Sh.until(() -> {
                    seen.set(family.members().stream()
                            .flatMap(member -> zombiesOf(member.pid()).stream())
                            .toList());
                    return !seen.get().isEmpty();
                });
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        watcher.start();

        ChildResult result = run("true & exec sleep 60", Duration.ofSeconds(2));
        watcher.join();

        assertThat(result.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(seen.get()).as("zombies while it ran").hasSize(1);
    }

    @Test
    void aLineThatNeverEndsIsCut() throws Exception {
        ChildResult result = run("head -c 10000000 /dev/zero | tr '\\0' x; echo; echo after");

        assertThat(result.output()).hasSizeLessThan(9_000).endsWith(LineSplitter.CUT + "\nafter");
    }

    @Test
    void halfALineIsALine() throws Exception {
        assertThat(run("printf half").output()).isEqualTo("half");
        assertThat(lines).containsExactly("half");
    }

    @Test
    void oneThatNeverEndsIsEndedWhenItsTimeIsUp() throws Exception {
        ChildResult result = runUntilHeard("echo begun; while :; do sleep 60; done");

        assertThat(result.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(result.output()).isEqualTo("begun");
    }

    @Test
    void oneThatIgnoresSigtermIsKilled() throws Exception {
        ChildResult result = runUntilHeard("trap '' TERM; echo deaf; while :; do sleep 60; done");

        assertThat(result.ending()).isEqualTo(Ending.TIMED_OUT);
        assertThat(result.exitCode()).isEqualTo(137);
    }

    @Test
    void oneThatClosedItsOutputIsStillWaitedFor() throws Exception {
        ChildResult result = run("echo before; exec >&- 2>&-; sleep 1; exit 4");

        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.took()).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void oneThatClosedItsOutputAndNeverEndsIsEnded() throws Exception {
        assertThat(run("exec >&- 2>&-; while :; do sleep 60; done", Duration.ofMillis(500))
                        .ending())
                .isEqualTo(Ending.TIMED_OUT);
    }

    @Test
    void aGrandchildThatKeepsThePipesIsEndedAfterItsParent() throws Exception {
        ChildResult result = run("(trap '' TERM; while :; do sleep 60; done) & echo parent; exit 5");

        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.output()).isEqualTo("parent");
    }

    @RepeatedTest(20) // it is looked for while it becomes another program
    void aGrandchildInASessionOfItsOwnIsEndedToo() throws Exception {
        ChildResult result = run("setsid sh -c 'exec >/dev/null 2>&1 </dev/null; while :; do sleep 60; done' & exit 6");

        assertThat(result.exitCode()).isEqualTo(6);
    }

    @Test
    void aGrandchildThatPrintsForEverHangsNobody() throws Exception {
        ChildResult result = run("(while :; do echo more; done) & echo parent; sleep 0.2; exit 7");

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.output()).hasSizeLessThan(70_000);
    }

    @Test
    void aSignalIsAnExitCode() throws Exception {
        ChildResult result = run("echo last; kill -9 $$");

        assertThat(result.ending()).isEqualTo(Ending.EXITED);
        assertThat(result.exitCode()).isEqualTo(137);
        assertThat(result.output()).isEqualTo("last");
    }

    @Test
    void aQuestionGetsNoAnswerAtOnce() throws Exception {
        assertThat(run("read answer; echo \"<$answer>\"").output()).isEqualTo("<>");
    }

    @Test
    void nothingIsInherited() throws Exception {
        assertThat(run("env").output().lines().map(line -> line.replaceAll("=.*", "")))
                .containsExactlyInAnyOrder("PATH", "PWD", Family.VARIABLE)
                .doesNotContain("HOME");
    }

    @Test
    void anInterruptEndsTheTreeFirst() throws Exception {
        Thread caller = Thread.currentThread();
        Thread breaker = new Thread(() -> {
            try {
                Sh.until(() -> family.members().size() >= 2);
                caller.interrupt();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        breaker.start();

        assertThatThrownBy(() -> run("sleep 60 & sleep 60; wait")).isInstanceOf(InterruptedException.class);
        assertThat(family.members()).isEmpty();
        breaker.join();
    }

    @Test
    void aListenerThatThrowsEndsTheChild() {
        assertThatThrownBy(() -> Child.run(
                        Sh.command(family, "echo one; sleep 60"),
                        Waiting.on(Sh.hurried()),
                        Long.MAX_VALUE / 2,
                        line -> {
                            throw new IllegalStateException(line);
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("one");
    }

    @Test
    void whatCannotBeStartedSaysSo() {
        ChildCommand nothing =
                new ChildCommand(List.of("/no/such/program"), java.util.Map.of(), family, Redaction.none());

        assertThatThrownBy(() -> Child.run(nothing, Waiting.on(TimeSource.system()), Long.MAX_VALUE / 2, lines::add))
                .isInstanceOf(IOException.class);
    }
}
