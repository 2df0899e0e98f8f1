package dev.restore4j.verify;

import java.util.Objects;

/**
 * What one look found.
 *
 * @param outcome whether it is as it should be
 * @param reason why, in a sentence; empty for what passed
 * @param evidence what was seen, such as "orders = 1204"; no secrets, at most 2,000 characters, longer ones are cut
 * @param again whether another look may find something else
 */
public record Verdict(Outcome outcome, String reason, String evidence, Again again) {

    private static final int LONGEST = 2_000;

    /** Whether it is as it should be. */
    public enum Outcome {
        /** It is. The only outcome that counts as passed. */
        PASSED,
        /** It is not: there is positive evidence. */
        FAILED,
        /** It could not be told: no connection, no permission, no time. */
        INCONCLUSIVE,
        /** Nobody looked. */
        SKIPPED
    }

    /** Whether another look may find something else. */
    public enum Again {
        /** Something that comes by itself: a database that starts, an index that is populated. */
        LATER,
        /** The same is found at each look. */
        POINTLESS
    }

    /**
     * Cuts what is too long.
     *
     * @param outcome whether it is as it should be
     * @param reason why, in a sentence; empty for what passed
     * @param evidence what was seen, such as "orders = 1204"; no secrets, at most 2,000 characters, longer ones are cut
     * @param again whether another look may find something else
     */
    public Verdict {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(again, "again");
        reason = cut(reason);
        evidence = cut(evidence);
    }

    /**
     * {@return it is as it should be}
     *
     * @param evidence what was seen
     */
    public static Verdict passed(String evidence) {
        return new Verdict(Outcome.PASSED, "", evidence, Again.POINTLESS);
    }

    /**
     * {@return it is not as it should be}
     *
     * @param reason why, in a sentence
     * @param evidence what was seen
     */
    public static Verdict failed(String reason, String evidence) {
        return new Verdict(Outcome.FAILED, reason, evidence, Again.POINTLESS);
    }

    /**
     * {@return it could not be told}
     *
     * @param reason why, in a sentence, with what to do
     */
    public static Verdict inconclusive(String reason) {
        return new Verdict(Outcome.INCONCLUSIVE, reason, "", Again.POINTLESS);
    }

    /**
     * {@return nobody looked}
     *
     * @param reason why
     */
    public static Verdict skipped(String reason) {
        return new Verdict(Outcome.SKIPPED, reason, "", Again.POINTLESS);
    }

    /** {@return the same, which is looked at again while there is time} */
    public Verdict orLater() {
        return new Verdict(outcome, reason, evidence, Again.LATER);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
