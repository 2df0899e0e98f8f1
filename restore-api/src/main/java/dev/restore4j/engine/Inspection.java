package dev.restore4j.engine;

import dev.restore4j.verify.Check;
import dev.restore4j.verify.CheckLevel;
import java.time.Duration;
import java.util.List;

/**
 * What a plan says of the looking afterwards.
 *
 * @param checks what is looked at; empty where nothing is
 * @param level how much
 * @param limits how long it may take
 */
public record Inspection(List<Check> checks, CheckLevel level, Limits limits) {

    /** Nothing is looked at. */
    public static final Inspection NONE =
            new Inspection(List.of(), CheckLevel.STANDARD, new Limits(Duration.ofMinutes(2), Duration.ofMinutes(15)));

    /**
     * How long looking may take.
     *
     * @param each one check, with all its looks
     * @param total all of them
     */
    public record Limits(Duration each, Duration total) {}

    /** Copies the list. */
    public Inspection {
        checks = List.copyOf(checks);
    }
}
