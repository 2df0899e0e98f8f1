package dev.restore4j.it.sweep;

import java.time.Duration;

/** The process is killed; nothing catches it but the world, which starts another one after a while. */
public class ProcessDeath extends Error {

    private static final long serialVersionUID = 1L;

    private final transient Duration downtime;

    /**
     * Kills.
     *
     * @param where the boundary at which the process died
     * @param downtime until the program is started again
     */
    public ProcessDeath(String where, Duration downtime) {
        super("killed " + where, null, false, false);
        this.downtime = downtime;
    }

    /** {@return how long until the program is started again} */
    public Duration downtime() {
        return downtime;
    }
}
