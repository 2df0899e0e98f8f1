package dev.restore4j.spi;

/** What a status word proves about a submitted request. */
public enum Evidence {
    /** Nothing: the target looks as before, or is busy with something that the request does not cause. */
    NONE,
    /** Something goes on that the request may cause, and other things too. It counts where the request was accepted. */
    SOMETHING,
    /** What goes on is what the request causes. It counts where the answer was lost, too. */
    RESTORE
}
