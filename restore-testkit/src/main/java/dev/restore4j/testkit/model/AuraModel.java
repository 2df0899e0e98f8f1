package dev.restore4j.testkit.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.testkit.wire.AuraAnswer;
import dev.restore4j.testkit.wire.AuraRequest;
import dev.restore4j.testkit.wire.Draw;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Aura's API, and the Console's endpoints for imports, as a state machine: what it answers depends on the request, the stated time and what came before, and on
 * nothing else. Time must not go back. Not thread-safe: whoever drives it, locks.
 */
public final class AuraModel {

    /** Every access token contains it, so that a test can search logs, messages and files for a leak. */
    public static final String TOKEN_MARKER = "FakeAuraToken-";

    /** Every client secret and every initial password contains it. */
    public static final String SECRET_MARKER = "FakeAuraSecret-";

    private final World world;
    private final Draw draw;
    private final Access access;
    private final RateLimit limit;
    private final Operations operations;
    private final InstanceEndpoints instances;
    private final SnapshotEndpoints snapshots;
    private final RestoreEndpoints restores;
    private final CreateEndpoint create;
    private final TenantEndpoints tenants;
    private final ImportEndpoints imports;
    private final Backstage backstage;

    /**
     * An account with one tenant and no instances.
     *
     * @param settings which of the possible Auras it is
     */
    public AuraModel(Settings settings) {
        world = new World(settings);
        draw = world.draw.at("request");
        access = new Access(world.draw, settings.quirks());
        limit = new RateLimit(
                settings.limits().requestsAMinute(), settings.quirks().position(Quirk.RateWindow.class));
        operations = new Operations(world);
        instances = new InstanceEndpoints(world, operations);
        snapshots = new SnapshotEndpoints(world, operations);
        restores = new RestoreEndpoints(world, operations);
        create = new CreateEndpoint(world, operations);
        tenants = new TenantEndpoints(world);
        imports = new ImportEndpoints(world, operations);
        backstage = new Backstage(world, operations);
    }

    /**
     * Answers a request.
     *
     * @param request what arrived
     * @param cause when, and as which request
     * @return the answer
     */
    public AuraAnswer answer(AuraRequest request, Cause cause) {
        settle(cause.now());
        Optional<Endpoint> endpoint = Endpoint.of(request.method(), request.path());
        Optional<Endpoint> console = endpoint.filter(Endpoint::isConsole);
        if (Hosts.isOther(request, console.isPresent())) {
            return Answers.error(404, "not-found", "Not a path of this host");
        }
        if (console.isPresent()) {
            return imports.answer(new Call(request, console.get(), cause));
        }
        boolean token = endpoint.isPresent() && endpoint.get() == Endpoint.TOKEN;
        if (!token || world.quirks().has(Quirk.TokenRequests.COUNT)) {
            Optional<Duration> wait = limit.count(cause.now());
            if (wait.isPresent()) {
                return tooMany(cause.now(), wait.get());
            }
        }
        if (token) {
            return access.issue(request, cause.now());
        }
        Optional<AuraAnswer> refusal = access.check(request, cause.now());
        return refusal.orElseGet(() -> authenticated(request, endpoint, cause));
    }

    /**
     * The id by which support finds a request.
     *
     * @param ordinal the request's, counted from 1
     * @return in the layout of {@code X-Request-Id}
     */
    public String requestId(int ordinal) {
        Draw id = draw.at(ordinal);
        return id.hex(32) + "/" + Long.toUnsignedString(id.at("suffix").bits());
    }

    /**
     * Lets everything happen that is due.
     *
     * @param now the time
     */
    public void settle(Instant now) {
        world.timeline.settle(now);
    }

    /** {@return the real work that was asked for since the last call} */
    public List<Effect> takeEffects() {
        List<Effect> effects = new ArrayList<>(world.effects);
        world.effects.clear();
        return effects;
    }

    /**
     * Reports that real work was done.
     *
     * @param effect which
     * @param now the time
     */
    public void succeeded(Effect effect, Instant now) {
        operations.report(effect, now, true);
    }

    /**
     * Reports that real work has failed.
     *
     * @param effect which
     * @param now the time
     */
    public void failed(Effect effect, Instant now) {
        operations.report(effect, now, false);
    }

    /**
     * Reports that an archive was loaded.
     *
     * @param effect which
     * @param now the time
     * @param content the label of what was in it
     */
    public void loaded(Effect effect, Instant now, String content) {
        imports.upload(effect.snapshot()).content = content;
        succeeded(effect, now);
    }

    /**
     * Reports that an archive cannot be loaded.
     *
     * @param effect which
     * @param now the time
     * @param failure what the Console is to say about it
     */
    public void failed(Effect effect, Instant now, LoadFailure failure) {
        imports.upload(effect.snapshot()).failure = failure;
        failed(effect, now);
    }

    /**
     * Says where archives go. Without it, none can be announced.
     *
     * @param store asked with the model locked
     */
    public void uploadsGoTo(UploadStore store) {
        world.store = Optional.of(store);
    }

    /** {@return all uploads that were announced, oldest first} */
    public List<Upload> uploads() {
        return imports.uploads();
    }

    /** {@return what happens behind the client's back} */
    public Backstage backstage() {
        return backstage;
    }

    /** {@return the id of the one credential} */
    public String clientId() {
        return access.clientId();
    }

    /** {@return the secret of the one credential} */
    public String clientSecret() {
        return access.clientSecret();
    }

    /** Replaces the secret; tokens that were issued remain valid. */
    public void rotateSecret() {
        access.rotateSecret();
    }

    /** Revokes all tokens: the API refuses them with 403, the Console with 401. */
    public void revokeTokens() {
        access.revokeTokens();
        imports.revokeTokens();
    }

    /** {@return how many requests the limit has refused} */
    public int refusedByLimit() {
        return limit.refused();
    }

    private AuraAnswer authenticated(AuraRequest request, Optional<Endpoint> endpoint, Cause cause) {
        AuraAnswer answer = routed(request, endpoint, cause);
        return answer.withHeader(
                "X-Request-Id", requestId(cause.requestOrdinal().orElse(0)));
    }

    private AuraAnswer routed(AuraRequest request, Optional<Endpoint> endpoint, Cause cause) {
        if (endpoint.isEmpty()) {
            return Endpoint.isPath(request.path())
                    ? Answers.error(405, "method-not-allowed", "Not a method of this path")
                    : Answers.error(404, "not-found", "Not a path of this API");
        }
        Call call = new Call(request, endpoint.get(), cause);
        boolean hasBody = request.method().equals("POST") || request.method().equals("PATCH");
        if (!hasBody) {
            return reading(call);
        }
        if (!request.header("content-type").orElse("").startsWith("application/json")) {
            return access.refusal(415, "unsupported-media-type", "Content-Type must be application/json");
        }
        return Json.parseObject(request.body())
                .map(body -> writing(call, body))
                .orElseGet(() -> Answers.error(400, "bad-request", "The body is not a JSON object"));
    }

    private AuraAnswer reading(Call call) {
        return switch (call.endpoint()) {
            case LIST_TENANTS -> tenants.list();
            case GET_TENANT -> tenants.get(call);
            case LIST_INSTANCES -> instances.list(call);
            case GET_INSTANCE -> instances.get(call);
            case DELETE_INSTANCE -> instances.delete(call);
            case LIST_SNAPSHOTS -> snapshots.list(call);
            case GET_SNAPSHOT -> snapshots.get(call);
            default -> throw new IllegalStateException(call.endpoint() + " has a body");
        };
    }

    private AuraAnswer writing(Call call, ObjectNode body) {
        return switch (call.endpoint()) {
            case CREATE_INSTANCE -> create.create(call, body);
            case PATCH_INSTANCE -> instances.patch(call, body);
            case PAUSE -> instances.pause(call);
            case RESUME -> instances.resume(call);
            case OVERWRITE -> restores.overwrite(call, body);
            case CREATE_SNAPSHOT -> snapshots.create(call);
            case RESTORE -> restores.restore(call);
            default -> throw new IllegalStateException(call.endpoint() + " has no body");
        };
    }

    private AuraAnswer tooMany(Instant now, Duration wait) {
        AuraAnswer refusal = access.refusal(429, "too-many-requests", "Too many requests");
        Instant free = now.plus(wait).plusMillis(999);
        return switch (world.quirks().position(Quirk.RetryAfter.class)) {
            case SECONDS ->
                refusal.withHeader(
                        "Retry-After", String.valueOf(wait.plusMillis(999).toSeconds()));
            case HTTP_DATE ->
                refusal.withHeader(
                        "Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(free.atOffset(ZoneOffset.UTC)));
            case NONE -> refusal;
        };
    }
}
