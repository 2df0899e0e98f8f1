package dev.restore4j.spi;

import dev.restore4j.operation.Finding;
import java.util.List;
import java.util.Objects;

/**
 * Source and target, read one after the other, and what was found.
 *
 * @param source the source as seen
 * @param target the target as seen
 * @param findings blocking ones and warnings
 */
public record Preflight(SourceView source, TargetView target, List<Finding> findings) {

    /** Copies the findings. */
    public Preflight {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        findings = List.copyOf(findings);
    }
}
