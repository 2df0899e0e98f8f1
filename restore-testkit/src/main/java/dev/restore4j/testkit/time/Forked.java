package dev.restore4j.testkit.time;

import org.jspecify.annotations.Nullable;

/** What a forked thread runs: it waits for its first turn before it does anything. */
final class Forked implements Runnable {

    private final RunToken token;
    private final Runnable task;

    /** Set before the thread is started. */
    @Nullable
    Turn turn;

    Forked(RunToken token, Runnable task) {
        this.token = token;
        this.task = task;
    }

    @Override
    public void run() {
        if (turn == null) {
            throw new IllegalStateException("started without a turn");
        }
        token.live(turn, task);
    }
}
