package dev.restore4j.aura;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.error.RestoreException;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Fingerprint;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code POST /instances} with a source: a snapshot into an instance that does not exist yet. */
final class NewInstanceRoute extends SnapshotRoute {

    private static final List<String> REQUIRED =
            List.of("version", "region", "memory", "type", "tenant_id", "cloud_provider");

    private final NewInstance target;
    private final Consumer<InstanceCredentials> receiver;
    /** What the last look saw and somebody confirmed: that, and nothing newer, is what may be sent. */
    private volatile @Nullable Map<String, String> seen;

    NewInstanceRoute(SnapshotHandle source, NewInstance target) {
        super(source, target.account());
        this.target = target;
        this.receiver = target.receiver()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "Call credentialsTo(...) on the new instance first: its password is stated once and would be lost."));
    }

    @Override
    public String kind() {
        return "snapshot-new-instance";
    }

    @Override
    public RestoreTarget target() {
        return target;
    }

    @Override
    public Preflight look(Urgency urgency) throws InterruptedException {
        AuraSnapshot snapshot = readSnapshot(urgency);
        Instant since = account().environment().time().now();
        AuraInstance origin = readInstance(source().instanceId(), onceBegun(urgency));
        Map<String, String> wanted = specification(origin);
        List<Finding> findings = new ArrayList<>();
        ClientFindings.add(findings, account());
        SnapshotFindings.completed(findings, snapshot);
        SnapshotFindings.ofInstance(findings, snapshot, origin.id());
        SnapshotFindings.exportable(findings, snapshot);
        incomplete(findings, wanted, origin);
        if (target.wishes().containsKey("memory")) {
            TargetFindings.largeEnough(findings, Optional.ofNullable(wanted.get("memory")), origin, "the new instance");
        }
        TargetFindings.ownKey(findings, origin);
        TargetFindings.usersNotCopied(findings);
        seen = wanted;
        return new Preflight(exportedView(snapshot), view(wanted), findings, since);
    }

    private TargetView view(Map<String, String> wanted) {
        Map<String, String> fields = new TreeMap<>(wanted);
        fields.put("name", target.name());
        String description =
                "new instance '" + target.name() + "' (" + wanted.getOrDefault("type", "type not stated") + ", "
                        + wanted.getOrDefault("memory", "memory not stated") + ", "
                        + wanted.getOrDefault("cloud_provider", "cloud not stated") + " "
                        + wanted.getOrDefault("region", "region not stated") + ")";
        return new TargetView(target.name(), description, Fingerprint.of(fields), TargetView.Exposure.NEW);
    }

    private Map<String, String> specification(AuraInstance origin) {
        Map<String, String> wanted = new TreeMap<>(origin.fingerprint().fields());
        wanted.keySet().retainAll(REQUIRED);
        wanted.put("version", "5");
        wanted.putAll(target.wishes());
        return wanted;
    }

    private static void incomplete(List<Finding> findings, Map<String, String> wanted, AuraInstance origin) {
        List<String> missing = new ArrayList<>(REQUIRED);
        missing.removeAll(wanted.keySet());
        if (!missing.isEmpty()) {
            findings.add(Finding.blocking(
                    "new-instance-incomplete",
                    "Source instance " + origin.id() + " does not state " + String.join(", ", missing)
                            + ", as while it is paused. Set it on the new instance."));
        }
    }

    @Override
    public SubmissionAnswer submit(OperationId operation, long latestNanos) throws InterruptedException {
        Map<String, String> wanted = seen;
        if (wanted == null) {
            try {
                wanted = specification(readInstance(source().instanceId(), Urgency.of(Rank.SUBMISSION)));
            } catch (RestoreException e) {
                return notSent(e);
            }
        }
        ObjectNode body = Json.object();
        wanted.forEach(body::put);
        String name = target.nameFor(operation);
        body.put("name", name)
                .put("source_instance_id", source().instanceId())
                .put("source_snapshot_id", source().id());
        String what = "the creation of instance '" + name + "' from snapshot " + source().id() + " of instance "
                + source().instanceId();
        return submit(
                latestNanos,
                ApiCall.create(source().instanceId(), Json.write(body)),
                new SubmissionReply(what, new CreatedBody(receiver)));
    }
}
