package dev.restore4j.admin;

import dev.restore4j.admin.process.ChildResult;
import dev.restore4j.admin.process.Family;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of {@code database check}. What it finds is its exit code 1 with "Inconsistencies found. See '...' for details." (measured
 * with 5.26.30 on a store with a damaged record), and a file of that name; any other failure is one.
 */
final class ConsistencyCheck {

    private static final int LINES = 200;

    private final Tool tool;
    private final String version;
    private final Path reports;

    ConsistencyCheck(Tool tool, String version, Path reports) {
        this.tool = tool;
        this.version = version;
        this.reports = reports;
    }

    /** Checks the store of a database. */
    CheckReport store(String database, Terms terms) throws InterruptedException {
        return run("The database " + database, List.of(database), terms, Family.fresh());
    }

    /** Unpacks and checks a dump that is alone in its directory. */
    CheckReport dump(Path stage, String database, WorkDirectory work, Terms terms) throws InterruptedException {
        List<String> arguments = List.of("--from-path=" + stage, "--temp-path=" + work.make("unpacked"), database);
        return run("The dump of " + database, arguments, terms, work.family());
    }

    private CheckReport run(String subject, List<String> arguments, Terms terms, Family family)
            throws InterruptedException {
        List<String> all = new ArrayList<>(List.of("--report-path=" + reports));
        all.addAll(arguments);
        ChildResult result = tool.attempt(tool.words(AdminCommand.CHECK, all), terms, family);
        if (result.exitCode() == 0) {
            return new CheckReport(subject, version, result.took(), CheckReport.Findings.NONE);
        }
        if (!KnownFailure.of(result.exitCode(), result.tail()).code().equals("inconsistent")) {
            throw Tool.failure("neo4j-admin database check", result);
        }
        return new CheckReport(subject, version, result.took(), findings(result));
    }

    private CheckReport.Findings findings(ChildResult result) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "*.report")) {
            Path newest = null;
            for (Path file : files) {
                if (newest == null
                        || Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(newest)) > 0) {
                    newest = file;
                }
            }
            if (newest != null) {
                try (Stream<String> lines = Files.lines(newest)) {
                    return new CheckReport.Findings(
                            false, lines.limit(LINES).collect(Collectors.joining("\n")), newest);
                }
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            // what it printed says the same in fewer words
        }
        return new CheckReport.Findings(false, result.tail(), null);
    }
}
