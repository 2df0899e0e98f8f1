package dev.restore4j.operation;

import java.util.Objects;

/**
 * What a person found out about an operation whose outcome cannot be read.
 *
 * @param tookEffect whether the request took effect
 * @param by who says so
 * @param evidence how they know, for the journal; not blank
 */
public record Attestation(TookEffect tookEffect, Actor by, String evidence) {

    /** Whether the request took effect. */
    public enum TookEffect {
        /** The target was overwritten by this operation. */
        YES,
        /** The target was not overwritten by this operation. */
        NO
    }

    /**
     * Checks that the evidence says something.
     *
     * @param tookEffect whether the request took effect
     * @param by who says so
     * @param evidence how they know, for the journal; not blank
     */
    public Attestation {
        Objects.requireNonNull(tookEffect, "tookEffect");
        Objects.requireNonNull(by, "by");
        if (evidence.isBlank()) {
            throw new IllegalArgumentException("An attestation says how its author knows: evidence is blank");
        }
    }

    /**
     * {@return the statement that the target was overwritten by this operation}
     *
     * @param by who says so
     * @param evidence how they know
     */
    public static Attestation overwritten(Actor by, String evidence) {
        return new Attestation(TookEffect.YES, by, evidence);
    }

    /**
     * {@return the statement that the target was not overwritten by this operation}
     *
     * @param by who says so
     * @param evidence how they know
     */
    public static Attestation notOverwritten(Actor by, String evidence) {
        return new Attestation(TookEffect.NO, by, evidence);
    }
}
