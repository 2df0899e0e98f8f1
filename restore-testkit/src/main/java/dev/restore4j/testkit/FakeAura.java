package dev.restore4j.testkit;

import dev.restore4j.testkit.fault.Faults;
import dev.restore4j.testkit.http.FakeAuraServer;
import dev.restore4j.testkit.http.InProcessClient;
import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.model.InstanceSpec;
import dev.restore4j.testkit.model.Overwrite;
import dev.restore4j.testkit.model.Settings;
import dev.restore4j.testkit.store.ObjectStores;
import dev.restore4j.testkit.time.VirtualTime;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.Check;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A Neo4j Aura account for tests: a model that answers as the API does, with its awkward sides.
 *
 * <pre>{@code
 * FakeAura aura = FakeAura.builder().seed(42).build();
 * FakeInstance production = aura.addInstance(i -> i.name("Production").memory("8GB"));
 * FakeSnapshot snapshot = production.addSnapshot(Instant.parse("2026-03-01T11:00:00Z"));
 * aura.virtualTime().run(() -> {
 *     // a client over aura.httpClient(), with aura.time(), aura.clientId() and aura.clientSecret()
 * });
 * assertThat(production.content()).isEqualTo(snapshot.content());
 * assertThat(aura.overwrites()).hasSize(1);
 * aura.assertNothingLeftBehind();
 * }</pre>
 *
 * <p>Every token contains {@link AuraModel#TOKEN_MARKER}, every secret and password {@link AuraModel#SECRET_MARKER}, so that
 * a test can search what a program writes for leaks.
 *
 * <p>Thread-safe; deterministic when its time is {@link VirtualTime} and the client runs in {@link VirtualTime#run}.
 */
public final class FakeAura implements AutoCloseable {

    private final long seed;
    private final TimeSource time;
    private final URI baseUri;
    private final URI consoleUri;
    private final AuraModel model;
    private final ObjectStores stores;
    private final Imports imports;
    private final Faults faults = new Faults();
    private final Backings backings;
    private final Exchanges exchanges;
    private final List<Runnable> closings = new CopyOnWriteArrayList<>();

    FakeAura(Settings settings, Surroundings surroundings) {
        this.seed = settings.seed();
        this.time = surroundings.time();
        this.baseUri = surroundings.baseUri();
        this.consoleUri = surroundings.consoleUri();
        this.model = new AuraModel(settings);
        this.stores = new ObjectStores(surroundings.stores(), seed, time);
        model.uploadsGoTo(stores);
        this.imports = new Imports(stores, surroundings.contents());
        this.backings = new Backings(time, model, imports);
        this.exchanges = new Exchanges(time, model, faults, backings);
    }

    /** {@return a builder with the defaults: documented quirks, virtual time, seed 1} */
    public static FakeAuraBuilder builder() {
        return new FakeAuraBuilder();
    }

    /** {@return a fake with the defaults} */
    public static FakeAura create() {
        return builder().build();
    }

    /** {@return the time it lives in} */
    public TimeSource time() {
        return time;
    }

    /**
     * The virtual time it lives in.
     *
     * @return the same as {@link #time()}
     * @throws IllegalStateException if it lives in another one
     */
    public VirtualTime virtualTime() {
        if (time instanceof VirtualTime virtual) {
            return virtual;
        }
        throw new IllegalStateException("this fake lives in " + time);
    }

    /** {@return the address at which the client in process finds it, without {@code /v1}} */
    public URI baseUri() {
        return baseUri;
    }

    /** {@return the address at which the client in process finds the Console's endpoints for imports} */
    public URI consoleUri() {
        return consoleUri;
    }

    /** {@return a new client of the JDK's kind with this fake at the other end; it does not reach the object stores} */
    public HttpClient httpClient() {
        return new InProcessClient(exchanges, List.of(baseUri, consoleUri), time, seed);
    }

    /**
     * Starts a server with this fake behind it. It is closed with the fake, or before. Its time is the fake's: scaled real
     * time, or virtual time that {@link VirtualTime#advance} moves.
     *
     * @return the running server
     */
    public FakeAuraServer serve() {
        FakeAuraServer server = FakeAuraServer.start(exchanges);
        closings.add(server::close);
        return server;
    }

    /** {@return the id of its one credential} */
    public String clientId() {
        return model.clientId();
    }

    /** {@return the present secret of its one credential; contains {@link AuraModel#SECRET_MARKER}} */
    public String clientSecret() {
        return exchanges.locked(now -> model.clientSecret());
    }

    /** Replaces the secret: the old one is refused with 401, tokens that were issued remain valid. */
    public void rotateSecret() {
        run(now -> model.rotateSecret());
    }

    /** Revokes all tokens: they are refused with 403. */
    public void revokeTokens() {
        run(now -> model.revokeTokens());
    }

    /** Takes the billing details away: from now on the creation of an instance is refused. */
    public void withdrawBilling() {
        run(now -> model.backstage().withdrawBilling());
    }

    /** {@return the id of its one tenant} */
    public String tenantId() {
        return model.backstage().tenantId();
    }

    /**
     * Adds a running instance.
     *
     * @param spec changes the defaults
     * @return the instance
     */
    public FakeInstance addInstance(Consumer<InstanceSpec> spec) {
        InstanceSpec made = new InstanceSpec();
        return exchanges.locked(now -> {
            made.createdAt(now.minusSeconds(30 * 86_400L));
            spec.accept(made);
            return instance(model.backstage().addInstance(made, now));
        });
    }

    /**
     * Adds a running instance with something real behind it: its snapshots and restores are real, and its
     * {@code connection_url} is where Bolt is.
     *
     * @param backing what is behind it; not closed by the fake
     * @param spec changes the defaults
     * @return the instance
     */
    public FakeInstance addInstance(InstanceBacking backing, Consumer<InstanceSpec> spec) {
        FakeInstance instance = addInstance(i -> spec.accept(i.boltUri(backing.boltUri())));
        backings.put(instance.id(), backing);
        return instance;
    }

    /**
     * An instance.
     *
     * @param id of one that exists or has existed
     * @return a handle
     */
    public FakeInstance instance(String id) {
        return new FakeInstance(id, exchanges, model.backstage());
    }

    /** {@return the instances that are not deleted, oldest first} */
    public List<FakeInstance> instances() {
        return exchanges.locked(now ->
                model.backstage().instances(now).stream().map(this::instance).toList());
    }

    /** {@return the faults, to add some} */
    public Faults faults() {
        return faults;
    }

    /** {@return every request so far, in the order of arrival} */
    public List<RecordedRequest> requests() {
        return exchanges.recorded();
    }

    /** {@return the truth: every act so far that cannot be taken back, whatever the client was told} */
    public List<Overwrite> overwrites() {
        return exchanges.locked(now -> model.backstage().overwrites(now));
    }

    /**
     * {@return every archive that was announced so far, and what has arrived of it} Reads what has arrived whole, for its
     * checksum.
     */
    public List<ReceivedImport> imports() {
        return imports.received(exchanges.locked(now -> model.uploads()));
    }

    /** {@return the object stores to which archives go, with their faults and their requests} */
    public ObjectStores stores() {
        return stores;
    }

    /** {@return how many requests the limit of requests has refused; faults do not count} */
    public int refusedByLimit() {
        return exchanges.locked(now -> model.refusedByLimit());
    }

    /**
     * Does something at a time, for example what somebody does in the Console while a restore runs. In a time that is not
     * virtual it happens when the fake next hears of that time or a later one.
     *
     * @param at when; at once when it has passed
     * @param action what; may use this fake and its instances, must not wait
     */
    public void at(Instant at, Runnable action) {
        run(now -> model.backstage().at(at, now, action));
        if (time instanceof VirtualTime virtual) {
            virtual.schedule(Duration.between(virtual.now(), at), () -> run(now -> {}));
        }
    }

    /**
     * Someone else restores a snapshot of an instance; nothing happens if it is busy then.
     *
     * @param instance which
     * @param snapshotId which of its snapshots
     * @param at when
     */
    public void someoneElseRestores(FakeInstance instance, String snapshotId, Instant at) {
        run(now -> model.backstage().someoneElseRestores(instance.id(), snapshotId, at));
    }

    /**
     * {@return a check of the data: it passes when the restored instance's content is this}
     *
     * <p>The instance is the one that the check's context names. While it says anything but {@code running}, its data cannot be
     * read: that is inconclusive, and looked at again. No request is sent for it.
     *
     * @param content such as {@link dev.restore4j.testkit.model.FakeSnapshot#content()}
     */
    public Check contentIs(String content) {
        return new ContentCheck(this, content);
    }

    /**
     * Checks that every instance that clients have created was deleted by them, and that no operation is under way.
     *
     * @throws AssertionError naming what is left
     */
    public void assertNothingLeftBehind() {
        List<String> left = exchanges.locked(now -> model.backstage().leftBehind(now));
        if (!left.isEmpty()) {
            throw new AssertionError("left behind in the fake Aura: " + String.join("; ", left));
        }
    }

    /**
     * Closes what it has opened: servers, object stores with the archives in them, what is behind instances that clients created, and its virtual time unless that
     * was given to it. How things are can still be read.
     */
    @Override
    public void close() {
        closings.forEach(Runnable::run);
        closings.clear();
        stores.close();
    }

    Backings backings() {
        return backings;
    }

    /** Puts something real behind new instances; it is closed with this. */
    void backNewInstances(Supplier<? extends InstanceBacking> factory) {
        backings.backNewInstances(factory);
        closings.add(backings::close);
    }

    /** Closes virtual time that nobody else uses. */
    void own(VirtualTime virtual) {
        closings.add(virtual::close);
    }

    private void run(Consumer<Instant> action) {
        exchanges.locked(now -> {
            action.accept(now);
            return true;
        });
    }
}
