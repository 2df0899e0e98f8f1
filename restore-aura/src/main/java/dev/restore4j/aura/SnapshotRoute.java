package dev.restore4j.aura;

import dev.restore4j.error.AccessException;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.operation.Ending;
import dev.restore4j.spi.Fingerprint;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.SourceView.Origin;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.Urgency;
import dev.restore4j.spi.Urgency.Rank;
import java.time.Duration;
import java.util.Map;

/** What the three ways from a snapshot have in common. All requests go through the target's client. Thread-safe. */
abstract class SnapshotRoute implements RestoreRoute {

    private final SnapshotHandle source;
    private final AuraAccount account;

    SnapshotRoute(SnapshotHandle source, AuraAccount account) {
        this.source = source;
        this.account = account;
    }

    final SnapshotHandle source() {
        return source;
    }

    final AuraAccount account() {
        return account;
    }

    @Override
    public final String sourceReference() {
        return source.sourceReference();
    }

    /** {@return the snapshot as it is now} */
    final AuraSnapshot readSnapshot(Urgency urgency) throws InterruptedException {
        Reading reading = account.read(ApiCall.snapshot(source.instanceId(), source.id()), urgency);
        return Existing.snapshot(account, source.instanceId(), source.id(), source.notAfter(), reading);
    }

    /** {@return how urgent the reads after the first are: a check that was begun is brought to its end first} */
    static Urgency onceBegun(Urgency urgency) {
        return urgency.rank() == Rank.CHECK ? Urgency.of(Rank.SUBMISSION) : urgency;
    }

    /** {@return an instance as it is now} */
    final AuraInstance readInstance(String id, Urgency urgency) throws InterruptedException {
        return Existing.instance(account, id, account.read(ApiCall.instance(id), urgency));
    }

    /** What an in-place restore needs of a snapshot: whether it can be exported does not matter, and expires early. */
    static SourceView sourceView(AuraSnapshot seen) {
        return new SourceView(seen.description(), seen.timestamp(), Fingerprint.of(seen.identity()));
    }

    /** What a copy of a snapshot needs of it; it replaces another instance's data. */
    static SourceView exportedView(AuraSnapshot seen) {
        Map<String, String> fields = seen.identity();
        seen.exportable().ifPresent(exportable -> fields.put("exportable", exportable.toString()));
        return new SourceView(seen.description(), seen.timestamp(), Fingerprint.of(fields), Origin.ELSEWHERE);
    }

    /** Sends the request, once, and judges what came back. */
    final SubmissionAnswer submit(long latestNanos, ApiCall call, SubmissionReply judge) throws InterruptedException {
        AuraTransport.Submitted submitted;
        try {
            submitted = account.transport().submit(call, latestNanos);
        } catch (RestoreException e) {
            return notSent(e);
        }
        return judge.answer(submitted, account.environment().time().now());
    }

    /** What the transport throws, it throws before it sends. */
    static SubmissionAnswer notSent(RestoreException e) {
        String message = String.valueOf(e.getMessage());
        String requestId = e.requestId().orElse(null);
        if (e instanceof RestoreRejectedException rejected) {
            return new SubmissionAnswer.Refused(new Ending(rejected.code(), message, Ending.Kind.REQUEST, requestId));
        }
        Duration after =
                e instanceof UnavailableException passing ? passing.retryAfter().orElse(null) : null;
        boolean access = e instanceof AccessException;
        Ending why = new Ending(
                access ? "access-refused" : "unavailable",
                message,
                access ? Ending.Kind.ACCESS : Ending.Kind.UNAVAILABLE,
                requestId);
        return new SubmissionAnswer.NotTakenOver(why, after);
    }
}
