package dev.restore4j.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.testkit.wire.AuraAnswer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Console's endpoints to which neo4j-admin uploads. They are no part of the API: other host, other tokens, no limit of
 * requests that is known. As measured with neo4j-admin 5.26.30 and 2026.08.1; what Aura does with an instance that is
 * busy, paused or {@code loading failed} is a guess, and 409 before anything is sent.
 */
final class ImportEndpoints {

    private final World world;
    private final Operations operations;
    private final Refusals refusals;
    private final ConsoleTokens tokens;

    ImportEndpoints(World world, Operations operations) {
        this.world = world;
        this.operations = operations;
        this.refusals = new Refusals(world);
        this.tokens = new ConsoleTokens(world.draw);
    }

    AuraAnswer answer(Call call) {
        InstanceState instance = refusals.find(call.id(0), call.now());
        if (instance == null) {
            return ConsoleAnswers.refusal(404, "Database not found: " + call.id(0), "NotFound");
        }
        if (call.endpoint() == Endpoint.IMPORT_AUTH) {
            return authenticate(instance, call);
        }
        Optional<ConsoleTokens.Grant> grant = tokens.of(call.request(), instance);
        if (grant.isEmpty()) {
            return ConsoleAnswers.refusal(401, "The token is invalid or has expired", "Unauthorized");
        }
        if (call.endpoint() == Endpoint.IMPORT_STATUS) {
            return status(instance, call.now());
        }
        return Json.parseObject(call.request().body())
                .map(body -> posted(instance, call, body, grant.get()))
                .orElseGet(() -> ConsoleAnswers.refusal(400, "The body is not a JSON object", "BadRequest"));
    }

    void revokeTokens() {
        tokens.revoke();
    }

    List<Upload> uploads() {
        return world.uploads.stream().map(UploadState::view).toList();
    }

    UploadState upload(String id) {
        return world.uploads.stream()
                .filter(upload -> upload.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there never was an upload " + id));
    }

    private AuraAnswer posted(InstanceState instance, Call call, ObjectNode body, ConsoleTokens.Grant grant) {
        return switch (call.endpoint()) {
            case IMPORT_SIZE -> size(instance, body);
            case IMPORT_START -> start(instance, call, body);
            case IMPORT_PARTS -> parts(instance, body);
            case IMPORT_COMPLETE -> complete(instance, call, body, grant);
            default -> throw new IllegalStateException(call.endpoint() + " is not posted to the Console");
        };
    }

    private AuraAnswer authenticate(InstanceState instance, Call call) {
        if (!ConsoleTokens.isLogin(call.request(), instance, world)) {
            return ConsoleAnswers.refusal(401, "Invalid username or password", "Unauthorized");
        }
        boolean consent = call.request().header("confirmed").orElse("").equals("true");
        if (!consent && world.quirks().has(Quirk.ConsentAsked.AT_AUTH)) {
            return noConsent();
        }
        return ConsoleAnswers.of(200, Json.object().put("Token", tokens.issue(instance, consent)));
    }

    private static AuraAnswer noConsent() {
        return ConsoleAnswers.refusal(409, "The database contains data", "NoConsent");
    }

    private static AuraAnswer size(InstanceState instance, ObjectNode body) {
        return tooLarge(instance, body).orElseGet(() -> ConsoleAnswers.of(200, Json.object()));
    }

    private static Optional<AuraAnswer> tooLarge(InstanceState instance, ObjectNode body) {
        if (body.path("FullSize").asLong() <= instance.importLimit()) {
            return Optional.empty();
        }
        LoadFailure why =
                LoadFailure.of("The archive is larger than the storage of the instance", "ImportExceedsMaxSize");
        return Optional.of(ConsoleAnswers.refusal(422, why));
    }

    private AuraAnswer start(InstanceState instance, Call call, ObjectNode body) {
        if (!body.path("Crc32").isNumber() || !body.path("DumpSize").isNumber()) {
            return ConsoleAnswers.refusal(400, "Crc32 or DumpSize is missing", "BadRequest");
        }
        Optional<AuraAnswer> refusal = tooLarge(instance, body).or(() -> unavailable(instance, call.now()));
        if (refusal.isPresent() || world.store.isEmpty()) {
            return refusal.orElseGet(() -> ConsoleAnswers.refusal(503, "There is no store", "Unavailable"));
        }
        UploadState upload = announced(instance, call, body, world.store.get());
        return ConsoleAnswers.of(202, addresses(upload, world.store.get()));
    }

    private UploadState announced(InstanceState instance, Call call, ObjectNode body, UploadStore store) {
        long bytes = body.path("DumpSize").asLong();
        long crc32 = body.path("Crc32").asLong();
        if (!world.quirks().has(Quirk.RepeatedUpload.STARTS_ANEW)) {
            for (UploadState former : world.uploads) {
                if (former.isOf(instance, bytes, crc32) && former.completions == 0) {
                    return former;
                }
            }
        }
        UploadProvider provider = instance.spec.cloudProvider().equals("aws") ? UploadProvider.AWS : UploadProvider.GCP;
        String version = call.request().header("neo4j-version").orElse("");
        Upload announced = new Upload(
                world.newUploadId(),
                instance.id,
                provider,
                bytes,
                crc32,
                body.path("FullSize").asLong(),
                version,
                store.parts(provider, bytes),
                0);
        UploadState upload = new UploadState(announced, instance);
        world.uploads.add(upload);
        return upload;
    }

    /** Of an upload that goes on, those of some parts: neo4j-admin counts from the end. */
    private ObjectNode addresses(UploadState upload, UploadStore store) {
        List<URI> links = store.open(upload.view());
        ObjectNode body = Json.object().put("Provider", upload.provider.name()).put("UploadID", upload.id);
        body.put("TotalParts", upload.parts);
        if (upload.provider == UploadProvider.GCP) {
            return body.put("SignedURI", links.get(0).toString());
        }
        SortedMap<Integer, String> arrived = store.arrived(upload.id);
        ArrayNode array = body.putArray("SignedLinks");
        for (int number = 1; number <= links.size(); number++) {
            if (hasAddress(number, arrived)) {
                array.add(links.get(number - 1).toString());
            }
        }
        return body;
    }

    private boolean hasAddress(int part, SortedMap<Integer, String> arrived) {
        if (world.quirks().has(Quirk.RepeatedUpload.GOES_ON_WITH_MISSING)) {
            return !arrived.containsKey(part);
        }
        if (world.quirks().has(Quirk.RepeatedUpload.GOES_ON_WITH_LAST)) {
            return part > arrived.size();
        }
        int first = 1;
        while (arrived.containsKey(first)) {
            first++;
        }
        return part >= first;
    }

    private AuraAnswer parts(InstanceState instance, ObjectNode body) {
        Optional<UploadState> upload = named(instance, body);
        if (upload.isEmpty() || world.store.isEmpty()) {
            return unknown();
        }
        ObjectNode answer = Json.object()
                .put("UploadID", upload.get().id)
                .put("Provider", upload.get().provider.name());
        ArrayNode parts = answer.putArray("Parts");
        world.store
                .get()
                .arrived(upload.get().id)
                .forEach((number, tag) ->
                        parts.addObject().put("PartNumber", number).put("ETag", tag));
        return ConsoleAnswers.of(200, answer);
    }

    /** The act that cannot be repeated: each one that is accepted replaces the data once more. */
    private AuraAnswer complete(InstanceState instance, Call call, ObjectNode body, ConsoleTokens.Grant grant) {
        Optional<UploadState> upload = named(instance, body);
        if (upload.isEmpty() || world.store.isEmpty()) {
            return unknown();
        }
        if (!grant.consent()) {
            return noConsent();
        }
        Optional<AuraAnswer> refusal = unavailable(instance, call.now());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        SortedMap<Integer, String> claimed = new TreeMap<>();
        for (JsonNode part : body.path("Parts")) {
            claimed.put(part.path("PartNumber").asInt(), part.path("ETag").asText());
        }
        world.store.get().claim(upload.get().id, claimed);
        upload.get().completions++;
        operations.load(instance, upload.get(), call.cause());
        return ConsoleAnswers.of(200, Json.object());
    }

    /** By its id where there is one, else the newest of that checksum. */
    private Optional<UploadState> named(InstanceState instance, ObjectNode body) {
        String id = body.path("UploadID").asText("");
        long crc32 = body.path("Crc32").asLong(-1);
        return world.uploads.stream()
                .filter(upload -> upload.instance == instance && upload.crc32 == crc32)
                .filter(upload -> id.isEmpty() ? upload.provider == UploadProvider.GCP : upload.id.equals(id))
                .reduce((former, later) -> later);
    }

    private static AuraAnswer unknown() {
        return ConsoleAnswers.refusal(404, "No such upload", "NotFound");
    }

    private AuraAnswer status(InstanceState instance, Instant now) {
        String word = instance.status(now);
        ObjectNode body = Json.object().put("Status", word);
        if (word.equals(InstanceState.LOADING_FAILED) && instance.loadFailure != null) {
            body.set("Error", ConsoleAnswers.node(instance.loadFailure));
        }
        return ConsoleAnswers.of(200, body);
    }

    private Optional<AuraAnswer> unavailable(InstanceState instance, Instant now) {
        Optional<AuraAnswer> refusal =
                refusals.busyOrNotRunning(instance, now).or(() -> refusals.failedBefore(instance, now));
        return refusal.map(api -> ConsoleAnswers.refusal(
                409, "Not available while the instance is " + instance.status(now), "InstanceUnavailable"));
    }
}
