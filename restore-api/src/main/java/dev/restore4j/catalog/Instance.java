package dev.restore4j.catalog;

import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.UploadTarget;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An Aura instance as it was last read, bound to the client it came from. Accessors send nothing. Thread-safe.
 *
 * <p>{@code java.time.Instant} is the class of time stamps; this is an instance of a database.
 */
public interface Instance extends RestoreTarget {

    /** {@return the id, 8 hexadecimal characters} */
    String id();

    /** {@return the name, which need not be unique} */
    String name();

    /** {@return the status when it was read} */
    InstanceStatus status();

    /** {@return the id of the tenant, which the Console calls project} */
    String tenantId();

    /** {@return the cloud provider, such as {@code gcp}} */
    String cloudProvider();

    /** {@return the region; empty where Aura does not state it} */
    Optional<String> region();

    /** {@return the type, such as {@code professional-db} or {@code free-db}} */
    String type();

    /** {@return the memory, such as {@code 8GB}; empty where Aura does not state it, as while paused or deleting} */
    Optional<String> memory();

    /** {@return the storage, such as {@code 16GB}; empty where Aura does not state it, as for free instances} */
    Optional<String> storage();

    /** {@return where Bolt is; empty while resuming} */
    Optional<URI> connectionUrl();

    /** {@return when it was created; empty where Aura does not state it} */
    Optional<Instant> createdAt();

    /** {@return the mode of change data capture, {@code OFF}, {@code DIFF} or {@code FULL}; empty where not stated} */
    Optional<String> cdcEnrichmentMode();

    /** {@return its snapshots; sends nothing until asked for one} */
    Snapshots snapshots();

    /**
     * {@return the same instance with the login of its database, as a target for what is uploaded: a file, a dump}
     *
     * @param login reads user and password, at each use; usually of the user {@code neo4j}
     */
    UploadTarget withLogin(Supplier<DatabaseLogin> login);

    /**
     * {@return the instance as it is now; sends one read}
     *
     * @throws dev.restore4j.error.RestoreRejectedException if it does not exist any more
     */
    Instance refresh();
}
