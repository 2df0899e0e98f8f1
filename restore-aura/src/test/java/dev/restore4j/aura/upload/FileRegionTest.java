package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.upload.FileRegion.Range;
import dev.restore4j.testkit.time.ScaledTime;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A region of a file, as a client asks for it. */
class FileRegionTest {

    private static final int BUFFER = 256 * 1024;

    private final byte[] content = UploadWorld.bytes(5 * BUFFER + 33);
    private final AtomicLong counted = new AtomicLong();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.write(directory.resolve("a.dump"), content);
    }

    private FileRegion region(long from, long length) {
        return new FileRegion(file, new Range(from, length), ScaledTime.times(0), counted::addAndGet);
    }

    private static final class Client implements Subscriber<ByteBuffer> {
        private final ByteArrayOutputStream got = new ByteArrayOutputStream();
        private @Nullable Subscription subscription;
        private @Nullable Throwable error;
        private int buffers;
        private int largest;
        private int completed;
        private long asksForMore;

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
        }

        void ask(long n) {
            subscription.request(n);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            buffers++;
            largest = Math.max(largest, buffer.remaining());
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            got.writeBytes(bytes);
            if (asksForMore > 0) {
                ask(asksForMore);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            error = thrown;
        }

        @Override
        public void onComplete() {
            completed++;
        }
    }

    @Test
    void onlyWhatIsAskedForIsRead() {
        FileRegion region = region(100, 3 * BUFFER + 5);
        Client client = new Client();
        region.subscribe(client);
        assertThat(client.buffers).isZero();

        client.ask(2);
        assertThat(client.buffers).isEqualTo(2);
        assertThat(region.taken()).isEqualTo(2 * BUFFER);
        assertThat(region.isTaken()).isFalse();
        client.ask(1);
        client.ask(Long.MAX_VALUE);

        assertThat(client.completed).isOne();
        assertThat(client.largest).isEqualTo(BUFFER);
        assertThat(client.got.toByteArray()).isEqualTo(Arrays.copyOfRange(content, 100, 100 + 3 * BUFFER + 5));
        assertThat(region.isTaken()).isTrue();
        assertThat(region.contentLength()).isEqualTo(3 * BUFFER + 5);
        assertThat(counted).hasValue(3 * BUFFER + 5);
    }

    @Test
    void askingWhileABufferIsHandedOverIsNoRecursion() {
        Client client = new Client();
        client.asksForMore = Long.MAX_VALUE;
        region(0, content.length).subscribe(client);

        client.ask(1);

        assertThat(client.got.toByteArray()).isEqualTo(content);
        assertThat(client.completed).isOne();
    }

    @Test
    void whoeverSubscribesOnceMoreGetsAllOfItAndTheFormerNothing() {
        FileRegion region = region(0, content.length);
        Client former = new Client();
        Client later = new Client();
        region.subscribe(former);
        former.ask(2);
        region.subscribe(later);

        former.ask(10);
        later.ask(10);

        assertThat(former.buffers).isEqualTo(2);
        assertThat(later.got.toByteArray()).isEqualTo(content);
        assertThat(region.isTaken()).isTrue();
    }

    @Test
    void aFileThatEndsEarlyIsAnError() throws IOException {
        FileRegion region = region(0, content.length);
        Client client = new Client();
        region.subscribe(client);
        client.ask(1);
        Files.write(file, Arrays.copyOf(content, BUFFER + 10));

        client.ask(10);

        assertThat(client.error).isInstanceOf(EOFException.class);
        assertThat(region.problem()).isInstanceOf(EOFException.class);
        assertThat(client.buffers).isOne();
        assertThat(client.completed).isZero();
    }

    @Test
    void afterItWasClosedNothingIsRead() {
        FileRegion region = region(0, content.length);
        Client client = new Client();
        region.subscribe(client);
        client.ask(1);
        region.close();

        client.ask(10);

        assertThat(client.buffers).isOne();
        assertThat(region.problem()).isNull();
    }

    /** A pipe that nobody writes to stands for a disk that hangs. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoeverClosesDoesNotWaitForADiskThatHangs() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        FileRegion region = new FileRegion(pipe, new Range(0, 100), ScaledTime.times(0), counted::addAndGet);
        Client client = new Client();
        region.subscribe(client);
        Thread reader = new Thread(() -> client.ask(1));
        reader.setDaemon(true);
        reader.start();
        while (!isReading(reader)) {
            Thread.onSpinWait();
        }

        region.close();

        assertThat(client.buffers).isZero();
        try (OutputStream writer = Files.newOutputStream(pipe)) {
            reader.join();
            writer.flush();
        }
    }

    private static boolean isReading(Thread reader) {
        return Arrays.stream(reader.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals("java.nio.channels.FileChannel"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(30)
    void aFileThatIsNotReadAnyMoreIsClosed() throws IOException {
        FileRegion region = region(0, content.length);
        region.subscribe(new Client());
        Client client = new Client();
        region.subscribe(client);
        client.ask(1);
        assertThat(isOpen()).isTrue();

        region.close();

        while (isOpen()) {
            Thread.onSpinWait();
        }
        FileRegion whole = region(0, content.length);
        whole.subscribe(client);
        client.ask(100);
        assertThat(isOpen()).isFalse();
    }

    private boolean isOpen() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.anyMatch(this::isTheFile);
        }
    }

    private boolean isTheFile(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    @Test
    void aDemandOfNothingIsAnError() {
        Client client = new Client();
        region(0, 10).subscribe(client);

        client.ask(0);

        assertThat(client.error).isInstanceOf(IllegalArgumentException.class);
    }
}
