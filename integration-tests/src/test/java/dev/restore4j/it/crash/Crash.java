package dev.restore4j.it.crash;

import dev.restore4j.it.sweep.ProcessDeath;
import java.time.Duration;

/** What a killed process feels: nothing catches it, nothing runs after it. */
final class Crash extends ProcessDeath {

    private static final long serialVersionUID = 1L;

    Crash(String where, Duration downtime) {
        super(where, downtime);
    }
}
