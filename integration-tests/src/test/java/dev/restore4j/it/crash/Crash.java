package dev.restore4j.it.crash;

/** What a killed process feels: nothing catches it, nothing runs after it. */
final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super("killed " + where, null, false, false);
    }
}
