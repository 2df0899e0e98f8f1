package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Disposal;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.RestoreTarget;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An instance that a restore creates from a snapshot. Nothing is overwritten.
 *
 * <p>What is not set is as in the snapshot's own instance, except the version, which Aura does not state: it is {@code "5"},
 * Aura's name for the latest. The instance's name is up to 13 characters of the given one, a hyphen, and the operation's id,
 * by which it is found again if the answer is lost; rename it when it runs.
 *
 * <p>Immutable and thread-safe: each method returns another.
 */
public final class NewInstance implements RestoreTarget {

    /** What the names of instances begin with that a rehearsal creates: see {@link AuraClient#leftovers()}. */
    static final String DRILL = "drill-";

    private static final int NAME_LENGTH = 13;

    private final AuraAccount account;
    private final String name;
    private final Map<String, String> wishes;
    private final @Nullable Consumer<InstanceCredentials> receiver;

    private NewInstance(
            AuraAccount account,
            String name,
            Map<String, String> wishes,
            @Nullable Consumer<InstanceCredentials> receiver) {
        this.account = account;
        this.name = name;
        this.wishes = Map.copyOf(wishes);
        this.receiver = receiver;
    }

    static NewInstance named(AuraAccount account, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name of a new instance must not be blank.");
        }
        return new NewInstance(account, name.strip(), Map.of(), null);
    }

    /**
     * Sets the memory; the storage follows from it.
     *
     * @param memory such as {@code 8GB}; at least the source's
     * @return the changed target
     */
    public NewInstance memory(String memory) {
        return with("memory", memory);
    }

    /**
     * Sets the region.
     *
     * @param region such as {@code europe-west1}
     * @return the changed target
     */
    public NewInstance region(String region) {
        return with("region", region);
    }

    /**
     * Sets the type.
     *
     * @param type such as {@code professional-db}
     * @return the changed target
     */
    public NewInstance type(String type) {
        return with("type", type);
    }

    /**
     * Sets the cloud provider.
     *
     * @param provider {@code gcp}, {@code aws} or {@code azure}
     * @return the changed target
     */
    public NewInstance cloudProvider(String provider) {
        return with("cloud_provider", provider);
    }

    /**
     * Sets the tenant, which the Console calls project.
     *
     * @param tenantId the tenant's id
     * @return the changed target
     */
    public NewInstance tenant(String tenantId) {
        return with("tenant_id", tenantId);
    }

    /**
     * Sets the version of Neo4j.
     *
     * @param version {@code "5"} for the latest, which is the default
     * @return the changed target
     */
    public NewInstance version(String version) {
        return with("version", version);
    }

    /**
     * Says who gets the new instance's password. Required: Aura states it once, in the answer to the request.
     *
     * <p>The receiver is called at most once, on the thread that drives the restore, before anything else is done with the
     * answer. Where that answer is lost it is not called, and the password has to be reset in the Aura Console. What it throws
     * is logged by its class alone, and the restore goes on. The password is not written down anywhere else.
     *
     * @param receiver keeps the credentials
     * @return the changed target
     */
    public NewInstance credentialsTo(Consumer<InstanceCredentials> receiver) {
        return new NewInstance(account, name, wishes, receiver);
    }

    NewInstance with(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("The " + field + " of a new instance must not be blank.");
        }
        Map<String, String> more = new HashMap<>(wishes);
        more.put(field, value);
        return new NewInstance(account, name, more, receiver);
    }

    /** {@return the same, to be found by its name should a rehearsal leave it behind; that leaves 7 characters of the name} */
    @Override
    public NewInstance forRehearsal() {
        return name.startsWith(DRILL) ? this : new NewInstance(account, DRILL + name, wishes, receiver);
    }

    AuraAccount account() {
        return account;
    }

    Map<String, String> wishes() {
        return wishes;
    }

    Optional<Consumer<InstanceCredentials>> receiver() {
        return Optional.ofNullable(receiver);
    }

    /** {@return the name as it was given} */
    String name() {
        return name;
    }

    /** {@return the name that the instance gets: at most 30 characters} */
    String nameFor(OperationId operation) {
        int end = Math.min(NAME_LENGTH, name.length());
        boolean splitsPair = end < name.length() && Character.isHighSurrogate(name.charAt(end - 1));
        return name.substring(0, splitsPair ? end - 1 : end).strip() + "-" + operation;
    }

    @Override
    public String reference() {
        return TargetReferences.ofNew(name, wishes);
    }

    @Override
    public String referenceOf(String created) {
        return TargetReferences.ofInstance(created);
    }

    @Override
    public RestoreEnvironment environment() {
        return account.environment();
    }

    /**
     * {@inheritDoc}
     *
     * <p>While the instance's id is not known, it is looked for by its name in the list of instances. A GET of a new instance
     * may answer 404 for a while.
     */
    @Override
    public Observation observe(Look look) throws InterruptedException {
        String created = look.created().orElse(null);
        return created == null ? findByName(look) : read(created, look);
    }

    private Observation findByName(Look look) throws InterruptedException {
        Reading reading = account.read(ApiCall.listInstances(), look.urgency());
        for (JsonNode entry : reading.data()) {
            boolean ours = Json.text(entry, "name")
                    .filter(listed -> CreatedInstance.isNamedBy(look.operation(), listed))
                    .isPresent();
            if (ours) {
                String id = reading.required(entry, "id");
                return new Observation(Condition.BUSY, Evidence.RESTORE, "listed", id, reading.requestId());
            }
        }
        return new Observation(Condition.BUSY, Evidence.NONE, "not listed", null, reading.requestId());
    }

    private Observation read(String id, Look look) throws InterruptedException {
        Reading reading = account.read(ApiCall.createdInstance(id), look.urgency());
        if (reading.isMissing()) {
            return new Observation(Condition.GONE, Evidence.NONE, "not found", id, reading.requestId());
        }
        String word = AuraInstance.of(account, id, reading).status().word();
        return StatusWords.OF_CREATION.observation(word, id, reading.requestId());
    }

    @Override
    public Optional<Disposal> disposal() {
        return Optional.of(new NewInstanceDisposal(account));
    }

    @Override
    public Optional<URI> connection(Look look) throws InterruptedException {
        String created = look.created().orElse(null);
        if (created == null) {
            return Optional.empty();
        }
        Reading reading = account.read(ApiCall.createdInstance(created), look.urgency());
        return reading.isMissing()
                ? Optional.empty()
                : AuraInstance.of(account, created, reading).connectionUrl();
    }

    /** {@return name and wishes} */
    @Override
    public String toString() {
        return "new instance '" + name + "' " + new java.util.TreeMap<>(wishes);
    }
}
