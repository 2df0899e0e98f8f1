package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.aura.backup.BackupFormat;
import dev.restore4j.aura.backup.Samples;
import dev.restore4j.aura.upload.VirtualBench;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.journal.Journal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.Urgency;
import dev.restore4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that does not answer holds nobody for ever. */
class HungDiskTest {

    private final VirtualTime time = new VirtualTime();

    @TempDir
    private Path directory;

    /** The file, of which nobody hears for so long. */
    private Path silentFor(Duration silence) throws IOException {
        Path real = Files.write(directory.resolve("a.dump"), Samples.of(BackupFormat.DUMP_ZSTD));
        return (Path) Proxy.newProxyInstance(
                HungDiskTest.class.getClassLoader(), new Class<?>[] {Path.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("toAbsolutePath")) {
                        time.sleep(silence);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** On a thread that virtual time knows, so that it does not go on before somebody waits. */
    private Settled inspect(Path path, VirtualBench bench) throws InterruptedException {
        return time.run(() -> Settled.inspect(path, bench));
    }

    private AuraTarget target() {
        return AuraTarget.builder(
                        URI.create("neo4j+s://2f49c2b3.databases.neo4j.io"), () -> DatabaseLogin.of("neo4j", "secret"))
                .journal(Journal.inMemory())
                .time(time)
                .build();
    }

    @Test
    void itIsGivenUpWhileAnOperationWorks() throws Exception {
        Path silent = silentFor(Duration.ofDays(1));
        AtomicReference<Duration> waited = new AtomicReference<>();
        VirtualBench bench = new VirtualBench(time) {
            @Override
            public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
                waited.set(Duration.ofNanos(deadlineNanos - time.nanoTime()));
                return super.await(signal, deadlineNanos);
            }
        };

        UnavailableException away = catchThrowableOfType(UnavailableException.class, () -> inspect(silent, bench));

        assertThat(away).hasMessageContainingAll("a.dump did not answer for 60 s", "Look at the disk");
        assertThat(waited).hasValue(Duration.ofMinutes(1));
    }

    @Test
    void itIsGivenUpWhileItIsAssessed() throws Exception {
        try (AuraTarget target = target()) {
            RestoreRoute route = new FileSource(silentFor(Duration.ofDays(1))).to(target);

            UnavailableException away = catchThrowableOfType(
                    UnavailableException.class,
                    () -> time.run(() -> {
                        Preflight unused = route.look(Urgency.of(Urgency.Rank.INTERACTIVE));
                    }));

            assertThat(away).hasMessageContaining("a.dump did not answer for 60 s");
        }
    }

    @Test
    void aCancellationIsHeardMeanwhile() throws Exception {
        Path silent = silentFor(Duration.ofDays(1));
        VirtualBench cancelled = new VirtualBench(time) {
            @Override
            public boolean await(CompletableFuture<?> signal, long deadlineNanos) throws InterruptedException {
                throw new InterruptedException("cancelled");
            }
        };

        assertThat(catchThrowableOfType(InterruptedException.class, () -> inspect(silent, cancelled)))
                .hasMessage("cancelled");
    }

    @Test
    void aDiskThatIsSlowIsWaitedFor() throws Exception {
        assertThat(inspect(silentFor(Duration.ofSeconds(59)), new VirtualBench(time))
                        .file()
                        .format())
                .isEqualTo(BackupFormat.DUMP_ZSTD);
    }

    @Test
    void whatIsWrongWithTheFileIsSaidAsItIs() {
        Path none = directory.resolve("none.dump");

        RestoreRejectedException no =
                catchThrowableOfType(RestoreRejectedException.class, () -> inspect(none, new VirtualBench(time)));

        assertThat(no.code()).isEqualTo("file-missing");
    }
}
