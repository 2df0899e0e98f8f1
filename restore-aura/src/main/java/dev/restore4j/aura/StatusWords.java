package dev.restore4j.aura;

import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.catalog.InstanceStatus;
import dev.restore4j.spi.Evidence;
import dev.restore4j.spi.Observation;
import dev.restore4j.spi.Observation.Condition;
import org.jspecify.annotations.Nullable;

/**
 * What an instance's status word means for one way to restore.
 *
 * <p>Aura states no operation, only a word. The specification's words for a restore in place and for an overwrite are
 * {@code restoring} and {@code overwriting}; {@code loading} was seen for both; {@code updating} is what uploads and resizes
 * show, and perhaps more. Words of other operations prove nothing, nor does a word that nobody knows: counting it as the
 * sign that a restore began would turn the next {@code running}, which may be a stale one, into a success.
 */
enum StatusWords {
    /** A restore in place. */
    OF_RESTORE(Evidence.RESTORE, Evidence.SOMETHING),
    /** An overwrite by another instance's snapshot. */
    OF_OVERWRITE(Evidence.SOMETHING, Evidence.RESTORE),
    /** A restore of which it is not known whether it is in place: what one of both does not cause proves less. */
    OF_ANY_RESTORE(Evidence.SOMETHING, Evidence.SOMETHING),
    /** An upload: the words of restores and overwrites are other people's. */
    OF_UPLOAD(Evidence.NONE, Evidence.NONE),
    /** An instance that the operation itself creates: that it is there at all is the proof, whatever it says. */
    OF_CREATION(Evidence.RESTORE, Evidence.RESTORE) {
        @Override
        Evidence evidence(String word) {
            return Evidence.RESTORE;
        }
    };

    /** The word of an instance whose last restore, overwrite or upload failed. */
    static final String LOADING_FAILED = "loading failed";

    private final Evidence restoring;
    private final Evidence overwriting;

    StatusWords(Evidence restoring, Evidence overwriting) {
        this.restoring = restoring;
        this.overwriting = overwriting;
    }

    Evidence evidence(String word) {
        String folded = new InstanceStatus(word).word();
        return switch (folded) {
            case "loading" -> Evidence.RESTORE;
            case "restoring" -> restoring;
            case "overwriting" -> overwriting;
            case "updating" -> Evidence.SOMETHING;
            default -> Evidence.NONE;
        };
    }

    /** {@return what a word says} */
    Observation observation(String word, @Nullable String created, @Nullable String requestId) {
        return new Observation(condition(word), evidence(word), Sanitized.text(word), created, requestId);
    }

    private static Condition condition(String word) {
        return switch (new InstanceStatus(word).word()) {
            case "running" -> Condition.READY;
            case LOADING_FAILED -> Condition.FAILED;
            case "destroying", "deleting" -> Condition.GONE;
            default -> Condition.BUSY;
        };
    }
}
