package dev.restore4j.event;

/**
 * Hears of what happens to operations.
 *
 * <p>Events of one operation arrive one at a time and in order, on a thread of the library's that does nothing else. A
 * listener that throws is logged and hears the next event; one that hangs hears nothing more, and up to 1,000 events wait
 * for it before the oldest are dropped. Neither harms the restore or other listeners.
 *
 * <p>The first event of an operation is that of its submission. {@code await()} does not wait for listeners: it gives them a
 * second to hear the end. An operation that is attached is heard by the client's listeners and by the one that was given to
 * {@code attach}, not by those of the plan that began it.
 */
@FunctionalInterface
public interface RestoreListener {

    /**
     * Hears of one event.
     *
     * @param event what happened
     */
    void on(RestoreEvent event);
}
