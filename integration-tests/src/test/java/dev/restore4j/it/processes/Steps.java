package dev.restore4j.it.processes;

import java.util.concurrent.CountDownLatch;

/** Counts and tells what a process does, and makes it stand still at one step, so that it can be killed just there. */
final class Steps {

    private final int pauseAt;
    private int count;

    Steps(int pauseAt) {
        this.pauseAt = pauseAt;
    }

    void pass(String what) {
        int step;
        synchronized (this) {
            step = ++count;
            System.out.println("STEP " + step + " " + what);
        }
        if (step == pauseAt) {
            System.out.println("PAUSED " + what);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
