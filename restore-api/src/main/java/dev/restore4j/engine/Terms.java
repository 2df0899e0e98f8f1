package dev.restore4j.engine;

import dev.restore4j.operation.Actor;
import dev.restore4j.operation.DataLoss;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RecoveryObjectives;
import dev.restore4j.operation.ReplayWindow;
import dev.restore4j.spi.Fingerprint;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.SourceView.Origin;
import dev.restore4j.spi.TargetView;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was confirmed: one source over one target as they were seen. Written once, with the first entry.
 *
 * @param plan what identifies the plan
 * @param source the source as seen
 * @param target the target as seen
 * @param consent who confirmed it and until when it may be submitted
 * @param purpose why it is done
 * @param care what was confirmed besides
 */
public record Terms(
        PlanIdentity plan, SourceView source, TargetView target, Consent consent, Purpose purpose, Care care) {

    /**
     * What identifies a plan.
     *
     * @param digest of route, source and target
     * @param route the kind of route
     * @param sourceReference the source
     * @param targetReference the target
     */
    public record PlanIdentity(String digest, String route, String sourceReference, String targetReference) {}

    /**
     * A confirmation.
     *
     * @param requestedBy who wants the restore
     * @param confirmedBy who confirmed it
     * @param assessedAt when source and target were read
     * @param expiresAt until when it may be submitted
     * @param answers what was tried before and did nothing, and what a person has typed this confirmation in view of
     */
    public record Consent(
            Actor requestedBy, Actor confirmedBy, Instant assessedAt, Instant expiresAt, Set<OperationId> answers) {

        /**
         * A confirmation by a program.
         *
         * @param requestedBy who wants the restore
         * @param confirmedBy who confirmed it
         * @param assessedAt when source and target were read
         * @param expiresAt until when it may be submitted
         */
        public Consent(Actor requestedBy, Actor confirmedBy, Instant assessedAt, Instant expiresAt) {
            this(requestedBy, confirmedBy, assessedAt, expiresAt, Set.of());
        }

        /** How much the clocks of two machines may differ. */
        static final Duration SLACK = Duration.ofMinutes(1);

        /**
         * {@return why nothing can be submitted any more; null where it can}
         *
         * @param assessedAt when source and target were read
         * @param expiresAt until when it may be submitted
         * @param now the time
         */
        public static @Nullable String objection(Instant assessedAt, Instant expiresAt, Instant now) {
            if (now.isAfter(expiresAt)) {
                return "The confirmation was valid until " + expiresAt
                        + " and nothing was sent by then. Assess and confirm again.";
            }
            if (now.isBefore(assessedAt.minus(SLACK))) {
                String clock = now.equals(Reckoning.SET_BACK) ? "is behind what the journal has" : "says " + now;
                return "Source and target were assessed at " + assessedAt + ", and this machine's clock " + clock
                        + ": the clock was set back, and nobody can tell how old the confirmation is. Nothing was sent."
                        + " Set the clock, then assess and confirm again.";
            }
            return null;
        }
    }

    /**
     * Why a restore is done.
     *
     * @param reason the kind of reason, or null
     * @param note more, or null
     * @param objectives what it should meet
     */
    public record Purpose(@Nullable String reason, @Nullable String note, RecoveryObjectives objectives) {}

    /** {@return the window whose changes are gone where the operation stands so; null where nothing was overwritten} */
    @Nullable
    DataLoss dataLoss(Standing standing) {
        return overwritten(standing).map(until -> loss(source, until)).orElse(null);
    }

    /**
     * {@return what is lost}
     *
     * @param source what replaces it
     * @param until when it is overwritten, or was looked at
     */
    public static DataLoss loss(SourceView source, Instant until) {
        DataLoss.Extent extent = switch (source.origin()) {
            case TARGET -> DataLoss.Extent.WRITTEN_SINCE;
            case UNDATED -> DataLoss.Extent.EVERYTHING_UNDATED;
            default -> DataLoss.Extent.EVERYTHING;
        };
        return new DataLoss(source.restorePoint(), until, extent);
    }

    /**
     * What was confirmed, with nothing besides the overwrite.
     *
     * @param plan what identifies the plan
     * @param source the source as seen
     * @param target the target as seen
     * @param consent who confirmed it and until when it may be submitted
     * @param purpose why it is done
     */
    public Terms(PlanIdentity plan, SourceView source, TargetView target, Consent consent, Purpose purpose) {
        this(plan, source, target, consent, purpose, Care.NONE);
    }

    /**
     * {@return the time whose writes are gone where the operation stands so; empty where nothing was overwritten, and where another
     * database replaced the target, or one of which nobody can tell how old it is}
     */
    Optional<ReplayWindow> replayWindow(Standing standing) {
        return source.origin() == Origin.ELSEWHERE || source.origin() == Origin.UNDATED
                ? Optional.empty()
                : overwritten(standing).map(until -> new ReplayWindow(source.restorePoint(), until));
    }

    /** {@return when the target's data was, or may have been, overwritten} */
    private Optional<Instant> overwritten(Standing standing) {
        return standing.overwritten(target.exposure()) == Overwritten.NO
                ? Optional.empty()
                : Optional.ofNullable(standing.submission().effectiveAt());
    }

    Map<String, String> toData() {
        Map<String, String> data = new TreeMap<>();
        data.put("plan.digest", plan.digest());
        data.put("plan.route", plan.route());
        data.put("source.reference", plan.sourceReference());
        data.put("source.description", source.description());
        data.put("source.restorePoint", source.restorePoint().toString());
        if (source.origin() != Origin.TARGET) {
            data.put("source.origin", source.origin().name());
        }
        source.fingerprint().fields().forEach((field, value) -> data.put("source.seen." + field, value));
        data.put("target.name", target.name());
        data.put("target.description", target.description());
        data.put("target.exposure", target.exposure().name());
        if (target.condition() != Condition.READY) {
            data.put("target.condition", target.condition().name());
        }
        target.fingerprint().fields().forEach((field, value) -> data.put("target.seen." + field, value));
        data.put("consent.requestedBy", consent.requestedBy().name());
        data.put("consent.confirmedBy", consent.confirmedBy().name());
        data.put("consent.assessedAt", consent.assessedAt().toString());
        data.put("consent.expiresAt", consent.expiresAt().toString());
        if (!consent.answers().isEmpty()) {
            data.put(
                    "consent.answers",
                    consent.answers().stream().map(OperationId::value).sorted().collect(Collectors.joining(" ")));
        }
        putIfPresent(data, "purpose.reason", purpose.reason());
        putIfPresent(data, "purpose.note", purpose.note());
        care.putInto(data);
        purpose.objectives().rpo().ifPresent(rpo -> data.put("purpose.rpo", rpo.toString()));
        purpose.objectives().rto().ifPresent(rto -> data.put("purpose.rto", rto.toString()));
        return data;
    }

    static Terms fromData(Map<String, String> data, String targetReference) {
        return new Terms(
                new PlanIdentity(
                        text(data, "plan.digest"),
                        text(data, "plan.route"),
                        text(data, "source.reference"),
                        targetReference),
                new SourceView(
                        text(data, "source.description"),
                        Instant.parse(text(data, "source.restorePoint")),
                        seen(data, "source.seen."),
                        JournalWord.of(
                                Origin.class,
                                "source.origin",
                                data.getOrDefault("source.origin", Origin.TARGET.name()))),
                new TargetView(
                        text(data, "target.name"),
                        text(data, "target.description"),
                        seen(data, "target.seen."),
                        JournalWord.of(TargetView.Exposure.class, "target.exposure", text(data, "target.exposure")),
                        JournalWord.of(
                                Condition.class,
                                "target.condition",
                                data.getOrDefault("target.condition", Condition.READY.name()))),
                new Consent(
                        new Actor(text(data, "consent.requestedBy")),
                        new Actor(text(data, "consent.confirmedBy")),
                        Instant.parse(text(data, "consent.assessedAt")),
                        Instant.parse(text(data, "consent.expiresAt")),
                        answers(data)),
                new Purpose(data.get("purpose.reason"), data.get("purpose.note"), objectives(data)),
                Care.from(data));
    }

    private static Set<OperationId> answers(Map<String, String> data) {
        String ids = data.getOrDefault("consent.answers", "");
        return ids.isEmpty()
                ? Set.of()
                : Arrays.stream(ids.split(" ")).map(OperationId::new).collect(Collectors.toUnmodifiableSet());
    }

    private static RecoveryObjectives objectives(Map<String, String> data) {
        RecoveryObjectives objectives = RecoveryObjectives.none();
        String rpo = data.get("purpose.rpo");
        if (rpo != null) {
            objectives = RecoveryObjectives.rpo(Duration.parse(rpo));
        }
        String rto = data.get("purpose.rto");
        return rto == null ? objectives : objectives.rto(Duration.parse(rto));
    }

    private static Fingerprint seen(Map<String, String> data, String prefix) {
        Map<String, String> fields = new TreeMap<>();
        data.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                fields.put(key.substring(prefix.length()), value);
            }
        });
        return Fingerprint.of(fields);
    }

    private static String text(Map<String, String> data, String key) {
        String value = data.get(key);
        if (value == null) {
            throw new dev.restore4j.error.JournalException(
                    "The first entry of an operation lacks '" + key + "'. Move its file away and look at its target.",
                    null);
        }
        return value;
    }

    private static void putIfPresent(Map<String, String> data, String key, @Nullable String value) {
        if (value != null) {
            data.put(key, value);
        }
    }
}
