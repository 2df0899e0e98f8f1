package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.restore4j.aura.RecordedLogs;
import dev.restore4j.aura.wire.DirectClient;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreFault;
import dev.restore4j.testkit.store.StoreRequest;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upload that ends before its end, and what it leaves. */
@Timeout(60)
class UploadStopTest {

    private static final int BLOCK = UploadWorld.BLOCK;
    private static final StoreSettings SLOW =
            StoreSettings.defaults().partBytes(BLOCK).bytesPerSecond(4 << 20);

    private final CountingClient client = new CountingClient(DirectClient.create());
    private final Set<Thread> others = Thread.getAllStackTraces().keySet();
    private UploadWorld world;

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    private void open(String cloud) throws IOException {
        world = UploadWorld.inRealTime(cloud, SLOW, client).content(UploadWorld.bytes(64 * BLOCK));
    }

    private boolean isBegun(ScriptedBench bench) {
        return bench.heard().stream().anyMatch(progress -> progress.bytes().orElse(0) > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void aCancellationEndsAllExchangesAndLeavesNoThread(String cloud) throws Exception {
        open(cloud);
        ScriptedBench bench = world.bench();
        bench.cancelledOnce(() -> isBegun(bench));

        assertThatThrownBy(() -> world.send(bench)).isExactlyInstanceOf(ScriptedBench.Cancelled.class);

        assertThat(client.most()).isPositive();
        assertThat(client.underWay()).isZero();
        // one that looks at the file or closes it is waited for by nobody, and ends by itself
        for (int look = 0; look < 1_000 && hasThreads(); look++) {
            TimeSource.system().sleep(Duration.ofMillis(20));
        }
        assertThat(hasThreads()).as("threads are left behind").isFalse();
        assertThat(world.memory.read()).isPresent();
        assertThat(Thread.interrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void aFileThatIsNotTheVerifiedOneIsNotSentOn(String cloud) throws Exception {
        open(cloud);
        ScriptedBench bench = world.bench();
        bench.once(() -> isBegun(bench), () -> world.unchanged.set(false));

        assertThatThrownBy(() -> world.send(bench))
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo("file-changed"))
                .hasMessageContaining(world.path.toString());

        assertThat(client.underWay()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void aFileThatHasChangedBeforeIsNotSentAtAll(String cloud) throws Exception {
        open(cloud);
        world.unchanged.set(false);

        assertThatThrownBy(() -> world.send()).hasMessageContaining("is not the one that was verified");

        assertThat(world.aura.requests()).isEmpty();
        assertThat(world.aura.stores().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void aFileThatBecomesShorterIsNotCompleted(String cloud) throws Exception {
        open(cloud);
        ScriptedBench bench = world.bench();
        bench.once(() -> isBegun(bench), () -> cut(BLOCK));

        assertThatThrownBy(() -> world.send(bench))
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo("file-changed"))
                .hasMessageContaining("has become shorter while it was sent");

        assertThat(client.underWay()).isZero();
    }

    private void cut(long size) {
        try (FileChannel channel = FileChannel.open(world.path, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void aFileThatIsGoneIsUnreadable(String cloud) throws Exception {
        open(cloud);
        Files.delete(world.path);

        assertThatThrownBy(() -> world.send())
                .isInstanceOfSatisfying(
                        RestoreRejectedException.class,
                        e -> assertThat(e.code()).isEqualTo("file-unreadable"));
    }

    static Stream<StoreFault> faults() {
        return Stream.of(
                StoreFault.error(400),
                StoreFault.error(503),
                StoreFault.reset(),
                StoreFault.nonsense(),
                StoreFault.addressExpired(),
                StoreFault.answerLost());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gcp", "aws"})
    void noSecretIsInWhatIsSaidOrThrown(String cloud) throws Exception {
        for (StoreFault fault : faults().toList()) {
            for (StoreCall call : List.of(StoreCall.SESSION_START, StoreCall.SESSION_BYTES, StoreCall.PART)) {
                secretless(cloud, fault, call);
            }
        }
        assertThat(RecordedLogs.lines())
                .isNotEmpty()
                .noneMatch(line -> line.contains(AuraModel.SECRET_MARKER))
                .noneMatch(line -> line.contains(AuraModel.TOKEN_MARKER));
        assertThat(RecordedLogs.lines()).anyMatch(line -> line.contains("Begins an upload"));
    }

    private void secretless(String cloud, StoreFault fault, StoreCall call) throws IOException {
        try (UploadWorld each = cloud.equals("gcp") ? UploadWorld.gcp(2000) : UploadWorld.aws(2000)) {
            world = each;
            each.aura.stores().faults().next(fault).on(call).times(1000);
            Uploaded[] uploaded = new Uploaded[1];
            Throwable thrown = catchThrowable(() -> uploaded[0] = each.send());
            StringWriter text = new StringWriter();
            if (thrown != null) {
                thrown.printStackTrace(new PrintWriter(text));
            }
            text.append(String.valueOf(uploaded[0]));
            each.memory
                    .read()
                    .ifPresent(known -> text.append(
                            Remembered.parse(known, each.file(), each.session().place())
                                    .orElseThrow()
                                    .toString()));
            assertThat(text.toString())
                    .isNotEmpty()
                    .doesNotContain(AuraModel.SECRET_MARKER)
                    .doesNotContain(AuraModel.TOKEN_MARKER)
                    .doesNotContain(each.instance.password());
            assertThat(each.aura.stores().requests())
                    .extracting(StoreRequest::headers)
                    .noneMatch(headers -> headers.containsKey("authorization"));
        }
    }

    /** Other tests in this JVM have theirs. */
    private boolean hasThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !others.contains(thread))
                .anyMatch(thread -> thread.getName().startsWith("restore4j"));
    }
}
