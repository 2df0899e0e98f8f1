package dev.restore4j.engine;

import dev.restore4j.journal.JournalEntry.Effect;
import java.util.Locale;

/** What the journal records of an operation. The names are a format: they never change. */
enum EntryType {
    /** The first entry: what is restored over what, and who confirmed it. */
    CONFIRMED(Effect.CONTINUES),
    /** Another process, or this one after a crash, drives from here on. It moves the head, so a former driver cannot write. */
    TAKEN_OVER(Effect.CONTINUES),
    /** Somebody wants it cancelled, if nothing was sent. */
    CANCEL_REQUESTED(Effect.CONTINUES),
    /** What the request needs is being made; and, from time to time, how long that has gone on. */
    PREPARING(Effect.CONTINUES),
    /** What the request needs is there. */
    PREPARED(Effect.CONTINUES),
    /** A safety snapshot is wanted; it may have been asked for. */
    SAFEGUARDING(Effect.CONTINUES),
    /** The safety snapshot was begun. */
    SAFETY_STARTED(Effect.CONTINUES),
    /** The safety snapshot is complete. */
    SAFEGUARDED(Effect.CONTINUES),
    /** There is no safety snapshot, and the plan goes on without. */
    NOT_SAFEGUARDED(Effect.CONTINUES),
    /** A few words, for whoever goes on. */
    NOTED(Effect.CONTINUES),
    /** The intent to send the one unrepeatable request. From here on it counts as sent. */
    SUBMITTING(Effect.CONTINUES),
    /** It is proven that the request was not taken over; it may be sent again after all checks. */
    NOT_TAKEN_OVER(Effect.CONTINUES),
    /** The service took the request over. */
    ACCEPTED(Effect.CONTINUES),
    /** The answer was lost. */
    ANSWER_LOST(Effect.CONTINUES),
    /** The target was seen changing. */
    CHANGE_SEEN(Effect.CONTINUES),
    /** A person attested that the request took effect. */
    ATTESTED(Effect.CONTINUES),
    /** The target runs again; the plan's checks look at it. */
    VERIFYING(Effect.CONTINUES),
    /** The end is certain and in this entry; what the plan wants before it is written is done first. */
    CONCLUDING(Effect.CONTINUES),
    /** Reading cannot tell. */
    OUTCOME_UNKNOWN(Effect.CONTINUES),
    /** Ended with a restore in which a check proved something wrong. */
    VERIFICATION_FAILED(Effect.ENDS),
    /** Ended well. */
    COMPLETED(Effect.ENDS),
    /** Ended without an overwrite; the name is released, unless a person attested it. */
    REJECTED(Effect.ENDS),
    /** Ended before anything was sent, on request; the name is released. */
    CANCELLED(Effect.ENDS),
    /** Ended with a failure that Aura reports. */
    FAILED(Effect.ENDS);

    private final Effect effect;

    EntryType(Effect effect) {
        this.effect = effect;
    }

    Effect effect() {
        return effect;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static EntryType of(String word) {
        for (EntryType type : values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new dev.restore4j.error.JournalException(
                "The journal has an entry of a type that this version does not know: '" + word
                        + "'. Use the version that wrote it, or a newer one.",
                null);
    }
}
