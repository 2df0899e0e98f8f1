package dev.restore4j.aura;

import dev.restore4j.aura.wire.Json;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /instances/{id}/overwrite}: a snapshot over another instance. Both ids are always sent: with the instance's
 * alone, Aura clones its present state, which is what one restores from a snapshot to get away from.
 */
final class OverwriteRoute extends SnapshotRoute {

    static final String KIND = "snapshot-overwrite";

    private final InstanceTarget target;

    OverwriteRoute(SnapshotHandle source, InstanceTarget target) {
        super(source, target.account());
        this.target = target.reading(StatusWords.OF_OVERWRITE);
    }

    @Override
    public String kind() {
        return KIND;
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
        AuraInstance instance = readInstance(target.id(), onceBegun(urgency));
        List<Finding> findings = new ArrayList<>();
        ClientFindings.add(findings, account());
        SnapshotFindings.completed(findings, snapshot);
        SnapshotFindings.ofInstance(findings, snapshot, origin.id());
        SnapshotFindings.exportable(findings, snapshot);
        TargetFindings.running(findings, instance);
        TargetFindings.notFree(findings, instance);
        TargetFindings.largeEnough(findings, instance.memory(), origin, "target instance " + instance.id());
        TargetFindings.changeData(findings, instance);
        TargetFindings.usersNotCopied(findings);
        return new Preflight(exportedView(snapshot), instance.view(), findings, since);
    }

    @Override
    public SubmissionAnswer submit(OperationId operation, long latestNanos) throws InterruptedException {
        String body = Json.write(Json.object()
                .put("source_instance_id", source().instanceId())
                .put("source_snapshot_id", source().id()));
        String what = "the overwriting of instance " + target.id() + " by snapshot " + source().id() + " of instance "
                + source().instanceId();
        return submit(
                latestNanos,
                ApiCall.overwrite(target.id(), source().instanceId(), body),
                new SubmissionReply(what, new InstanceBody(target.id())));
    }
}
