package dev.restore4j.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code neo4j-admin database check} found. Immutable. */
public final class CheckReport {

    private final String subject;
    private final String tool;
    private final Duration took;
    private final boolean consistent;
    private final String findings;
    private final @Nullable Path file;

    CheckReport(String subject, String tool, Duration took, Findings found) {
        this.subject = subject;
        this.tool = tool;
        this.took = took;
        this.consistent = found.consistent();
        this.findings = found.text();
        this.file = found.file();
    }

    /** {@return this, where the tool's report is not kept} */
    CheckReport withoutFile() {
        return new CheckReport(subject, tool, took, new Findings(consistent, findings, null));
    }

    /** {@return this, of a dump that the tool was shown under another name} */
    CheckReport ofDump(Path dump) {
        return new CheckReport("The dump " + dump, tool, took, new Findings(consistent, findings, file));
    }

    /** What was found. */
    record Findings(
            boolean consistent, String text, @Nullable Path file) {
        static final Findings NONE = new Findings(true, "", null);
    }

    /** {@return whether it is free of inconsistencies} */
    public boolean consistent() {
        return consistent;
    }

    /** {@return the beginning of the tool's report; empty where it found nothing} */
    public String findings() {
        return findings;
    }

    /** {@return the tool's whole report, where a directory for it was named and something was found} */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** {@return the version of the tool that checked} */
    public String tool() {
        return tool;
    }

    /** {@return how long it took} */
    public Duration took() {
        return took;
    }

    @Override
    public String toString() {
        return subject + (consistent ? " is consistent" : " is INCONSISTENT") + ", says neo4j-admin " + tool;
    }
}
