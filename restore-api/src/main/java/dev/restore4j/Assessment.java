package dev.restore4j;

import dev.restore4j.engine.Precedents;
import dev.restore4j.engine.Terms;
import dev.restore4j.engine.Terms.PlanIdentity;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.journal.JournalLog;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.Durations;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.TargetView;
import dev.restore4j.spi.TargetView.Exposure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a plan would do, as source and target were seen: the dry run. {@link #toString()} is written for people. Immutable
 * and thread-safe; confirming it sends nothing.
 *
 * <p>A confirmation binds to this assessment: if the source or the target has changed when the request is about to be
 * sent, or the validity is over, nothing is sent.
 *
 * <p>Where the journal has the plan's operation already, the assessment says so with {@link #continues()}, shows what was
 * confirmed then, and confirming it goes on with that operation.
 */
public final class Assessment {

    private final RestorePlan plan;
    private final RestoreRoute route;
    private final PlanIdentity identity;
    private final Seen seen;
    private final Validity validity;
    private final @Nullable JournalLog continued;

    Assessment(RestorePlan plan, RestoreRoute route, PlanIdentity identity, Seen seen, Validity validity) {
        this.plan = plan;
        this.route = route;
        this.identity = identity;
        this.seen = seen;
        this.validity = validity;
        this.continued = null;
    }

    Assessment(RestorePlan plan, RestoreRoute route, PlanIdentity identity, JournalLog continued) {
        Terms terms = Precedents.terms(continued);
        this.plan = plan;
        this.route = route;
        this.identity = identity;
        this.seen = new Seen(new Preflight(terms.source(), terms.target(), List.of()), List.of(), null);
        this.validity =
                new Validity(terms.consent().assessedAt(), terms.consent().expiresAt());
        this.continued = continued;
    }

    /** What was seen, and what the journal said. */
    record Seen(
            Preflight views,
            List<Finding> findings,
            @Nullable OperationId lastOperation) {
        Seen {
            findings = List.copyOf(findings);
        }
    }

    /** From when to when an assessment holds. */
    record Validity(Instant from, Instant until) {}

    /** {@return the operation that confirming goes on with; empty where a new one would begin} */
    public Optional<OperationId> continues() {
        return Optional.ofNullable(continued).map(log -> log.operation().id());
    }

    /** {@return the source as seen} */
    public SourceView source() {
        return seen.views().source();
    }

    /** {@return the target as seen} */
    public TargetView target() {
        return seen.views().target();
    }

    /** {@return the window whose changes would be lost; empty where nothing is overwritten} */
    public Optional<DataLoss> dataLoss() {
        return target().exposure() == Exposure.NEW
                ? Optional.empty()
                : Optional.of(new DataLoss(source().restorePoint(), validity.from()));
    }

    /** {@return everything that was found, blocking or not} */
    public List<Finding> findings() {
        return seen.findings();
    }

    /** {@return what stops the restore; empty where it can be confirmed} */
    public List<Finding> blocking() {
        return findings().stream().filter(Finding::isBlocking).toList();
    }

    /** {@return when source and target were read} */
    public Instant assessedAt() {
        return validity.from();
    }

    /** {@return until when the request may be sent} */
    public Instant expiresAt() {
        return validity.until();
    }

    /**
     * Confirms by the program.
     *
     * @return the confirmed restore
     * @throws RestoreRejectedException if a finding blocks it, or if the target is protected
     */
    public ConfirmedRestore confirm() {
        return confirm(Confirmation.byProgram());
    }

    /**
     * Confirms.
     *
     * @param confirmation by the program, or typed by a person
     * @return the confirmed restore
     * @throws RestoreRejectedException if a finding blocks it, or if what was typed is not what the target wants
     */
    public ConfirmedRestore confirm(Confirmation confirmation) {
        if (continued == null) {
            List<Finding> blocking = blocking();
            if (!blocking.isEmpty()) {
                throw new RestoreRejectedException(blocking);
            }
            checkTyped(confirmation);
        }
        return new ConfirmedRestore(plan, route, terms(confirmation), seen.lastOperation(), continued);
    }

    private void checkTyped(Confirmation confirmation) {
        boolean needed = target().exposure() == Exposure.PROTECTED;
        if ((needed || confirmation.isTyped()) && !confirmation.fits(target().name())) {
            throw new RestoreRejectedException(
                    "typed-confirmation-needed",
                    "Nothing was sent. " + target().description() + (needed ? " is protected: it" : "")
                            + " wants assessment.confirm(Confirmation.typed(\"" + Confirmation.WORD + "\", \""
                            + target().name() + "\")), typed by a person, exactly.",
                    null,
                    null);
        }
    }

    /**
     * {@return this assessment as text, so that the confirmation may arrive later or in another replica; give it to
     * {@link RestorePlan#assess(String)} of the same plan. It holds no secret and grants nothing.}
     */
    public String toToken() {
        return token().text();
    }

    AssessmentToken token() {
        return new AssessmentToken(
                identity.digest(),
                AssessmentToken.seen(seen.views()),
                seen.lastOperation(),
                validity.from(),
                validity.until());
    }

    private Terms terms(Confirmation confirmation) {
        PlanSettings settings = plan.settings();
        Actor requesting = settings.actor();
        RestoreReason reason = settings.reason();
        return new Terms(
                identity,
                source(),
                target(),
                new Terms.Consent(requesting, confirmation.actorOr(requesting), validity.from(), validity.until()),
                new Terms.Purpose(reason == null ? null : reason.name(), settings.note(), settings.objectives()));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(500);
        continues()
                .ifPresent(
                        id -> text.append("Goes on with operation ").append(id).append(", confirmed before.\n"));
        text.append("Restore ").append(source().description());
        text.append("\n   over ").append(target().description());
        dataLoss().ifPresentOrElse(this.loss(text), () -> text.append("\n  data loss: none, the target is new"));
        text.append("\n  affected:  everything in the target is replaced; connections drop while it is restored;"
                + " applications must reconnect and drop what they cached");
        text.append("\n  seen:      ")
                .append(assessedAt().truncatedTo(ChronoUnit.SECONDS))
                .append(", can be confirmed until ")
                .append(expiresAt().truncatedTo(ChronoUnit.SECONDS));
        findings().forEach(finding -> text.append("\n  ").append(finding));
        if (continued == null && blocking().isEmpty()) {
            text.append("\n  nothing speaks against it");
        }
        return text.toString();
    }

    private java.util.function.Consumer<DataLoss> loss(StringBuilder text) {
        return loss -> {
            text.append("\n  data loss: ").append(loss);
            plan.settings()
                    .objectives()
                    .rpo()
                    .ifPresent(rpo -> text.append(
                                    loss.duration().compareTo(rpo) <= 0
                                            ? ", within the RPO of "
                                            : ", exceeds the RPO of ")
                            .append(Durations.text(rpo)));
        };
    }
}
