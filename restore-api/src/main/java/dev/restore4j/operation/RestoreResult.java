package dev.restore4j.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operation: what was proven and how, and what was not. The same object is returned by
 * {@code execute()} and carried by every error of a restore. Immutable.
 */
public final class RestoreResult {

    private final OperationId id;
    private final RestoreState state;
    private final @Nullable String name;
    private final Overwritten overwritten;
    private final @Nullable Proof proof;
    private final Ending ending;
    private final String source;
    private final String target;
    private final @Nullable String createdInstance;
    private final boolean createdInstanceDeleted;
    private final boolean rehearsal;
    private final @Nullable String safetySnapshot;
    private final @Nullable DataLoss dataLoss;
    private final @Nullable ReplayWindow replayWindow;
    private final Timeline timeline;
    private final RecoveryObjectives objectives;
    private final List<Finding> warnings;
    private final Verification verification;
    private final @Nullable RestoreResult rollback;

    private RestoreResult(Builder builder) {
        this.id = builder.id;
        this.state = builder.state;
        this.name = builder.name;
        this.overwritten = builder.overwritten;
        this.proof = builder.proof;
        this.ending = builder.ending;
        this.source = builder.source;
        this.target = builder.target;
        this.createdInstance = builder.createdInstance;
        this.createdInstanceDeleted = builder.createdInstanceDeleted;
        this.rehearsal = builder.rehearsal;
        this.safetySnapshot = builder.safetySnapshot;
        this.dataLoss = builder.dataLoss;
        this.replayWindow = builder.replayWindow;
        this.timeline = builder.timeline;
        this.objectives = builder.objectives;
        this.warnings = List.copyOf(builder.warnings);
        this.verification = builder.verification;
        this.rollback = builder.rollback;
    }

    /**
     * {@return a builder, for programs that test their own handling of results}
     *
     * @param id the operation
     * @param state its state
     */
    public static Builder builder(OperationId id, RestoreState state) {
        return new Builder(id, state);
    }

    /** {@return the operation} */
    public OperationId id() {
        return id;
    }

    /** {@return the state that the operation reached; not necessarily an end} */
    public RestoreState state() {
        return state;
    }

    /** {@return the name under which the operation is idempotent} */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** {@return whether the target's data was replaced} */
    public Overwritten overwritten() {
        return overwritten;
    }

    /** {@return how it is known that the restore took place; empty unless COMPLETED} */
    public Optional<Proof> proof() {
        return Optional.ofNullable(proof);
    }

    /** {@return whether the data was looked at afterwards, and what was not checked} */
    public Verification verification() {
        return verification;
    }

    /** {@return whether checks looked at the data and all of them passed} */
    public boolean isVerified() {
        return verification.status() == Verification.Status.VERIFIED;
    }

    /** {@return what became of taking this restore back by itself; empty where that was not begun} */
    public Optional<RestoreResult> rollback() {
        return Optional.ofNullable(rollback);
    }

    /** {@return why it ended so} */
    public Ending ending() {
        return ending;
    }

    /** {@return the source, in words with its ids} */
    public String source() {
        return source;
    }

    /** {@return the target, in words with its ids} */
    public String target() {
        return target;
    }

    /** {@return the id of the instance that the operation created} */
    public Optional<String> createdInstance() {
        return Optional.ofNullable(createdInstance);
    }

    /** {@return whether it is known that the created instance was deleted again, as that of a rehearsal is} */
    public boolean isCreatedInstanceDeleted() {
        return createdInstanceDeleted;
    }

    /** {@return whether it was a rehearsal, over a test instance or a new one} */
    public boolean isRehearsal() {
        return rehearsal;
    }

    /** {@return the id of the safety snapshot that has what the target had before; empty where there is none} */
    public Optional<String> safetySnapshot() {
        return Optional.ofNullable(safetySnapshot);
    }

    /** {@return whether a rollback put back what the target had before} */
    public boolean isTakenBack() {
        return rollback != null && rollback.state == RestoreState.COMPLETED;
    }

    /**
     * {@return the window whose changes are gone; empty where nothing was overwritten by design or by its end}
     *
     * <p>From the restore point until the request was submitted, which is later than what the assessment could know. Where the
     * restore {@link #isTakenBack()}, that is there again, and what is gone is what was written between the safety snapshot and
     * the rollback.
     */
    public Optional<DataLoss> dataLoss() {
        return takenBack().map(RestoreResult::dataLoss).orElse(Optional.ofNullable(dataLoss));
    }

    /**
     * {@return the time whose writes are gone, for integrations that processed events of it; empty where nothing was
     * overwritten} It is the window of {@link #dataLoss()}, also where the restore {@link #isTakenBack()}.
     */
    public Optional<ReplayWindow> replayWindow() {
        return takenBack().map(RestoreResult::replayWindow).orElse(Optional.ofNullable(replayWindow));
    }

    private Optional<RestoreResult> takenBack() {
        return rollback().filter(back -> isTakenBack());
    }

    /** {@return when it was confirmed, submitted and ended} */
    public Timeline timeline() {
        return timeline;
    }

    /** {@return the objectives of the plan} */
    public RecoveryObjectives objectives() {
        return objectives;
    }

    /**
     * {@return whether the time from the confirmation to the end met the RTO; empty without an RTO, and unless it is COMPLETED:
     * what did not restore anything well has met nothing}
     */
    public Optional<Boolean> withinRto() {
        return objectives
                .rto()
                .filter(rto -> state == RestoreState.COMPLETED)
                .flatMap(rto -> timeline.total().map(total -> total.compareTo(rto) <= 0));
    }

    /**
     * {@return whether the {@link #dataLoss()} met the RPO; empty without an RPO or without data loss, where nobody can tell how old the
     * source is, and where it is FAILED or VERIFICATION_FAILED}
     */
    public Optional<Boolean> withinRpo() {
        return objectives
                .rpo()
                .filter(rpo -> state != RestoreState.FAILED && state != RestoreState.VERIFICATION_FAILED)
                .flatMap(rpo -> dataLoss()
                        .filter(DataLoss::isDated)
                        .map(loss -> loss.duration().compareTo(rpo) <= 0));
    }

    /** {@return what somebody should know, such as a journal that could not be written to its end} */
    public List<Finding> warnings() {
        return warnings;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(300);
        text.append(state).append(" restore ").append(id);
        name().ifPresent(n -> text.append(" '").append(n).append('\''));
        text.append(": ").append(source).append(" over ").append(target);
        text.append("\n  overwritten:  ").append(overwritten);
        proof().ifPresent(p -> text.append("\n  proof:        ").append(p));
        text.append("\n  verification: ").append(verification);
        dataLoss().ifPresent(loss -> text.append("\n  data loss:    ").append(loss));
        timeline.total().ifPresent(t -> text.append("\n  took:         ").append(Durations.text(t)));
        text.append("\n  ").append(ending.message());
        warnings.forEach(warning -> text.append("\n  ").append(warning));
        rollback()
                .ifPresent(back -> text.append("\n  taken back by:\n  ")
                        .append(back.toString().replace("\n", "\n  ")));
        return text.toString();
    }

    /**
     * When an operation reached its milestones.
     *
     * @param confirmed when its confirmation was written to the journal
     * @param submitted when the intent to send the request was written, or null
     * @param changeSeen when the target was first seen changing, or null
     * @param restored when the target was found running again, or null
     * @param ended when it ended, or null
     */
    public record Timeline(
            Instant confirmed,
            @Nullable Instant submitted,
            @Nullable Instant changeSeen,
            @Nullable Instant restored,
            @Nullable Instant ended) {

        /** {@return the time from the confirmation to the end} */
        public Optional<Duration> total() {
            return Optional.ofNullable(ended).map(end -> Duration.between(confirmed, end));
        }

        /** {@return the time from the submission until the target ran again: how long it was away at most} */
        public Optional<Duration> downtime() {
            Instant until = restored == null ? ended : restored;
            return submitted == null || until == null
                    ? Optional.empty()
                    : Optional.of(Duration.between(submitted, until));
        }
    }

    /** Builds a result. Not thread-safe. */
    public static final class Builder {

        private final OperationId id;
        private final RestoreState state;
        private @Nullable String name;
        private Overwritten overwritten = Overwritten.UNKNOWN;
        private @Nullable Proof proof;
        private Ending ending = new Ending("none", "", Ending.Kind.NONE, null);
        private String source = "";
        private String target = "";
        private @Nullable String createdInstance;
        private boolean createdInstanceDeleted;
        private boolean rehearsal;
        private @Nullable String safetySnapshot;
        private @Nullable DataLoss dataLoss;
        private @Nullable ReplayWindow replayWindow;
        private Timeline timeline = new Timeline(Instant.EPOCH, null, null, null, null);
        private RecoveryObjectives objectives = RecoveryObjectives.none();
        private List<Finding> warnings = List.of();
        private Verification verification = Verification.notVerified();
        private @Nullable RestoreResult rollback;

        private Builder(OperationId id, RestoreState state) {
            this.id = Objects.requireNonNull(id, "id");
            this.state = Objects.requireNonNull(state, "state");
        }

        /** {@return this, with a name}
         * @param value the plan's name, or null */
        public Builder name(@Nullable String value) {
            this.name = value;
            return this;
        }

        /** {@return this, with what is known of the overwrite and by which proof}
         * @param value whether the data was replaced
         * @param by the proof of a completed restore, or null */
        public Builder overwritten(Overwritten value, @Nullable Proof by) {
            this.overwritten = value;
            this.proof = by;
            return this;
        }

        /** {@return this, with an ending}
         * @param value why it ended so */
        public Builder ending(Ending value) {
            this.ending = value;
            return this;
        }

        /** {@return this, with source and target in words}
         * @param from the source
         * @param into the target */
        public Builder between(String from, String into) {
            this.source = from;
            this.target = into;
            return this;
        }

        /** {@return this, with the id of the created instance}
         * @param value the id, or null */
        public Builder createdInstance(@Nullable String value) {
            this.createdInstance = value;
            return this;
        }

        /** {@return this, whose created instance was deleted again} */
        public Builder createdInstanceDeleted() {
            this.createdInstanceDeleted = true;
            return this;
        }

        /** {@return this, as a rehearsal} */
        public Builder rehearsal() {
            this.rehearsal = true;
            return this;
        }

        /** {@return this, with a safety snapshot}
         * @param value its id, or null */
        public Builder safetySnapshot(@Nullable String value) {
            this.safetySnapshot = value;
            return this;
        }

        /** {@return this, with a data-loss window}
         * @param value the window, or null */
        public Builder dataLoss(@Nullable DataLoss value) {
            this.dataLoss = value;
            return this;
        }

        /** {@return this, with a time to replay}
         * @param value the time, or null */
        public Builder replayWindow(@Nullable ReplayWindow value) {
            this.replayWindow = value;
            return this;
        }

        /** {@return this, with milestones}
         * @param value when it was confirmed, submitted, seen and ended */
        public Builder timeline(Timeline value) {
            this.timeline = value;
            return this;
        }

        /** {@return this, with objectives}
         * @param value the plan's objectives */
        public Builder objectives(RecoveryObjectives value) {
            this.objectives = value;
            return this;
        }

        /** {@return this, with warnings}
         * @param value what somebody should know */
        public Builder warnings(List<Finding> value) {
            this.warnings = value;
            return this;
        }

        /** {@return this, with what was looked at}
         * @param value what the checks found */
        public Builder verification(Verification value) {
            this.verification = value;
            return this;
        }

        /** {@return this, with what became of taking it back}
         * @param value the other operation's result, or null */
        public Builder rollback(@Nullable RestoreResult value) {
            this.rollback = value;
            return this;
        }

        /** {@return the result} */
        public RestoreResult build() {
            return new RestoreResult(this);
        }
    }
}
