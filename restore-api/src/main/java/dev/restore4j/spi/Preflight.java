package dev.restore4j.spi;

import dev.restore4j.operation.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Source and target, read one after the other, and what was found.
 *
 * @param source the source as seen
 * @param target the target as seen
 * @param findings blocking ones and warnings
 * @param since when the first of them was read, or null where that was when the look was asked for; a look may wait long for
 *     a place in a budget, and what it saw is not older for that
 * @param estimate how long it may take, or null where nobody can tell
 */
public record Preflight(
        SourceView source,
        TargetView target,
        List<Finding> findings,
        @Nullable Instant since,
        @Nullable Estimate estimate) {

    /**
     * What nobody has estimated.
     *
     * @param source the source as seen
     * @param target the target as seen
     * @param findings blocking ones and warnings
     * @param since when the first of them was read, or null where that was when the look was asked for
     */
    public Preflight(SourceView source, TargetView target, List<Finding> findings, @Nullable Instant since) {
        this(source, target, findings, since, null);
    }

    /**
     * What was read as soon as it was asked for.
     *
     * @param source the source as seen
     * @param target the target as seen
     * @param findings blocking ones and warnings
     */
    public Preflight(SourceView source, TargetView target, List<Finding> findings) {
        this(source, target, findings, null, null);
    }

    /**
     * Copies the findings.
     *
     * @param source the source as seen
     * @param target the target as seen
     * @param findings blocking ones and warnings
     * @param since when the first of them was read, or null where that was when the look was asked for
     * @param estimate how long it may take, or null where nobody can tell
     */
    public Preflight {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        findings = List.copyOf(findings);
    }
}
