package dev.restore4j;

import dev.restore4j.engine.Follow.Moment;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.RestoreHook;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.operation.Rollback;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.spi.RestoreSource;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.verify.CheckLevel;
import dev.restore4j.verify.Checks;
import dev.restore4j.verify.Marker;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be restored over what. Immutable; making one touches nothing and sends nothing.
 *
 * <pre>{@code
 * RestorePlan.from(snapshot).confirm().execute();
 * }</pre>
 *
 * Defaults: a snapshot goes over its own instance; no name; the acting person is the user that the JVM runs as; a
 * confirmation is valid for 15 minutes; {@code await()} waits for at most 24 hours; a standstill is reported after 30
 * minutes.
 *
 * <p><b>Going on after a crash</b> is running the same program again. With a name, the operation of that name is gone on
 * with, and one that has ended is not repeated: its recorded result is returned. Only where nothing was ever sent, since it
 * was rejected or cancelled before, a new one begins. Without a name, only an operation that has
 * not ended is gone on with, and the same restore once more is refused: a program that is started again must not overwrite
 * again. Name your plans.
 */
public final class RestorePlan {

    private static final Duration DAY = Duration.ofHours(24);

    private final RestoreSource source;
    private final @Nullable RestoreTarget target;
    private final PlanSettings settings;

    private RestorePlan(RestoreSource source, @Nullable RestoreTarget target, PlanSettings settings) {
        this.source = source;
        this.target = target;
        this.settings = settings;
    }

    /**
     * {@return a plan to restore from a source, to where the source belongs}
     *
     * @param source a snapshot, or another source
     */
    public static RestorePlan from(RestoreSource source) {
        return new RestorePlan(Objects.requireNonNull(source, "source"), null, PlanSettings.DEFAULT);
    }

    /**
     * {@return the same plan for another target, whose data is overwritten unless it is new}
     *
     * @param other an instance, a new instance, or another target
     */
    public RestorePlan into(RestoreTarget other) {
        return new RestorePlan(source, Objects.requireNonNull(other, "target"), settings);
    }

    /**
     * {@return the same plan under a name; {@code execute()} is idempotent under it, for ever: what was sent under a name
     * stays its only operation}
     *
     * <p>An operation that ended as REJECTED or CANCELLED has done nothing and releases its name: the same plan, or another one,
     * is then assessed and confirmed anew under it, with the warning {@code tried-before}; or, where the former confirmation has
     * lapsed, {@code confirm-in-person}: then a program's own confirmation is not enough.
     *
     * @param name 1 to 100 characters without control characters, such as a ticket's number; unique in the journal
     */
    public RestorePlan named(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "A plan's name has 1 to 100 characters and no control characters: '" + name + "'");
        }
        return with(settings.withName(name));
    }

    /**
     * {@return the same plan with its reason, for the journal and reports}
     *
     * @param reason the kind of reason
     * @param note more, up to 1,000 characters; no secrets
     */
    public RestorePlan because(RestoreReason reason, String note) {
        Objects.requireNonNull(reason, "reason");
        if (note.length() > 1_000) {
            throw new IllegalArgumentException("A note has at most 1,000 characters, this one has " + note.length());
        }
        return with(settings.withReason(reason, note));
    }

    /**
     * {@return the same plan with objectives, which the assessment and the result are held against}
     *
     * @param objectives RPO and RTO
     */
    public RestorePlan objectives(RecoveryObjectives objectives) {
        return with(settings.withObjectives(Objects.requireNonNull(objectives, "objectives")));
    }

    /**
     * {@return the same plan, requested by somebody}
     *
     * @param actor who wants the restore, and confirms it unless the confirmation says otherwise
     */
    public RestorePlan by(Actor actor) {
        return with(settings.withActor(Objects.requireNonNull(actor, "actor")));
    }

    /**
     * {@return the same plan with one more listener}
     *
     * @param listener hears of this plan's operation only
     */
    public RestorePlan notify(RestoreListener listener) {
        return with(settings.withListener(Objects.requireNonNull(listener, "listener")));
    }

    /**
     * {@return the same plan with another validity of its confirmation}
     *
     * @param validity how long after the assessment the request may be sent; longer than zero, at most 24 hours
     */
    public RestorePlan confirmationValidFor(Duration validity) {
        return with(settings.withValidity(within(validity, DAY, "validity")));
    }

    /**
     * {@return the same plan with another limit of {@code await()} and {@code execute()}}
     *
     * @param limit how long to wait; when it is over, the restore goes on and a {@code WaitTimeoutException} is thrown;
     *     longer than zero, at most 30 days
     */
    public RestorePlan waitAtMost(Duration limit) {
        return with(settings.withPatience(within(limit, Duration.ofDays(30), "limit")));
    }

    /**
     * {@return the same plan with another patience}
     *
     * @param span after how long without a change a {@code RestoreStalled} event is raised, and again after each further
     *     span; longer than zero, at most 24 hours
     */
    public RestorePlan reportStallAfter(Duration span) {
        return with(settings.withStall(within(span, DAY, "span")));
    }

    /**
     * {@return the same plan, with something more to look at after the restore}
     *
     * <p>Checks run when the target runs again, one after the other, in the order in which they were added. If one fails, the
     * restore ends as VERIFICATION_FAILED; if one cannot tell, it is COMPLETED and NOT_VERIFIED. Names should differ.
     *
     * @param checks one check, or several
     */
    public RestorePlan verify(Checks checks) {
        return caring(settings.care().withChecks(Objects.requireNonNull(checks, "checks")));
    }

    /**
     * {@return the same plan, with another level of looking}
     *
     * @param level how much is looked at, STANDARD unless set; checks of a higher level are skipped, and count as not checked
     */
    public RestorePlan verifyAt(CheckLevel level) {
        return caring(settings.care().withLevel(Objects.requireNonNull(level, "level")));
    }

    /**
     * {@return the same plan, with other limits of looking}
     *
     * @param each how long one check may take, with what is looked at again because it may come by itself; 2 minutes unless set
     * @param total how long all may take; 15 minutes unless set
     */
    public RestorePlan verifyWithin(Duration each, Duration total) {
        return caring(settings.care().withLimits(within(each, DAY, "each"), within(total, DAY, "total")));
    }

    /**
     * {@return the same plan, which keeps what the target has before it overwrites it}
     *
     * @param safety how; the confirmation is valid for as much longer as it may take
     */
    public RestorePlan keepPresent(SafetySnapshot safety) {
        return caring(settings.care().withSafety(Objects.requireNonNull(safety, "safety")));
    }

    /** {@return the same plan, which takes the restore back by itself where it failed or a check proved wrong data} */
    public RestorePlan orRollBack() {
        return orRollBack(Rollback.ON_WRONG_DATA);
    }

    /**
     * {@return the same plan, with another rule for taking the restore back by itself}
     *
     * <p>It takes a safety snapshot, {@link #keepPresent}: without one, assessing the plan is refused. It is never begun by a
     * check that could not run.
     *
     * @param rule when
     */
    public RestorePlan orRollBack(Rollback rule) {
        return caring(settings.care().withRollback(Objects.requireNonNull(rule, "rule")));
    }

    /**
     * {@return the same plan, with a mark in the target's present data}
     *
     * <p>It is committed right before the request is sent. When it is gone, the data was replaced; while it is there, it was
     * not. So a lost answer and a stale status are settled by data. It is removed where the request was rejected.
     *
     * @param marker how it is made, such as {@code Bolt.over(...).marker()}
     */
    public RestorePlan markedBy(Marker marker) {
        return caring(settings.care().withMarker(Objects.requireNonNull(marker, "marker")));
    }

    /**
     * {@return the same plan, whose assessment also looks at the target's present data}
     *
     * @param survey what looks
     */
    public RestorePlan survey(Survey survey) {
        return caring(settings.care().withSurvey(Objects.requireNonNull(survey, "survey")));
    }

    /**
     * {@return the same plan, with a step that follows when the target runs again, before anybody looks at its data}
     *
     * @param hook the step, such as clearing caches
     */
    public RestorePlan afterRestore(RestoreHook hook) {
        return caring(settings.care().withHook(Moment.RESTORED, Objects.requireNonNull(hook, "hook")));
    }

    /**
     * {@return the same plan, with a step that follows when all checks have passed}
     *
     * @param hook the step, such as releasing traffic; it never runs where the end is NOT_VERIFIED
     */
    public RestorePlan afterVerified(RestoreHook hook) {
        return caring(settings.care().withHook(Moment.VERIFIED, Objects.requireNonNull(hook, "hook")));
    }

    /**
     * {@return the same plan, with a step that follows when the restore has failed, or a check}
     *
     * @param hook the step; it runs before a rollback begins, and not where the end is NOT_VERIFIED
     */
    public RestorePlan afterFailed(RestoreHook hook) {
        return caring(settings.care().withHook(Moment.FAILED, Objects.requireNonNull(hook, "hook")));
    }

    /**
     * {@return the same plan, with another limit for each of its steps}
     *
     * @param limit how long one may take, 5 minutes unless set; then it is interrupted and left behind
     */
    public RestorePlan hooksWithin(Duration limit) {
        return caring(settings.care().withHookLimit(within(limit, DAY, "limit")));
    }

    /**
     * {@return the same plan, which goes on looking after a verified end}
     *
     * <p>The checks run again every minute while this process lives and its client is open; one that passed and fails raises a
     * {@code Regressed} event. Nothing is taken back for that. Closing the client ends it, as the end of a
     * try-with-resources around {@code execute()} does at once; the log then has a warning.
     *
     * @param span for how long; longer than zero, at most 30 days
     */
    public RestorePlan watchFor(Duration span) {
        return caring(settings.care().withVigil(within(span, Duration.ofDays(30), "span")));
    }

    /**
     * {@return this plan as a rehearsal: the same source and checks, over a test instance or a new one}
     *
     * <p>What is for the real target is left out: safety snapshot, rollback, marker, surveys, steps. A new instance is deleted
     * when its data was looked at, also after a crash, unless {@link #keepInstance()} says otherwise. A named plan's rehearsal
     * has its name with {@code -rehearsal}, and <b>takes place once</b>, as everything under a name. One that is repeated needs
     * a name for each time: {@code rehearsal(...).named("drill of " + today)}.
     *
     * @param test where to, and not the plan's own target; its data is overwritten unless it is new
     */
    public RestorePlan rehearsal(RestoreTarget test) {
        if (test.reference().equals(target().reference())) {
            throw new IllegalArgumentException("A rehearsal does not go over " + test.reference()
                    + ", which is the plan's own target. Name a test instance, or a new one.");
        }
        PlanSettings drill =
                settings.withReason(RestoreReason.DRILL, Objects.requireNonNullElse(settings.note(), "rehearsal"));
        if (settings.name() != null) {
            drill = drill.withName(settings.name() + "-rehearsal");
        }
        return new RestorePlan(
                source, test.forRehearsal(), drill.withCare(settings.care().rehearsed()));
    }

    /** {@return the same rehearsal, which keeps the instance that it creates: it costs money until somebody deletes it} */
    public RestorePlan keepInstance() {
        return caring(
                settings.care().withDisposition(settings.care().disposition().kept()));
    }

    /**
     * {@return a plan that takes a restore back: what its safety snapshot kept goes over the same target}
     *
     * <p>It is assessed and confirmed as any other. Everything that was written since the safety snapshot is lost, what was
     * written after the restore included: the assessment says so. Its name is {@code undo-of-} and the operation's id: once done,
     * it gives that result again, and under another name it is refused as {@code already-taken-back}.
     *
     * @param operation an operation that has ended and had a safety snapshot
     * @throws RestoreRejectedException if it has not ended, or has none
     */
    public static RestorePlan undoing(RestoreOperation operation) {
        return operation.undoing();
    }

    /**
     * Reads source and target and says what a restore would do: the dry run. Sends reads only, and asks the journal.
     *
     * @return what was found; blocking findings are in it, not thrown
     * @throws RestoreRejectedException if the source or the target does not exist, if there is no way between them, or if
     *     another plan has this plan's name
     * @throws dev.restore4j.error.RestoreException if nothing could be read
     */
    public Assessment assess() {
        return new Assessor(this).assess();
    }

    /**
     * Reads source and target again for an assessment that was made earlier or elsewhere, and binds to that one: the same
     * plan, nothing changed since, and its time of validity. A plan is the same here if its source, its target and the way
     * between them are; name, reason, objectives and listeners may differ.
     *
     * @param token from {@link Assessment#toToken()}
     * @return the assessment as of now, valid for as long as the earlier one
     * @throws RestoreRejectedException if the plan is another, if something has changed since (the token is too short to say
     *     what), or if it has expired
     * @throws IllegalArgumentException if it is no token
     */
    public Assessment assess(String token) {
        return new Assessor(this).assess(AssessmentToken.parse(token));
    }

    /**
     * Assesses and confirms in one step.
     *
     * @return the confirmed restore
     * @throws RestoreRejectedException if a finding blocks it, or if it takes a typed confirmation: see
     *     {@link Assessment#needsTyping()}
     */
    public ConfirmedRestore confirm() {
        return assess().confirm();
    }

    RestoreSource source() {
        return source;
    }

    RestoreTarget target() {
        Optional<RestoreTarget> there = target == null ? source.home() : Optional.of(target);
        return there.orElseThrow(() -> new RestoreRejectedException(
                "no-target", "This source belongs to no instance. Say where it goes with into(...).", null, null));
    }

    PlanSettings settings() {
        return settings;
    }

    private RestorePlan caring(PlanCare changed) {
        return with(settings.withCare(changed));
    }

    private RestorePlan with(PlanSettings changed) {
        return new RestorePlan(source, target, changed);
    }

    private static Duration within(Duration value, Duration maximum, String name) {
        if (value.isNegative() || value.isZero() || value.compareTo(maximum) > 0) {
            throw new IllegalArgumentException(
                    name + " must be longer than zero and at most " + maximum + ": " + value);
        }
        return value;
    }
}
