package dev.restore4j.admin;

import dev.restore4j.event.Progress;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a command is, from the lines it prints (measured): {@code Files: 1/36, data:  0.0%} by dump and load; for each of three
 * checks in turn, dots with a percentage. Each whole percent is told once. Used by one thread.
 */
final class ToolProgress {

    private static final Pattern PERCENT = Pattern.compile("(?:data: +|^\\.*  *)(\\d{1,3}(?:\\.\\d+)?)%");
    private static final int CHECKS = 3;

    private final String phase;
    private final Consumer<Progress> listener;
    private double last = -1;
    private int told = -1;
    private int rounds;

    ToolProgress(String phase, Consumer<Progress> listener) {
        this.phase = phase;
        this.listener = listener;
    }

    void line(String line) {
        Matcher matcher = PERCENT.matcher(line);
        if (matcher.find()) {
            double percent = Double.parseDouble(matcher.group(1));
            if (percent < last) {
                rounds++;
            }
            last = percent;
            double fraction =
                    phase.equals("check") ? (Math.min(rounds, CHECKS - 1) + percent / 100) / CHECKS : percent / 100;
            // the tool prints several lines for each percent; what has told 29 may be a little less in binary
            int percents = (int) Math.floor(fraction * 100 + 1e-6);
            if (percents > told) {
                told = percents;
                listener.accept(Progress.of(phase, percents / 100.0));
            }
        }
    }
}
