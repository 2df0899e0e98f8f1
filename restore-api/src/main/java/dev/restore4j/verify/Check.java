package dev.restore4j.verify;

import java.util.List;

/**
 * One thing that is looked at after a restore. It reads, or leaves nothing behind; it may run several times, also in another
 * process after a crash. Thread-safe.
 */
public interface Check extends Checks {

    /** {@return what it is called in results, such as "orders are back"; short, without secrets} */
    String name();

    /** {@return from which level on it runs} */
    default CheckLevel level() {
        return CheckLevel.STANDARD;
    }

    /** {@return what a failure speaks of: only wrong data ever starts a rollback} */
    default CheckSubject subject() {
        return CheckSubject.DATA;
    }

    /**
     * {@return where it looks} A check with an address of its own must say FIXED: in a rehearsal, or a restore into another
     * target, it would find what is in production and call that verified. The assessment warns of it.
     */
    default CheckPlace place() {
        return CheckPlace.TARGET;
    }

    /**
     * Looks once.
     *
     * @param context what is known of the restore, and how long there is
     * @return what was found
     * @throws Exception if it could not look; that counts as inconclusive. Its message goes to the journal and the result, so it
     *     must hold no secret
     */
    Verdict look(CheckContext context) throws Exception;

    /** {@return this check alone} */
    @Override
    default List<Check> checks() {
        return List.of(this);
    }
}
