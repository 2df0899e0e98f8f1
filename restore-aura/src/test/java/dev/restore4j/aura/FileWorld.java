package dev.restore4j.aura;

import dev.restore4j.RestorePlan;
import dev.restore4j.aura.backup.BackupFormat;
import dev.restore4j.aura.backup.Samples;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.RestoreEvent;
import dev.restore4j.event.RestoreEvent.Looked;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.ReceivedImport;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.model.InstanceSpec;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.store.StoreRequest;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.testkit.time.ScaledTime;
import dev.restore4j.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An instance, a file, and a program that restores the one from the other, with a journal of its own. */
final class FileWorld {

    private static final Duration LOAD = Duration.ofHours(2);

    /** Twelve minutes of the machine: no answer is late because the machine is busy. */
    private static final Duration EXCHANGE = Duration.ofHours(3);

    private final Loopback loopback;
    private final Path directory;
    private final FakeInstance instance;
    private final List<RestoreEvent> events = new CopyOnWriteArrayList<>();

    /** An Aura over HTTP, in which a minute takes four seconds, and a load goes on until somebody has seen it. */
    record Loopback(ScaledTime time, FakeAura aura, FakeAuraServer server) implements AutoCloseable {

        static Loopback open() {
            ScaledTime time = ScaledTime.times(15);
            FakeAura aura = FakeAura.builder()
                    .time(time)
                    .operationTimes(OperationTimes.fixed(LOAD))
                    .stores(StoreSettings.defaults().partBytes(16 << 10))
                    .build();
            return new Loopback(time, aura, aura.serve());
        }

        @Override
        public void close() {
            aura.close();
        }
    }

    /** What became of it. */
    record End(@Nullable RestoreResult result, @Nullable RestoreException error) {

        @Override
        public String toString() {
            if (error == null) {
                return result.state() + " " + result.overwritten();
            }
            String code = error instanceof RestoreRejectedException rejected
                    ? rejected.code()
                    : error.getClass().getSimpleName();
            return error.state() + " " + error.overwritten() + " " + code;
        }

        String message() {
            return error == null ? "" : String.valueOf(error.getMessage());
        }
    }

    private FileWorld(Loopback loopback, Path directory, FakeInstance instance) {
        this.loopback = loopback;
        this.directory = directory;
        this.instance = instance;
    }

    /** A world of that name, whose instance is at that provider. */
    static FileWorld in(Loopback loopback, Path parent, String name, String cloud) throws IOException {
        return in(loopback, parent, name, spec -> spec.name(name).region(cloud, "here"));
    }

    /** A world of that name, whose instance is like that. */
    static FileWorld in(Loopback loopback, Path parent, String name, Consumer<InstanceSpec> like) throws IOException {
        Path directory = Files.createDirectories(parent.resolve(name));
        FakeInstance instance = loopback.aura().addInstance(like);
        FileWorld world = new FileWorld(loopback, directory, instance);
        world.write(Samples.of(BackupFormat.DUMP_ZSTD));
        return world;
    }

    /** The file was written long ago, as its time stamp has it. */
    void write(byte[] content) throws IOException {
        write(content, VirtualTime.DEFAULT_START.minus(Duration.ofHours(1)));
    }

    void write(byte[] content, Instant stamp) throws IOException {
        Files.write(file(), content);
        Files.setLastModifiedTime(file(), FileTime.from(stamp));
    }

    /** {@return the time of the program and of its Aura} */
    Instant now() {
        return loopback.time().now();
    }

    Path file() {
        return directory.resolve("orders.dump");
    }

    Path journal() {
        return directory.resolve("journal");
    }

    FakeInstance instance() {
        return instance;
    }

    List<RestoreEvent> events() {
        return events;
    }

    AuraClient client() {
        return AuraClient.builder()
                .credentials(AuraCredentials.of(
                        loopback.aura().clientId(), loopback.aura().clientSecret()))
                .baseUrl(loopback.server().baseUri())
                .journal(FileJournal.at(journal()))
                .time(loopback.time())
                .exchangeTimeout(EXCHANGE)
                .listener(this::hear)
                .build();
    }

    AuraTarget target() {
        return AuraTarget.builder(URI.create("neo4j+s://" + instance.id() + ".databases.neo4j.io"), this::login)
                .console(loopback.server().baseUri())
                .journal(FileJournal.at(journal()))
                .time(loopback.time())
                .exchangeTimeout(EXCHANGE)
                .listener(this::hear)
                .build();
    }

    private void hear(RestoreEvent event) {
        events.add(event);
        if (event instanceof Looked looked && looked.word().equals("loading")) {
            loopback.time().advance(LOAD);
        }
    }

    DatabaseLogin login() {
        return DatabaseLogin.of(instance.user(), instance.password());
    }

    RestorePlan plan(AuraClient client) {
        return RestorePlan.from(client.backupFile(file()))
                .into(client.instance(instance.id()).withLogin(this::login))
                .named("FROM-FILE");
    }

    void fault(String method, String path, Fault fault) {
        loopback.aura().faults().next(fault).on(method, path.replace("*", instance.id()));
    }

    /** Assesses, confirms and executes. */
    End run() {
        try (AuraClient client = client()) {
            return run(() -> plan(client).confirm().execute());
        }
    }

    static End run(Callable<RestoreResult> work) {
        try {
            return new End(work.call(), null);
        } catch (RestoreException e) {
            return new End(null, e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    List<ReceivedImport> received() {
        return loopback.aura().imports().stream()
                .filter(each -> each.instance().equals(instance.id()))
                .toList();
    }

    /** {@return how often the instance's data was replaced} */
    int imports() {
        return received().stream().mapToInt(ReceivedImport::completions).sum();
    }

    /** {@return what reached the store for the instance} */
    List<StoreRequest> stored() {
        return loopback.aura().stores().requests().stream()
                .filter(request -> request.path().contains(instance.id()))
                .toList();
    }

    /** {@return the names of the private notes} */
    List<String> privateNotes() {
        return FileJournal.at(journal()).privateNotes().orElseThrow().names();
    }
}
