package dev.restore4j.engine;

import dev.restore4j.event.Progress;
import dev.restore4j.event.RestoreEvent;
import dev.restore4j.journal.JournalEntry;
import dev.restore4j.operation.Durations;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreResult.Timeline;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.operation.RestoreStatus;
import dev.restore4j.spi.Observation;
import dev.restore4j.time.TimeSource;
import dev.restore4j.verify.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is going on: events for listeners, a status for whoever asks, the result at the end. */
final class Reporter {

    private final Job job;
    private final Ledger ledger;
    private final EventHub hub;
    private final TimeSource time;
    private final List<Finding> warnings = new ArrayList<>();
    private final Instant confirmedAt;
    private @Nullable Instant endedAt;
    private volatile Known known;
    private @Nullable String word;

    Reporter(Job job, Ledger ledger, EventHub hub, Instant confirmedAt) {
        this.job = job;
        this.ledger = ledger;
        this.hub = hub;
        this.time = job.environment().time();
        this.confirmedAt = confirmedAt;
        this.known = current("");
    }

    RestoreStatus status() {
        return known.status();
    }

    void refresh() {
        known = current(ledger.standing().ending().message());
    }

    /** What there is to say of an operation that is not submitted here, since that takes its plan. */
    private String waiting(Standing now) {
        if (now.takesTrace()) {
            return "The process that submitted it is gone, and what became of it takes a process with its plan to find out: run"
                    + " its own program again.";
        }
        if (!now.state().isBeforeSubmission() || now.concluded() != null) {
            return "This process has no plan for what is left to do: "
                    + (now.concluded() == null
                            ? "the target runs again, and the plan's checks have not looked at it."
                            : "the end is certain, and the plan's last steps have not been taken.")
                    + " It waits until a process with the plan does it, or somebody ends it with endUnverified(...).";
        }
        return "Nothing was sent, and this process has no plan to send it: it waits until a process with the plan sends it,"
                + " somebody cancels it, or the confirmation expires at "
                + now.expiry(job.terms()).truncatedTo(ChronoUnit.SECONDS) + ".";
    }

    void stateChanged(RestoreState before, JournalEntry entry) {
        Standing now = ledger.standing();
        String message = message(entry);
        if (now.state().isEnd()) {
            endedAt = entry.at();
        }
        known = current(message);
        if (before == now.state()) {
            return; // such as the first change seen, which the look itself reports
        }
        hub.publish(new RestoreEvent.StateChanged(
                job.id(),
                job.target().reference(),
                entry.at(),
                before,
                now.state(),
                message,
                entry.value("requestId").orElse(null)));
    }

    private static String message(JournalEntry entry) {
        if (EntryType.of(entry.type()) == EntryType.SUBMITTING) {
            return "The request is being sent.";
        }
        if (EntryType.of(entry.type()) == EntryType.PREPARING) {
            return "What the request needs is being made. Nothing was sent that overwrites anything.";
        }
        if (EntryType.of(entry.type()) == EntryType.ACCEPTED) {
            return "Aura accepted the request; its answer says '"
                    + entry.value("word").orElse("") + "'.";
        }
        return entry.value("message")
                .orElseGet(() -> entry.value("word")
                        .map(text -> "The target says '" + text + "'.")
                        .orElse(""));
    }

    void looked(Watcher watcher, String seen, @Nullable String requestId) {
        word = seen;
        known = current("The target says '" + seen + "'.");
        publishLook(watcher, seen, requestId);
    }

    /** A look that did not reach the target: its last word stays its last word. */
    void notSeen(Watcher watcher, String hindrance, @Nullable String requestId) {
        known = current("The target cannot be read for now: " + hindrance + ".");
        publishLook(watcher, hindrance, requestId);
    }

    private void publishLook(Watcher watcher, String seen, @Nullable String requestId) {
        Duration elapsed = watcher.sinceSubmission();
        double estimate = Math.min(0.98, job.environment().durations().endedWithin(elapsed.toNanos() / 1e9));
        hub.publish(new RestoreEvent.Looked(
                job.id(), job.target().reference(), time.now(), seen, elapsed, estimate, requestId));
    }

    void stalled(Watcher watcher, Observation seen) {
        Duration unchanged = watcher.wordUnchanged();
        String advice = "The target has said '" + seen.word() + "' for " + Durations.text(unchanged)
                + ". The restore may still go on and is watched further. Look at the instance in the Aura Console; if it"
                + " stays so, ask Neo4j's support and quote the request id.";
        hub.publish(new RestoreEvent.RestoreStalled(
                job.id(), job.target().reference(), time.now(), seen.word(), unchanged, advice, seen.requestId()));
    }

    void warnOnce(String code, String message) {
        if (warnings.stream().noneMatch(warning -> warning.code().equals(code))) {
            warn(code, message);
        }
    }

    void warn(String code, String message) {
        warnings.removeIf(warning -> warning.code().equals(code));
        warnings.add(Finding.warning(code, message));
        hub.publish(new RestoreEvent.Warned(job.id(), job.target().reference(), time.now(), code, message));
    }

    void finished(RestoreResult result) throws InterruptedException {
        hub.publish(new RestoreEvent.Finished(job.id(), job.target().reference(), time.now(), result));
        hub.drain();
    }

    /** For any thread. */
    void progressed(Progress progress) {
        hub.publish(new RestoreEvent.Progressed(job.id(), job.target().reference(), time.now(), progress));
    }

    void checked(CheckResult result) {
        hub.publish(new RestoreEvent.Checked(job.id(), job.target().reference(), time.now(), result));
    }

    void regressed(CheckResult result) {
        hub.publish(new RestoreEvent.Regressed(job.id(), job.target().reference(), time.now(), result));
    }

    RestoreResult result(@Nullable RestoreResult rollback) {
        return building(ledger.standing()).rollback(rollback).build();
    }

    /** {@return the result where the operation stands so} */
    RestoreResult resultAt(Standing now) {
        return building(now).build();
    }

    private RestoreResult.Builder building(Standing now) {
        List<Finding> all = new ArrayList<>(warnings);
        all.addAll(ledger.warnings());
        now.warnings().stream()
                .filter(warning ->
                        warnings.stream().noneMatch(said -> said.code().equals(warning.code())))
                .forEach(all::add);
        Instant end = endedAt == null && now.state().isEnd() ? now.since() : endedAt;
        return job.resultAt(now).warnings(all).timeline(timeline(now, end));
    }

    /** {@return the result as far as it is known; for any thread} */
    RestoreResult soFar() {
        Standing then = known.standing();
        return job.resultAt(then).timeline(timeline(then, null)).build();
    }

    private Timeline timeline(Standing then, @Nullable Instant end) {
        return new Timeline(
                confirmedAt,
                then.submission().at(),
                then.submission().changeSeenAt(),
                then.around().restoredAt(),
                end);
    }

    private Known current(String message) {
        Standing now = ledger.standing();
        boolean takesPlan = now.state().isBeforeSubmission()
                || now.state() == RestoreState.VERIFYING
                || now.takesTrace()
                || (now.concluded() != null && !now.state().isEnd());
        boolean waits = job.route() == null && takesPlan;
        RestoreStatus status = new RestoreStatus(
                job.id(),
                now.state(),
                now.overwritten(job.terms().target().exposure()),
                now.since(),
                word,
                Duration.between(confirmedAt, time.now()),
                waits ? waiting(now) : message);
        return new Known(status, now);
    }

    /** What other threads may see. */
    private record Known(RestoreStatus status, Standing standing) {}
}
