package dev.restore4j.event;

/**
 * Something of the program's own that follows a restore: clear caches, release traffic, replay events. It may be called again
 * after a crash, so it must be idempotent. One that throws, or takes longer than its limit, harms nothing: the result says so.
 */
@FunctionalInterface
public interface RestoreHook {

    /**
     * Does it.
     *
     * @param aftermath what is known of the restore
     * @throws Exception if it could not be done; its message goes to the result, so it must hold no secret
     */
    void run(Aftermath aftermath) throws Exception;
}
