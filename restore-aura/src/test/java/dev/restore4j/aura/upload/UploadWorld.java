package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.CompletionAnswer;
import dev.restore4j.aura.console.Console;
import dev.restore4j.aura.console.ConsoleSession;
import dev.restore4j.aura.wire.DirectClient;
import dev.restore4j.aura.wire.Exchange;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreRequest;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.testkit.time.ScaledTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32;

/**
 * One fake Aura over real HTTP, one file, and what it takes to upload it. Time runs twenty times as fast as the machine's; or it stands
 * still, and what nobody works for passes at once.
 */
final class UploadWorld implements AutoCloseable {

    static final int BLOCK = 256 * 1024;

    final ScaledTime time;
    final FakeAura aura;
    final FakeInstance instance;
    URI console;
    HttpClient client;
    final CountingClient wire;
    private final boolean isStill;
    final HeldMemory memory = new HeldMemory();
    final AtomicBoolean unchanged = new AtomicBoolean(true);
    final Path path;
    byte[] content;

    private UploadWorld(String cloud, StoreSettings settings, Quirks quirks, double factor, HttpClient client)
            throws IOException {
        this.time = ScaledTime.times(factor);
        this.isStill = factor == 0;
        this.wire = new CountingClient(client);
        this.client = wire;
        this.aura =
                FakeAura.builder().time(time).stores(settings).quirks(quirks).build();
        this.instance = aura.addInstance(spec -> spec.name("Production").region(cloud, "here"));
        this.console = aura.serve().baseUri();
        this.path = Files.createTempFile("upload", ".dump");
        this.content = bytes(4 * BLOCK + 1000);
        Files.write(path, content);
    }

    static UploadWorld gcp() throws IOException {
        return with("gcp", StoreSettings.defaults(), Quirks.documented());
    }

    static UploadWorld gcp(double factor) throws IOException {
        return new UploadWorld("gcp", StoreSettings.defaults(), Quirks.documented(), factor, DirectClient.create());
    }

    static UploadWorld aws(double factor) throws IOException {
        StoreSettings parts = StoreSettings.defaults().partBytes(BLOCK / 2);
        return new UploadWorld("aws", parts, Quirks.documented(), factor, DirectClient.create());
    }

    /** Nine parts. */
    static UploadWorld aws() throws IOException {
        return with("aws", StoreSettings.defaults().partBytes(BLOCK / 2), Quirks.documented());
    }

    static UploadWorld with(String cloud, StoreSettings settings, Quirks quirks) throws IOException {
        return new UploadWorld(cloud, settings, quirks, 20, DirectClient.create());
    }

    /** Time moves when somebody moves it, and over pauses in which nobody works. */
    static UploadWorld inStillTime(String cloud, StoreSettings settings) throws IOException {
        return new UploadWorld(cloud, settings, Quirks.documented(), 0, DirectClient.create());
    }

    static UploadWorld inRealTime(String cloud, StoreSettings settings, HttpClient client) throws IOException {
        return new UploadWorld(cloud, settings, Quirks.documented(), 1, client);
    }

    static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    UploadWorld content(byte[] bytes) throws IOException {
        content = bytes;
        Files.write(path, bytes);
        return this;
    }

    long crc32() {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }

    VerifiedFile file() {
        return new VerifiedFile(path, content.length, crc32(), 3L * content.length, unchanged::get);
    }

    ConsoleSession session() {
        return session(instance.password());
    }

    ConsoleSession session(String password) {
        Exchange patient = new Exchange(client, time, Duration.ofMinutes(10));
        return new ConsoleSession(
                new Console(patient, time, console, instance.id()), () -> DatabaseLogin.of(instance.user(), password));
    }

    Upload upload(ConsoleSession session) {
        return new Upload(file(), session, new Exchange(client, time, Duration.ofMinutes(10)), memory);
    }

    ScriptedBench bench() {
        return new ScriptedBench(isStill ? new StillTime(time, () -> !wire.isIdle()) : time);
    }

    Uploaded send() throws InterruptedException {
        return send(bench());
    }

    Uploaded send(ScriptedBench bench) throws InterruptedException {
        return upload(session()).send(bench);
    }

    CompletionAnswer complete(Uploaded uploaded) throws InterruptedException {
        return session()
                .complete(
                        uploaded.completion(),
                        time.nanoTime() + Duration.ofMinutes(1).toNanos());
    }

    /** {@return the archive as the store has it, after it was completed} */
    byte[] arrived() throws IOException {
        String newest =
                aura.imports().get(aura.imports().size() - 1).announced().id();
        return Files.readAllBytes(aura.stores().archive(newest).orElseThrow());
    }

    List<StoreRequest> requests(StoreCall call) {
        return aura.stores().requests().stream()
                .filter(request -> request.call() == call)
                .toList();
    }

    /** {@return how many bytes of the file reached the store in all} */
    long received() {
        return aura.stores().requests().stream().mapToLong(StoreRequest::length).sum();
    }

    long asked(String path) {
        return aura.requests().stream()
                .filter(request -> request.path().endsWith(path))
                .count();
    }

    @Override
    public void close() throws IOException {
        aura.close();
        Files.deleteIfExists(path);
    }
}
