package dev.restore4j.admin.process;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of something, up to a number of characters. Thread-safe. */
final class Tail {

    private final int most;
    private final Deque<String> lines = new ArrayDeque<>();
    private int size;
    private long dropped;

    Tail(int most) {
        this.most = most;
    }

    synchronized void add(String line) {
        lines.addLast(line);
        size += line.length() + 1;
        while (size > most && lines.size() > 1) {
            size -= lines.removeFirst().length() + 1;
            dropped++;
        }
    }

    /** {@return the lines, preceded by how many are missing} */
    synchronized String text() {
        String text = String.join("\n", lines);
        return dropped == 0 ? text : "... (" + dropped + " lines before)\n" + text;
    }
}
