package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.RestoreOperations;
import dev.restore4j.aura.http.MetricsCheck;
import dev.restore4j.catalog.Instance;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.RestoreSource;
import dev.restore4j.spi.RestoreTarget;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where Aura's instances come from, for one API credential. What is done with them is done by a {@code RestorePlan}: this is
 * no general client of the Aura API, and nothing here overwrites, creates or deletes anything.
 *
 * <pre>{@code
 * try (AuraClient aura = AuraClient.fromEnvironment()) {
 *     Instance production = aura.instance("2f49c2b3");
 *     Snapshot snapshot = production.snapshots().latestBefore(incident, Period.ofDays(7)).orElseThrow();
 *     RestorePlan.from(snapshot).confirm().execute();
 * }
 * }</pre>
 *
 * <p>All requests of one client share one budget, with priorities: see {@link AuraClientBuilder#requestBudget}. Reads are
 * tried again after what may pass (429, 5xx, network); a restore is never sent twice. Redirects are not followed. No secret
 * is in any log, exception or {@code toString}.
 *
 * <p>Thread-safe. One client for a process and credential is enough.
 */
public final class AuraClient implements AutoCloseable {

    private final AuraAccount account;
    private final AtomicBoolean closed = new AtomicBoolean();

    AuraClient(AuraAccount account) {
        this.account = account;
    }

    /** {@return a builder; what must be set is the credentials} */
    public static AuraClientBuilder builder() {
        return new AuraClientBuilder();
    }

    /**
     * {@return a client that is configured by environment variables}
     *
     * <table>
     * <caption>Variables</caption>
     * <tr><th>Variable</th><th>Meaning</th></tr>
     * <tr><td>{@code AURA_CLIENT_ID}</td><td>the API key's client id; required</td></tr>
     * <tr><td>{@code AURA_CLIENT_SECRET}</td><td>its secret; required</td></tr>
     * <tr><td>{@code AURA_API_URL}</td><td>the API, {@code https://api.neo4j.io} unless set; plain HTTP for loopback hosts
     * only</td></tr>
     * <tr><td>{@code AURA_REQUESTS_PER_MINUTE}</td><td>the request budget, 125 unless set</td></tr>
     * <tr><td>{@code AURA_PROTECTED_INSTANCES}</td><td>ids of instances, separated by commas, that are overwritten only after
     * a person has typed their name</td></tr>
     * <tr><td>{@code RESTORE4J_STATE_DIR}</td><td>the journal's directory: see
     * {@link dev.restore4j.journal.FileJournal}</td></tr>
     * </table>
     *
     * @throws IllegalStateException if a required variable is missing or one makes no sense; the message names it
     */
    public static AuraClient fromEnvironment() {
        return fromEnvironment(System.getenv()).build();
    }

    static AuraClientBuilder fromEnvironment(Map<String, String> environment) {
        return EnvironmentVariables.configure(builder(), environment);
    }

    /**
     * {@return all instances that the credential sees; those that {@link AuraClientBuilder#allowOnly} leaves out are not in it}
     *
     * <p>Aura's list states neither status nor size, so that this sends one read for the list and one for each instance, all
     * from the request budget. An instance that is deleted meanwhile is left out.
     *
     * @throws dev.restore4j.error.AccessException if the credentials are refused
     * @throws dev.restore4j.error.UnavailableException if Aura cannot be reached or asks to come back later
     * @throws dev.restore4j.error.ProtocolException if an answer makes no sense
     * @throws dev.restore4j.error.WaitInterruptedException if the thread was interrupted, whose flag is set again, or this
     *     client was closed meanwhile
     */
    public List<Instance> instances() {
        checkOpen();
        Reading listing = account.readNow(ApiCall.listInstances());
        List<Instance> found = new ArrayList<>();
        for (JsonNode entry : listing.data()) {
            String id = listing.required(entry, "id");
            if (account.transport().rules().allows(id)) {
                Reading reading = account.readNow(ApiCall.instance(id));
                if (!reading.isMissing()) {
                    found.add(AuraInstance.of(account, id, reading));
                }
            }
        }
        return List.copyOf(found);
    }

    /**
     * {@return the instance of this id as it is now; sends one read}
     *
     * @param id 8 hexadecimal characters, as the Console shows them
     * @throws dev.restore4j.error.RestoreRejectedException with the code {@code unknown-instance} if it does not exist; the
     *     message names those that do
     * @throws dev.restore4j.error.AccessException if the credentials are refused
     * @throws dev.restore4j.error.UnavailableException if Aura cannot be reached or asks to come back later
     * @throws dev.restore4j.error.ProtocolException if an answer makes no sense
     * @throws dev.restore4j.error.WaitInterruptedException if the thread was interrupted, whose flag is set again, or this
     *     client was closed meanwhile
     */
    public Instance instance(String id) {
        checkOpen();
        return Existing.instance(account, id);
    }

    /**
     * {@return the instances that rehearsals created and that are still there: to be looked at, and deleted in the Aura Console}
     *
     * <p>They are told by their names: {@code drill-}, anything, a hyphen, and the id of an operation. A rehearsal that is under
     * way has one, too: see {@link #operations()}. One that is being deleted is left out. Sends one read for the list and one for
     * each that is found; {@link AuraClientBuilder#allowOnly} does not hide them, since nobody can have allowed their ids.
     *
     * @throws dev.restore4j.error.AccessException if the credentials are refused
     * @throws dev.restore4j.error.UnavailableException if Aura cannot be reached or asks to come back later
     * @throws dev.restore4j.error.ProtocolException if an answer makes no sense
     * @throws dev.restore4j.error.WaitInterruptedException if the thread was interrupted; its flag is set again
     */
    public List<Instance> leftovers() {
        checkOpen();
        return new Leftovers(account).find();
    }

    /**
     * {@return a check that the restored instance reports its metrics}
     *
     * <p>Each look reads the instance, and then its {@code metrics_integration_url} with this client's token: to HTTPS addresses of
     * {@code neo4j.io} and to loopback hosts only, and outside of the request budget, which is the API's. Aura serves metrics to
     * keys of users with the role Metrics Reader, for the types {@code business-critical}, {@code enterprise-db} and
     * {@code enterprise-ds}. A key of its own for that is a client of its own: {@code builder().credentials(metricsKey).readOnly()}.
     */
    public MetricsCheck metrics() {
        checkOpen();
        return MetricsCheck.over(new AuraMetrics(account));
    }

    /**
     * {@return an instance to be created by a restore; sends nothing}
     *
     * @param name what its name begins with
     */
    public NewInstance newInstance(String name) {
        checkOpen();
        return NewInstance.named(account, name);
    }

    /**
     * {@return a backup file of this machine, to restore from; nothing is read or sent yet}
     *
     * <p>It is looked at when a plan is assessed, verified whole and sent by this JVM once that is confirmed, and loaded by Aura in
     * one act that is not repeated: see {@link dev.restore4j.aura.backup.BackupFile}. The protocol is the one of Neo4j's own
     * uploader, and no published API. The target is {@code instance.withLogin(...)}.
     *
     * @param path a {@code .backup}, {@code .dump} or {@code .tar}; its content decides, not its name
     */
    public RestoreSource backupFile(Path path) {
        checkOpen();
        return FileSource.at(path);
    }

    /**
     * {@return the operations in this client's journal: to list them, and to watch, cancel and settle them without a plan}
     */
    public RestoreOperations operations() {
        checkOpen();
        return RestoreOperations.of(account.environment(), this::target);
    }

    RestoreEnvironment environment() {
        return account.environment();
    }

    /** {@return the target that a reference in the journal names; empty where it is not one of Aura's; sends nothing} */
    Optional<RestoreTarget> target(String reference) {
        return TargetReferences.resolve(account, reference);
    }

    /**
     * Detaches: this client's methods throw {@link IllegalStateException} from now on, and it stops watching. Nothing is
     * cancelled: restores that are under way go on at Aura and are in the journal. Whoever waits for one, or for a request to
     * be sent, gets a {@link dev.restore4j.error.WaitInterruptedException} at once; a submission that waits is not sent; a
     * request that is being sent is awaited first, and so is, for 5 seconds at most, what is just being written to the journal.
     */
    @Override
    public void close() {
        closed.set(true);
        account.transport().close();
        account.environment().close();
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("This AuraClient was closed. Make another.");
        }
    }

    /** {@return the API's address, without secrets} */
    @Override
    public String toString() {
        return "AuraClient of " + account.transport().address();
    }
}
