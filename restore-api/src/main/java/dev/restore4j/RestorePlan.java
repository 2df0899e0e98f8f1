package dev.restore4j;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.event.RestoreListener;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.spi.RestoreSource;
import dev.restore4j.spi.RestoreTarget;
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
