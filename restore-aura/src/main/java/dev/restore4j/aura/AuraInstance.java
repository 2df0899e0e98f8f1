package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.catalog.Instance;
import dev.restore4j.catalog.InstanceStatus;
import dev.restore4j.catalog.Snapshots;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.spi.Fingerprint;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.Safeguard;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.TargetView.Exposure;
import dev.restore4j.spi.UploadTarget;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** An instance as an answer stated it. What it states is kept as text under Aura's own names; absent fields are absent. */
final class AuraInstance implements Instance {

    private static final List<String> IDENTITY = List.of(
            "id",
            "name",
            "status",
            "type",
            "tenant_id",
            "region",
            "cloud_provider",
            "memory",
            "storage",
            "created_at",
            "connection_url");

    private final AuraAccount account;
    private final Map<String, String> fields;

    private AuraInstance(AuraAccount account, Map<String, String> fields) {
        this.account = account;
        this.fields = fields;
    }

    /**
     * Reads an answer to a GET of an instance.
     *
     * @throws dev.restore4j.error.ProtocolException if it is about another instance, or lacks a name or status
     */
    static AuraInstance of(AuraAccount account, String askedId, Reading reading) {
        JsonNode data = reading.data();
        Map<String, String> fields = new TreeMap<>();
        data.fieldNames().forEachRemaining(name -> Json.text(data, name).ifPresent(text -> fields.put(name, text)));
        if (!reading.required(data, "id").equalsIgnoreCase(askedId)) {
            throw reading.unexpected("was answered with another instance, " + Sanitized.text(fields.get("id")));
        }
        reading.required(data, "name");
        reading.required(data, "status");
        account.seen(askedId, fields.getOrDefault("type", ""));
        return new AuraInstance(account, Map.copyOf(fields));
    }

    AuraAccount account() {
        return account;
    }

    /** {@return the same instance as a target, without what was read of it} */
    InstanceTarget asTarget() {
        return new InstanceTarget(account, id(), StatusWords.OF_ANY_RESTORE);
    }

    /** {@return the instance as a target that was seen} */
    TargetView view() {
        Exposure exposure = account.protects(this) ? Exposure.PROTECTED : Exposure.OVERWRITTEN;
        boolean failed = status().word().equals(StatusWords.LOADING_FAILED);
        Condition condition = failed ? Condition.FAILED : Condition.READY;
        return new TargetView(name(), description(), fingerprint(), exposure, condition);
    }

    @Override
    public UploadTarget withLogin(Supplier<DatabaseLogin> login) {
        return new UploadInstance(asTarget(), login);
    }

    Fingerprint fingerprint() {
        Map<String, String> seen = new TreeMap<>(fields);
        seen.keySet().retainAll(IDENTITY);
        return Fingerprint.of(seen);
    }

    /** {@return the instance in words} */
    String description() {
        // a name may hold anything, and this is printed
        return Sanitized.text(
                "instance " + id() + " '" + name() + "' (" + type() + ", " + memory().orElse("memory not stated") + ", "
                        + cloudProvider() + " " + region().orElse("region not stated") + ", " + status() + ")");
    }

    private String text(String field) {
        return fields.getOrDefault(field, "");
    }

    private Optional<String> find(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** {@return an id as ids are compared: Aura states them in lower case, people copy them in any} */
    static String folded(String id) {
        return id.trim().toLowerCase(Locale.ROOT);
    }

    @Override
    public String id() {
        return text("id");
    }

    @Override
    public String name() {
        return text("name");
    }

    @Override
    public InstanceStatus status() {
        return new InstanceStatus(text("status"));
    }

    @Override
    public String tenantId() {
        return text("tenant_id");
    }

    @Override
    public String cloudProvider() {
        return text("cloud_provider");
    }

    @Override
    public Optional<String> region() {
        return find("region");
    }

    @Override
    public String type() {
        return text("type");
    }

    @Override
    public Optional<String> memory() {
        return find("memory");
    }

    @Override
    public Optional<String> storage() {
        return find("storage");
    }

    @Override
    public Optional<URI> connectionUrl() {
        return find("connection_url").flatMap(Uris::parse);
    }

    @Override
    public Optional<Instant> createdAt() {
        return find("created_at").flatMap(TimeStamps::parse);
    }

    @Override
    public Optional<String> cdcEnrichmentMode() {
        return find("cdc_enrichment_mode");
    }

    Optional<String> customerManagedKey() {
        return find("customer_managed_key_id");
    }

    @Override
    public Snapshots snapshots() {
        return new AuraSnapshots(account, id());
    }

    @Override
    public Instance refresh() {
        return Existing.instance(account, id());
    }

    @Override
    public String reference() {
        return InstanceTarget.reference(id());
    }

    @Override
    public RestoreEnvironment environment() {
        return account.environment();
    }

    @Override
    public Observation observe(Look look) throws InterruptedException {
        return asTarget().observe(look);
    }

    @Override
    public Optional<Safeguard> safeguard() {
        return asTarget().safeguard();
    }

    @Override
    public Optional<URI> connection(Look look) throws InterruptedException {
        return asTarget().connection(look);
    }

    /** {@return where its metrics are; empty where Aura does not state it} */
    Optional<URI> metricsUrl() {
        return find("metrics_integration_url").flatMap(Uris::parse);
    }

    @Override
    public String toString() {
        return description();
    }
}
