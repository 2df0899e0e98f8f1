package dev.restore4j.error;

import dev.restore4j.operation.Finding;
import dev.restore4j.operation.RestoreResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for cannot be done as it stands, and nothing was done: change it, or assess and confirm anew.
 *
 * <p>Thrown instead of a restore, or as the end of one, it means that nothing was overwritten. Thrown while a restore is
 * under way or after it, what was asked for is something else, such as to settle it or to watch it with a client that may not
 * read its target: then {@link #overwritten()} is that of the restore, and may be YES or UNKNOWN.
 */
public final class RestoreRejectedException extends RestoreException {

    private static final long serialVersionUID = 1L;

    /** Why it was rejected. */
    private final String code;

    private final transient @Nullable List<Finding> findings;

    /**
     * Makes the error for one reason.
     *
     * @param code a stable word for programs, such as {@code changed-since-assessment}
     * @param message what happened, to what, and what to do now
     * @param result the result so far, or null where no operation was in the journal yet
     * @param requestId the {@code X-Request-Id} behind it, or null
     */
    public RestoreRejectedException(
            String code, String message, @Nullable RestoreResult result, @Nullable String requestId) {
        super(message, result, requestId, null);
        this.code = code;
        this.findings = List.of(Finding.blocking(code, message));
    }

    /**
     * Makes the error for the blocking findings of an assessment.
     *
     * @param findings at least one
     */
    public RestoreRejectedException(List<Finding> findings) {
        super(sentence(findings), null, null, null);
        this.code = findings.get(0).code();
        this.findings = List.copyOf(findings);
    }

    /** {@return the first reason, as a stable word for programs} */
    public String code() {
        return code;
    }

    /** {@return all reasons} */
    public List<Finding> findings() {
        return findings != null ? findings : List.of(Finding.blocking(code, getMessage())); // after serialization
    }

    private static String sentence(List<Finding> findings) {
        StringBuilder text = new StringBuilder("Nothing was sent. ");
        findings.forEach(finding -> text.append(finding.message()).append(' '));
        return text.toString().trim();
    }
}
