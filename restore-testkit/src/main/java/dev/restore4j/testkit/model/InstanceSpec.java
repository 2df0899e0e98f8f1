package dev.restore4j.testkit.model;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an instance is made of; a mutable builder that is read once. Unless stated otherwise: a running
 * {@code professional-db} of 8 GB in {@code gcp europe-west1}, created thirty days ago. Not thread-safe.
 */
public final class InstanceSpec {

    private String name = "Instance01";
    private String type = "professional-db";
    private int gigabytes = 8;
    private String region = "europe-west1";
    private String cloudProvider = "gcp";
    private Optional<String> id = Optional.empty();
    private Optional<String> tenant = Optional.empty();
    private Optional<Instant> createdAt = Optional.empty();
    private Optional<URI> boltUri = Optional.empty();
    private String user = "neo4j";
    private Optional<String> password = Optional.empty();
    private OptionalLong importLimit = OptionalLong.empty();

    /** Starts from the defaults. */
    public InstanceSpec() {}

    /**
     * Sets the name.
     *
     * @param value 1 to 30 characters, none of them blank at either end; need not be unique
     * @return this
     * @throws IllegalArgumentException if Aura would refuse it
     */
    public InstanceSpec name(String value) {
        if (!CreateEndpoint.isName(value)) {
            throw new IllegalArgumentException("an instance's name has 1 to 30 characters: '" + value + "'");
        }
        name = value;
        return this;
    }

    /**
     * Sets the type.
     *
     * @param value as the API spells it, for example {@code business-critical}
     * @return this
     */
    public InstanceSpec type(String value) {
        type = value;
        return this;
    }

    /**
     * Sets the memory.
     *
     * @param value as the API spells it, for example {@code 8GB}
     * @return this
     */
    public InstanceSpec memory(String value) {
        gigabytes = gigabytes(value).orElseThrow(() -> new IllegalArgumentException("not a memory size: " + value));
        return this;
    }

    /**
     * Sets where it runs.
     *
     * @param provider {@code gcp}, {@code aws} or {@code azure}
     * @param value the region
     * @return this
     */
    public InstanceSpec region(String provider, String value) {
        cloudProvider = provider;
        region = value;
        return this;
    }

    /**
     * Sets the id instead of drawing one.
     *
     * @param value eight hexadecimal digits in Aura
     * @return this
     */
    public InstanceSpec id(String value) {
        id = Optional.of(value);
        return this;
    }

    /**
     * Sets the tenant (project) instead of the account's first.
     *
     * @param value its id
     * @return this
     */
    public InstanceSpec tenant(String value) {
        tenant = Optional.of(value);
        return this;
    }

    /**
     * Sets when it was created.
     *
     * @param value the time
     * @return this
     */
    public InstanceSpec createdAt(Instant value) {
        createdAt = Optional.of(value);
        return this;
    }

    /**
     * Sets where Bolt is, for an instance with something real behind it.
     *
     * @param value shown as {@code connection_url}
     * @return this
     */
    public InstanceSpec boltUri(URI value) {
        boltUri = Optional.of(value);
        return this;
    }

    /**
     * Sets who may log in to the database, and so may import into it; {@code neo4j} with a drawn password unless set.
     *
     * @param name the user's name
     * @param secret the user's password
     * @return this
     */
    public InstanceSpec login(String name, String secret) {
        user = name;
        password = Optional.of(secret);
        return this;
    }

    /**
     * Sets how large the content of an imported archive may be; the storage, twice the memory, unless set.
     *
     * @param bytes uncompressed
     * @return this
     */
    public InstanceSpec importLimit(long bytes) {
        importLimit = OptionalLong.of(bytes);
        return this;
    }

    /** The same, as another instance created at another time. */
    InstanceSpec again() {
        InstanceSpec copy = new InstanceSpec();
        copy.name = name;
        copy.type = type;
        copy.gigabytes = gigabytes;
        copy.region = region;
        copy.cloudProvider = cloudProvider;
        copy.tenant = tenant;
        copy.importLimit = importLimit;
        return copy;
    }

    String name() {
        return name;
    }

    String type() {
        return type;
    }

    int gigabytes() {
        return gigabytes;
    }

    String region() {
        return region;
    }

    String cloudProvider() {
        return cloudProvider;
    }

    Optional<String> id() {
        return id;
    }

    Optional<String> tenant() {
        return tenant;
    }

    Optional<Instant> createdAt() {
        return createdAt;
    }

    Optional<URI> boltUri() {
        return boltUri;
    }

    String user() {
        return user;
    }

    Optional<String> password() {
        return password;
    }

    OptionalLong importLimit() {
        return importLimit;
    }

    static Optional<Integer> gigabytes(String memory) {
        if (!memory.matches("[1-9][0-9]{0,3}GB")) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(memory.substring(0, memory.length() - 2)));
    }
}
