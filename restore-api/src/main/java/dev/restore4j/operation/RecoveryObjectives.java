package dev.restore4j.operation;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much data may be lost and how long the restore may take. Missing an objective is reported in the assessment and in
 * the result; it stops nothing. Immutable.
 */
public final class RecoveryObjectives {

    private static final RecoveryObjectives NONE = new RecoveryObjectives(null, null);

    private final @Nullable Duration rpo;
    private final @Nullable Duration rto;

    private RecoveryObjectives(@Nullable Duration rpo, @Nullable Duration rto) {
        this.rpo = rpo;
        this.rto = rto;
    }

    /** {@return no objectives} */
    public static RecoveryObjectives none() {
        return NONE;
    }

    /**
     * {@return objectives with this recovery point objective}
     *
     * @param maximum the longest acceptable data loss, positive
     */
    public static RecoveryObjectives rpo(Duration maximum) {
        return new RecoveryObjectives(positive(maximum, "rpo"), null);
    }

    /**
     * {@return the same objectives with this recovery time objective}
     *
     * @param maximum the longest acceptable time from the confirmation to the end, positive
     */
    public RecoveryObjectives rto(Duration maximum) {
        return new RecoveryObjectives(rpo, positive(maximum, "rto"));
    }

    /** {@return the longest acceptable data loss} */
    public Optional<Duration> rpo() {
        return Optional.ofNullable(rpo);
    }

    /** {@return the longest acceptable time from the confirmation to the end} */
    public Optional<Duration> rto() {
        return Optional.ofNullable(rto);
    }

    private static Duration positive(Duration value, String name) {
        Objects.requireNonNull(value, name);
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than zero: " + value);
        }
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecoveryObjectives o && Objects.equals(rpo, o.rpo) && Objects.equals(rto, o.rto);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rpo, rto);
    }

    @Override
    public String toString() {
        return "RPO " + (rpo == null ? "none" : Durations.text(rpo)) + ", RTO "
                + (rto == null ? "none" : Durations.text(rto));
    }
}
