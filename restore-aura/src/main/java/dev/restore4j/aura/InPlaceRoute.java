package dev.restore4j.aura;

import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /instances/{id}/snapshots/{id}/restore}: a snapshot over its own instance. */
final class InPlaceRoute extends SnapshotRoute {

    static final String KIND = "snapshot-in-place";

    private final InstanceTarget target;

    InPlaceRoute(SnapshotHandle source, InstanceTarget target) {
        super(source, target.account());
        this.target = target.reading(StatusWords.OF_RESTORE);
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
        AuraInstance instance = readInstance(target.id(), onceBegun(urgency));
        List<Finding> findings = new ArrayList<>();
        ClientFindings.add(findings, account());
        SnapshotFindings.completed(findings, snapshot);
        SnapshotFindings.ofInstance(findings, snapshot, target.id());
        TargetFindings.running(findings, instance);
        TargetFindings.changeData(findings, instance);
        return new Preflight(sourceView(snapshot), instance.view(), findings, since);
    }

    @Override
    public SubmissionAnswer submit(OperationId operation, long latestNanos) throws InterruptedException {
        String what = "the restore of instance " + target.id() + " from its snapshot " + source().id();
        return submit(
                latestNanos,
                ApiCall.restore(target.id(), source().id()),
                new SubmissionReply(what, new InstanceBody(target.id())));
    }
}
