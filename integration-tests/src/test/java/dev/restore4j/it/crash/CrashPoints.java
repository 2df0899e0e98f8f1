package dev.restore4j.it.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The boundaries that one process passes: journal writes, requests, wake-ups. At the chosen one the process is killed, and
 * from then on everything that it still tries fails. Thread-safe.
 */
final class CrashPoints {

    private final int killAt;
    private final Duration downtime;
    private final List<String> passed = new ArrayList<>();
    private boolean dead;

    private CrashPoints(int killAt, Duration downtime) {
        this.killAt = killAt;
        this.downtime = downtime;
    }

    /** A process that lives; it is only counted. */
    static CrashPoints none() {
        return new CrashPoints(-1, Duration.ZERO);
    }

    /** A process that is killed when it passes this boundary, counted from 0. */
    static CrashPoints at(int boundary) {
        return at(boundary, Duration.ZERO);
    }

    /** The same, with the time until the program is started again. */
    static CrashPoints at(int boundary, Duration downtime) {
        return new CrashPoints(boundary, downtime);
    }

    synchronized void pass(String boundary) {
        mustLive(boundary);
        int index = passed.size();
        passed.add(boundary);
        if (index == killAt) {
            dead = true;
            throw new Crash(boundary, downtime);
        }
    }

    /** For what is no boundary of its own, but impossible for the dead. */
    synchronized void mustLive(String what) {
        if (dead) {
            throw new Crash(what, downtime);
        }
    }

    synchronized boolean isDead() {
        return dead;
    }

    synchronized List<String> passed() {
        return List.copyOf(passed);
    }
}
