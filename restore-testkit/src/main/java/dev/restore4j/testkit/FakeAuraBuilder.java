package dev.restore4j.testkit;

import dev.restore4j.testkit.model.Limits;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.model.Settings;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.testkit.time.VirtualTime;
import dev.restore4j.time.TimeSource;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** Builds a {@link FakeAura}. Not thread-safe. */
public final class FakeAuraBuilder {

    private Settings settings = Settings.seeded(1);
    private Optional<TimeSource> time = Optional.empty();
    private URI baseUri = URI.create("https://api.neo4j.io");
    private URI consoleUri = URI.create("https://console.neo4j.io");
    private StoreSettings stores = StoreSettings.defaults();
    private ArchiveContent contents = ArchiveContent.byChecksum();
    private Optional<Supplier<? extends InstanceBacking>> backings = Optional.empty();

    FakeAuraBuilder() {}

    /**
     * Sets the seed of ids, durations and latencies; 1 unless set.
     *
     * @param seed any number
     * @return this
     */
    public FakeAuraBuilder seed(long seed) {
        settings = settings.with(seed);
        return this;
    }

    /**
     * Sets which of the possible Auras it is; the documented one unless set.
     *
     * @param quirks the switches
     * @return this
     */
    public FakeAuraBuilder quirks(Quirks quirks) {
        settings = settings.with(quirks);
        return this;
    }

    /**
     * Sets how long operations take; {@link OperationTimes#typical()} unless set.
     *
     * @param times the durations
     * @return this
     */
    public FakeAuraBuilder operationTimes(OperationTimes times) {
        settings = settings.with(times);
        return this;
    }

    /**
     * Sets what the account may have; {@link Limits#paid()} unless set.
     *
     * @param limits the limits
     * @return this
     */
    public FakeAuraBuilder limits(Limits limits) {
        settings = settings.with(limits);
        return this;
    }

    /**
     * Sets the time it lives in; a new {@link VirtualTime} unless set.
     *
     * @param source the time
     * @return this
     */
    public FakeAuraBuilder time(TimeSource source) {
        time = Optional.of(source);
        return this;
    }

    /**
     * Sets the address at which the client in process finds it; {@code https://api.neo4j.io} unless set.
     *
     * @param uri scheme, host and port
     * @return this
     */
    public FakeAuraBuilder baseUri(URI uri) {
        baseUri = uri;
        return this;
    }

    /**
     * Sets the address at which the client in process finds the Console's endpoints for imports;
     * {@code https://console.neo4j.io} unless set.
     *
     * @param uri scheme, host and port
     * @return this
     */
    public FakeAuraBuilder consoleUri(URI uri) {
        consoleUri = uri;
        return this;
    }

    /**
     * Sets how fast the object stores are; as fast as the machine unless set.
     *
     * @param settings the settings, in real time
     * @return this
     */
    public FakeAuraBuilder stores(StoreSettings settings) {
        stores = settings;
        return this;
    }

    /**
     * Sets what an instance contains after an archive was imported; {@link ArchiveContent#byChecksum()} unless set.
     *
     * @param content reads the archive
     * @return this
     */
    public FakeAuraBuilder archiveContent(ArchiveContent content) {
        contents = content;
        return this;
    }

    /**
     * Puts something real behind the instances that clients create.
     *
     * @param factory makes one for each; they are closed with the fake
     * @return this
     */
    public FakeAuraBuilder backNewInstances(Supplier<? extends InstanceBacking> factory) {
        backings = Optional.of(factory);
        return this;
    }

    /** {@return the fake} */
    public FakeAura build() {
        VirtualTime own = new VirtualTime();
        FakeAura aura =
                new FakeAura(settings, new Surroundings(time.orElse(own), baseUri, consoleUri, stores, contents));
        backings.ifPresent(aura::backNewInstances);
        if (time.isEmpty()) {
            aura.own(own);
        }
        return aura;
    }
}
