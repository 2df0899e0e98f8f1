package dev.restore4j.engine;

import dev.restore4j.engine.Terms.PlanIdentity;
import dev.restore4j.error.JournalException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.journal.Journal;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Durations;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreResult.Timeline;
import dev.restore4j.operation.RestoreState;
import dev.restore4j.spi.Account;
import dev.restore4j.spi.RestoreEnvironment;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.Safeguard;
import dev.restore4j.spi.TargetView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the journal says of a plan and of its target. Reads only. */
public final class Precedents {

    private static final String ALREADY_TAKEN_BACK = "already-taken-back";

    private Precedents() {}

    /**
     * {@return what identifies a plan}
     *
     * @param route the kind of route
     * @param source the source's reference
     * @param target the target's reference
     */
    public static PlanIdentity identity(String route, String source, String target) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String text = route + '\n' + source + '\n' + target;
            byte[] hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
            return new PlanIdentity(HexFormat.of().formatHex(hash, 0, 16), route, source, target);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /**
     * {@return the operation that a plan goes on with, open or ended; one that has released its name is not gone on with}
     *
     * @param environment what the plan's client runs on
     * @param name the plan's name, or null; without one, only an operation without a name is gone on with that is open, or is
     *     still to be taken back
     * @param plan what identifies the plan
     * @throws RestoreRejectedException if another plan has that name, or if it was begun by a client of another address
     */
    public static Optional<JournalLog> continued(
            RestoreEnvironment environment, @Nullable String name, PlanIdentity plan) {
        Journal journal = environment.journal();
        if (name == null) {
            Optional<JournalLog> open = journal.openOn(plan.targetReference())
                    .filter(log -> isUnnamed(log, plan))
                    .or(() -> journal.list().stream()
                            .filter(log -> isUnnamed(log, plan))
                            .filter(log -> TakingBack.isUnderWay(
                                    journal, log, environment.time().now()))
                            .findFirst());
            open.ifPresent(log -> mustBeOf(environment, log));
            return open;
        }
        Optional<JournalLog> named = journal.named(name).filter(JournalLog::holdsName);
        named.ifPresent(log -> {
            if (!terms(log).plan().digest().equals(plan.digest())) {
                throw new RestoreRejectedException(
                        "name-used", nameUsed(name, log.operation().id()), null, null);
            }
            mustBeOf(environment, log);
        });
        return named;
    }

    /**
     * Refuses an operation that has ended where the source is not what it was: its result says nothing of what is there now. One that
     * is still under way, or still to be taken back, is gone on with nevertheless.
     *
     * @param route the plan's way, which knows the source
     * @param log the operation that the plan goes on with
     * @throws RestoreRejectedException if that is so
     */
    public static void mustBeOfThisSource(RestoreRoute route, JournalLog log) {
        RestoreEnvironment environment = route.target().environment();
        RestoreState state = Standing.of(log).state();
        if (!state.isEnd()
                || TakingBack.isUnderWay(
                        environment.journal(), log, environment.time().now())) {
            return;
        }
        List<String> changes = route.changesSince(terms(log).source());
        if (!changes.isEmpty()) {
            throw new RestoreRejectedException(
                    "name-used",
                    "The name '" + log.operation().name() + "' belongs to operation "
                            + log.operation().id() + ", which has ended as " + state + ", and was to restore "
                            + terms(log).source().description() + ". That has changed since: its "
                            + String.join("; its ", changes)
                            + ". Nothing was sent. Use another name, or look at that operation with"
                            + " operations().attach(...).",
                    null,
                    null);
        }
    }

    private static boolean isUnnamed(JournalLog log, PlanIdentity plan) {
        return log.operation().name() == null && terms(log).plan().digest().equals(plan.digest());
    }

    /** {@return where an operation was begun, and with which credential; empty where the journal does not say} */
    static Optional<Account> account(JournalLog log) {
        return Optional.ofNullable(Entries.account(log.entries().get(0)));
    }

    /**
     * Refuses an operation that was begun at another address: what is read here would say nothing of it.
     *
     * @param environment what the client runs on
     * @param log the operation
     * @throws RestoreRejectedException if that is so
     */
    public static void mustBeOf(RestoreEnvironment environment, JournalLog log) {
        String here = environment.account().map(Account::address).orElse(null);
        String there = account(log).map(Account::address).orElse(null);
        if (here != null && there != null && !here.equals(there)) {
            throw new RestoreRejectedException(
                    "another-client",
                    "Operation " + log.operation().id() + " was begun by a client of " + there
                            + ", and this client is one of " + here
                            + ": it cannot see what became of it. Nothing was sent. Use a client of " + there
                            + "; or another journal, if the restore at " + here + " has nothing to do with it.",
                    null,
                    null);
        }
    }

    /**
     * {@return the recorded result of an operation that has ended, with that of its rollback; empty while it has not}
     *
     * @param journal where the rollback is looked for
     * @param log the operation
     */
    public static Optional<RestoreResult> result(Journal journal, JournalLog log) {
        Standing standing = Standing.of(log);
        if (!standing.state().isEnd()) {
            return Optional.empty();
        }
        RestoreResult rollback = TakingBack.isDue(standing, terms(log))
                ? journal.named(TakingBack.name(log.operation().id()))
                        .map(back -> recorded(back, Standing.of(back)).build())
                        .orElse(null)
                : null;
        List<Finding> warnings = warnings(log, standing);
        if (rollback == null && TakingBack.isDue(standing, terms(log))) {
            warnings.add(Finding.warning(TakingBack.NOT_TAKEN_BACK, TakingBack.NOT_IN_THE_JOURNAL));
        }
        return Optional.of(
                recorded(log, standing).warnings(warnings).rollback(rollback).build());
    }

    private static List<Finding> warnings(JournalLog log, Standing standing) {
        List<Finding> warnings = new ArrayList<>(standing.warnings());
        log.warnings().forEach(text -> warnings.add(Finding.warning("journal-torn", text)));
        return warnings;
    }

    private static RestoreResult.Builder recorded(JournalLog log, Standing standing) {
        Timeline timeline = new Timeline(
                log.entries().get(0).at(),
                standing.submission().at(),
                standing.submission().changeSeenAt(),
                standing.around().restoredAt(),
                standing.state().isEnd() ? standing.since() : null);
        return Job.resultAt(log.operation(), terms(log), standing)
                .timeline(timeline)
                .warnings(warnings(log, standing));
    }

    /**
     * {@return what was confirmed for an operation}
     *
     * @param log the operation
     */
    public static Terms terms(JournalLog log) {
        return Terms.fromData(log.entries().get(0).data(), log.operation().target());
    }

    /**
     * {@return where an operation stands}
     *
     * @param log the operation
     */
    public static Standing standing(JournalLog log) {
        return Standing.of(log);
    }

    /**
     * {@return what takes an operation back}
     *
     * @param job the operation
     * @throws RestoreRejectedException if it has not ended, or has no safety snapshot
     */
    public static Undo undo(Job job) {
        Standing standing = Standing.of(job.environment()
                .journal()
                .read(job.id())
                .orElseThrow(() -> new JournalException("Operation " + job.id() + " is not in the journal.", null)));
        if (!standing.state().isEnd()) {
            throw new RestoreRejectedException(
                    "not-ended",
                    "Operation " + job.id() + " is " + standing.state() + ": only what has ended can be taken back.",
                    null,
                    null);
        }
        JournalLog back =
                job.environment().journal().named(TakingBack.name(job.id())).orElse(null);
        if (back != null && back.holdsName() && Standing.of(back).state() != RestoreState.FAILED) {
            throw new RestoreRejectedException(
                    ALREADY_TAKEN_BACK,
                    "Operation " + job.id() + " was taken back by operation "
                            + back.operation().id() + ", which is "
                            + Standing.of(back).state()
                            + ". Nothing was sent: what was written since then would be lost.",
                    null,
                    null);
        }
        Safeguard safeguard = job.target().safeguard().orElse(null);
        String snapshot = standing.safety().snapshot();
        if (safeguard == null || snapshot == null || !standing.safety().isKept()) {
            throw new RestoreRejectedException(
                    "no-safety-snapshot",
                    "Operation " + job.id()
                            + " has no safety snapshot: plan with keepPresent(...). Restore from another"
                            + " snapshot of that time instead.",
                    null,
                    null);
        }
        return new Undo(safeguard.source(snapshot), job.target(), undoing(job.id(), standing));
    }

    /** What was written since the data was replaced, and not since the end: people may have worked with the data while it was checked. */
    private static Finding undoing(OperationId id, Standing standing) {
        Instant replaced = standing.submission().effectiveAt();
        Instant since = replaced == null ? standing.since() : replaced;
        return Finding.warning(
                "undoing",
                "This takes back operation " + id + ", which ended as " + standing.state() + " at "
                        + standing.since().truncatedTo(ChronoUnit.SECONDS) + ": what that restored is replaced, and"
                        + " everything written since " + since.truncatedTo(ChronoUnit.SECONDS) + " is lost, too. What"
                        + " that is, a survey counts: survey(Bolt....changesSince(a baseline of what was restored)).");
    }

    /**
     * {@return what there is to say of taking an operation back, and against doing so once more under another name}
     *
     * @param undo what takes it back
     */
    public static List<Finding> findings(Undo undo) {
        RestoreRoute route = undo.source().to(undo.target());
        PlanIdentity same =
                identity(route.kind(), route.sourceReference(), route.target().reference());
        List<Finding> findings = new ArrayList<>(List.of(undo.loss()));
        for (JournalLog log : undo.target().environment().journal().list()) {
            RestoreState state = Standing.of(log).state();
            boolean done = state == RestoreState.COMPLETED || state == RestoreState.VERIFICATION_FAILED;
            if (done && terms(log).plan().digest().equals(same.digest())) {
                findings.add(Finding.blocking(
                        ALREADY_TAKEN_BACK,
                        "What the safety snapshot kept was put back already, by operation "
                                + log.operation().id() + ", which ended as " + state
                                + ": what was written since then would be lost."));
            }
        }
        return findings;
    }

    /**
     * {@return what the journal has against a new operation of a plan}
     *
     * @param journal the journal
     * @param name the plan's name, or null
     * @param plan what identifies the plan
     * @param target the target as seen
     * @param now the time
     */
    public static List<Finding> findings(
            Journal journal, @Nullable String name, PlanIdentity plan, TargetView target, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (JournalLog log : journal.list()) {
            boolean elsewhere = !log.operation().target().equals(plan.targetReference());
            if (elsewhere || isContinuedBy(log, name, plan)) {
                continue;
            }
            Standing standing = Standing.of(log);
            OperationId id = log.operation().id();
            if (log.isOpen() && !hasExpired(standing, log, now)) {
                findings.add(Finding.blocking("unfinished-operation", unfinished(id, target)));
            } else if (name == null && repeats(log, standing, plan)) {
                findings.add(Finding.blocking(
                        "same-restore-again",
                        "Operation " + id + " did just this " + Durations.text(Duration.between(standing.since(), now))
                                + " ago (" + standing.state() + "). A program that is started again must not overwrite"
                                + " again: if it is really meant once more, give the plan a name with named(...)."));
            }
        }
        return findings;
    }

    /** Another thread or process may have begun the very same plan while this one looked: it will go on with that. */
    private static boolean isContinuedBy(JournalLog log, @Nullable String name, PlanIdentity plan) {
        boolean sameName = Objects.equals(name, log.operation().name());
        boolean goesOn = name != null || log.isOpen();
        return sameName && goesOn && terms(log).plan().digest().equals(plan.digest());
    }

    private static boolean hasExpired(Standing standing, JournalLog log, Instant now) {
        return standing.state().isBeforeSubmission() && Rules.beforeCheck(standing, terms(log), now) != null;
    }

    private static boolean repeats(JournalLog log, Standing standing, PlanIdentity plan) {
        boolean ran = standing.state() == RestoreState.COMPLETED
                || standing.state() == RestoreState.VERIFICATION_FAILED
                || standing.state() == RestoreState.FAILED;
        boolean attested = standing.state() == RestoreState.REJECTED && log.holdsName();
        return (ran || attested)
                && log.operation().name() == null
                && terms(log).plan().digest().equals(plan.digest());
    }

    static String nameUsed(@Nullable String name, OperationId by) {
        return "The name '" + name + "' belongs to operation " + by
                + ", which restores something else or elsewhere. Nothing"
                + " was sent. Use another name, or look at that operation with operations().attach(...).";
    }

    static String unfinished(OperationId id, TargetView target) {
        return "Operation " + id + " on " + target.description() + " has not ended. Go on with it: run its own program"
                + " again, or watch, cancel or settle it with operations().attach(new OperationId(\"" + id + "\")).";
    }
}
