package dev.restore4j.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Everything that changes an instance, which is lost afterwards as far as its data goes. */
final class ChangeChecks {

    private static final String RUNNING = "running";

    private final Wire wire;
    private final String id;

    ChangeChecks(Wire wire, String id) {
        this.wire = wire;
        this.id = id;
    }

    List<Check> all() {
        return List.of(
                new Check("a rename answers 200 with the instance", this::rename),
                new Check("a snapshot answers 202 with only its id, and one is taken at a time", this::snapshot),
                new Check("a snapshot is exportable only when it is completed", this::exportable),
                new Check("a restore answers 202 with the instance and refuses others meanwhile", this::restore),
                new Check("a paused instance cannot be paused and hides its URL while resuming", this::pause));
    }

    private void rename() throws Exception {
        String name = wire.waitFor(id, RUNNING).data().path("name").asText();
        Wire.Reply reply = wire.patch("/instances/" + id, "{\"name\":\"contract\"}");
        Check.equal(200, reply.status(), "the status");
        Check.equal("contract", reply.data().path("name").asText(), "the new name");
        wire.patch("/instances/" + id, "{\"name\":\"" + name + "\"}");
    }

    private void snapshot() throws Exception {
        String snapshot = takeSnapshot();
        wire.post("/instances/" + id + "/snapshots", "{}").isError(409, "snapshot-not-allowed");
        completed(snapshot);
    }

    private void exportable() throws Exception {
        String snapshot = takeSnapshot();
        JsonNode fresh = wire.get(path(snapshot)).data();
        Check.that(!fresh.path("exportable").asBoolean(), "a snapshot under way should not be exportable");
        JsonNode done = completed(snapshot);
        Check.that(done.path("exportable").asBoolean(), "a completed snapshot should be exportable");
        Check.equal("AdHoc", done.path("profile").asText(), "the profile");
    }

    private void restore() throws Exception {
        String snapshot = takeSnapshot();
        completed(snapshot);
        Wire.Reply accepted = wire.post(path(snapshot) + "/restore", "{}");
        Check.equal(202, accepted.status(), "the status");
        Check.equal(id, accepted.data().path("id").asText(), "the instance");
        String status = accepted.data().path("status").asText();
        Check.that(Set.of("restoring", RUNNING).contains(status), "the 202 says " + status);
        Check.equal(409, wire.post(path(snapshot) + "/restore", "{}").status(), "a second restore");
        waitForChange();
        wire.waitFor(id, RUNNING);
    }

    /** The first reads may still say running. */
    private void waitForChange() throws Exception {
        for (int i = 0; i < 9; i++) {
            if (!wire.get("/instances/" + id).data().path("status").asText().equals(RUNNING)) {
                return;
            }
            wire.pause();
        }
    }

    private void pause() throws Exception {
        wire.waitFor(id, RUNNING);
        Wire.Reply accepted = wire.post("/instances/" + id + "/pause", "{}");
        Check.equal(202, accepted.status(), "the status");
        wire.waitFor(id, "paused");
        wire.post("/instances/" + id + "/pause", "{}").isError(409, "instance-action-unavailable");
        Wire.Reply resuming = wire.post("/instances/" + id + "/resume", "{}");
        Check.equal(202, resuming.status(), "the status");
        Check.that(resuming.data().path("connection_url").isNull(), "the URL should be null while resuming");
        wire.waitFor(id, RUNNING);
    }

    private String takeSnapshot() throws Exception {
        wire.waitFor(id, RUNNING);
        Wire.Reply reply = wire.post("/instances/" + id + "/snapshots", "{}");
        Check.equal(202, reply.status(), "the status of a snapshot");
        Check.equal(1, reply.data().size(), "the number of fields");
        return reply.data().path("snapshot_id").asText();
    }

    private JsonNode completed(String snapshot) throws Exception {
        for (int i = 0; i < 360; i++) {
            JsonNode data = wire.get(path(snapshot)).data();
            if (data.path("status").asText().equals("Completed")) {
                return data;
            }
            wire.pause();
        }
        throw new AssertionError("the snapshot " + snapshot + " was never completed");
    }

    private String path(String snapshot) {
        return "/instances/" + id + "/snapshots/" + snapshot;
    }
}
