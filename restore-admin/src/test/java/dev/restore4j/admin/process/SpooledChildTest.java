package dev.restore4j.admin.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpooledChildTest {

    private final Family family = Family.fresh();
    private final List<String> lines = new ArrayList<>();
    private final Waiting waiting = Waiting.on(TimeSource.system());

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void make() throws Exception {
        file = directory.resolve("spool");
        Spool.make(file);
    }

    @AfterEach
    void endAll() {
        family.members().forEach(ProcessHandle::destroyForcibly);
    }

    private SpooledChild start(String script) throws Exception {
        return SpooledChild.start(Sh.command(family, script), file);
    }

    private static void make(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Spool spool() {
        return Spool.read(file, Redaction.of(List.of("hunter2")), lines::add);
    }

    @Test
    void bothStreamsAreInTheFileInTheirOrder() throws Exception {
        SpooledChild child = start("echo 1; echo 2 >&2; echo 3; echo hunter2; printf 4; exit 9");
        Spool spool = spool();

        assertThat(child.follow(spool, waiting, Sh.in(Duration.ofSeconds(30)))).contains(Ending.EXITED);
        assertThat(lines).containsExactly("1", "2", "3", "hunter2", "4");
        assertThat(spool.tail()).isEqualTo("1\n2\n3\n" + Redaction.PLACE + "\n4");
        assertThat(spool.whole()).isTrue();
        assertThat(child.exitCode()).hasValue(9);
    }

    @Test
    void onlyItsOwnerMayReadIt() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThatThrownBy(() -> Spool.make(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aDeadlineLeavesItRunning() throws Exception {
        SpooledChild child = start("echo begun; sleep 60");
        Sh.until(() -> family.members().size() == 2);

        assertThat(child.follow(spool(), waiting, Sh.in(Duration.ofMillis(200))))
                .isEmpty();
        assertThat(child.alive()).isTrue();
        assertThat(lines).containsExactly("begun");
        assertThat(child.end(Sh.hurried())).isTrue();
        assertThat(child.alive()).isFalse();
    }

    @Test
    void allWaitsAreForOneSignal() throws Exception {
        SpooledChild child = start("sleep 60");
        Set<CompletableFuture<?>> signals = Collections.newSetFromMap(new IdentityHashMap<>());
        Waiting noting = new Waiting() {
            @Override
            public TimeSource time() {
                return waiting.time();
            }

            @Override
            public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
                signals.add(signal);
                return waiting.await(signal, deadlineNanos);
            }
        };
        for (int slice = 0; slice < 3; slice++) {
            assertThat(child.follow(spool(), noting, Sh.in(Duration.ofMillis(20))))
                    .isEmpty();
        }

        assertThat(signals).hasSize(1);
    }

    @Test
    void anInterruptLeavesItRunning() throws Exception {
        SpooledChild child = start("sleep 60");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> child.follow(spool(), waiting, Sh.in(Duration.ofSeconds(30))))
                .isInstanceOf(InterruptedException.class);
        assertThat(child.alive()).isTrue();
    }

    @Test
    void whoKnowsItsIdentityGoesOnWithIt() throws Exception {
        String identity =
                start("echo first; sleep 0.5; echo second; exit 3").identity().text();
        SpooledChild adopted = SpooledChild.adopt(ProcessIdentity.parse(identity));

        assertThat(adopted.follow(spool(), waiting, Sh.in(Duration.ofSeconds(30))))
                .contains(Ending.EXITED);
        assertThat(lines).containsExactly("first", "second");
        assertThat(adopted.exitCode()).isEmpty();
    }

    @Test
    void itHasNotEndedWhileAChildOfItPrints() throws Exception {
        Path heard = directory.resolve("heard");
        // the child prints once its parent is gone, and what that has printed was heard
        SpooledChild child = start("(while [ ! -e '" + heard + "' ] || kill -0 $$ 2>/dev/null; do sleep 0.05; done;"
                + " echo late) & echo early; exit 0");
        Spool spool = Spool.read(file, Redaction.none(), line -> {
            lines.add(line);
            make(heard);
        });

        assertThat(child.follow(spool, waiting, Sh.in(Duration.ofSeconds(30)))).contains(Ending.EXITED);
        assertThat(lines).containsExactly("early", "late");
    }

    @Test
    void oneThatFillsTheDiskIsEnded() throws Exception {
        SpooledChild child = start("while :; do head -c 4000000 /dev/zero | tr '\\0' x | fold -w 1000; done");
        Spool spool = spool();

        Optional<Ending> ending = child.follow(spool, Waiting.on(Sh.hurried()), Long.MAX_VALUE / 2);

        assertThat(ending).contains(Ending.TOO_MUCH_OUTPUT);
        assertThat(spool.whole()).isFalse();
        assertThat(child.alive()).isFalse();
    }

    @Test
    void aCutLineIsNotTheWholeTruth() throws Exception {
        SpooledChild child = start("head -c 100000 /dev/zero | tr '\\0' x");
        Spool spool = spool();
        child.follow(spool, waiting, Sh.in(Duration.ofSeconds(30)));

        assertThat(spool.whole()).isFalse();
    }
}
