package dev.restore4j.aura;

import dev.restore4j.error.RestoreException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.operation.Ending;
import dev.restore4j.spi.RestoreSource;
import dev.restore4j.spi.Safeguard;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.spi.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an instance's present data by a snapshot on demand: {@code POST /instances/{id}/snapshots}.
 *
 * <p>Aura takes one snapshot of an instance at a time, refuses others with 409, and answers with the new one's id alone. The
 * request is not sent again by itself but after a 401 or 403.
 */
final class InstanceSafeguard implements Safeguard {

    private final AuraAccount account;
    private final String instance;

    InstanceSafeguard(AuraAccount account, String instance) {
        this.account = account;
        this.instance = instance;
    }

    @Override
    public Begun begin(Urgency urgency) throws InterruptedException {
        SubmissionAnswer answer;
        try {
            AuraTransport.Submitted submitted = account.transport().change(ApiCall.takeSnapshot(instance), urgency);
            answer = new SubmissionReply(what(), new TakenBody(), RefusalReason::ofSnapshot)
                    .answer(submitted, account.environment().time().now());
        } catch (RestoreException e) {
            answer = SnapshotRoute.notSent(e);
        }
        return begun(answer);
    }

    private Begun begun(SubmissionAnswer answer) {
        if (answer instanceof Refused refused) {
            return refusal(refused.why(), null);
        }
        if (answer instanceof NotTakenOver notTakenOver) {
            return refusal(notTakenOver.why(), notTakenOver.after());
        }
        if (answer instanceof Accepted accepted) {
            String id = accepted.created();
            if (id != null) {
                return new Begun.Started(id);
            }
            throw lost("Aura " + accepted.word(), accepted.requestId());
        }
        Lost lost = (Lost) answer;
        throw lost(lost.why(), lost.requestId());
    }

    /** What may be otherwise the next time: no access will not be, nor will a request that was wrong. */
    private static Begun refusal(Ending why, @Nullable Duration after) {
        boolean passes = why.kind() == Ending.Kind.UNAVAILABLE || why.code().equals(RefusalReason.SNAPSHOT_NOT_NOW);
        return passes ? new Begun.NotNow(why, after) : new Begun.Refused(why);
    }

    private UnavailableException lost(String words, @Nullable String requestId) {
        return new UnavailableException(
                "It is not known whether " + what() + " was begun: " + words
                        + ". Look for it in the list of snapshots before another is asked for.",
                (Duration) null,
                requestId);
    }

    private String what() {
        return "the snapshot on demand of instance " + instance;
    }

    /**
     * {@inheritDoc}
     *
     * <p>See {@link SnapshotSearch} for what counts as since. Sends one read for each day, at most nine.
     */
    @Override
    public Optional<Kept> since(Instant moment, Urgency urgency) throws InterruptedException {
        return new SnapshotSearch(account, instance).since(moment, urgency).map(InstanceSafeguard::kept);
    }

    @Override
    public Optional<Kept> look(String snapshot, Urgency urgency) throws InterruptedException {
        Reading reading = account.read(ApiCall.snapshot(instance, snapshot), urgency);
        if (reading.isMissing()) {
            return Optional.empty();
        }
        AuraSnapshot seen = AuraSnapshot.of(account, instance, reading.data())
                .orElseThrow(() -> reading.unexpected("was answered without id, status or time stamp"));
        if (!seen.id().equals(snapshot)) {
            throw reading.unexpected("was answered with another snapshot");
        }
        return Optional.of(kept(seen));
    }

    private static Kept kept(AuraSnapshot seen) {
        return new Kept(seen.id(), condition(seen), seen.timestamp());
    }

    /** A word that nobody knows is neither completion nor failure: whoever waits for it waits for a limited time. */
    static Condition condition(AuraSnapshot seen) {
        return switch (seen.status().word().toLowerCase(java.util.Locale.ROOT)) {
            case "completed" -> Condition.COMPLETE;
            case "failed", "cancelled" -> Condition.FAILED;
            default -> Condition.PENDING;
        };
    }

    @Override
    public RestoreSource source(String snapshot) {
        return new SnapshotHandle(account, instance, snapshot, null);
    }

    @Override
    public Optional<Duration> keptFor() {
        return account.typeOf(instance).flatMap(OnDemandRetention::of);
    }
}
