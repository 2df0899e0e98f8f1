package dev.restore4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The codes in docs/restoring.md are those of the sources, and its states are those of the javadoc. */
class CodesTest {

    /** A literal of several words, and one of a single word where a code is expected. */
    private static final List<Pattern> LITERALS = List.of(
            Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\""),
            Pattern.compile("(?:new Ending|new RefusalReason|new RestoreRejectedException|notSent)\\(\\s*\"([a-z]+)\""),
            Pattern.compile("\"([a-z]+)\",\\s+message,"),
            Pattern.compile("new Ending\\(\\s*\\w+ \\? \"[a-z-]+\" : \"([a-z]+)\""),
            Pattern.compile("(?:Finding\\.(?:warning|blocking)\\(\\s*|LEFTOVER = )\"([a-z]+)\""),
            Pattern.compile("new Neo4jAdminException\\(\\s*\"([a-z]+)\""),
            Pattern.compile(
                    "\"([a-z]+)\",\\s+(?:\"[A-Z][^\"]*\\.\"|UNSUPPORTED)\\)")); // a code and its advice, of failures of
    // neo4j-admin

    /** Words of the same make that are something else: names of threads, of steps and of ways, words of Aura and of notes. */
    private static final Set<String> NO_CODES = Set.of(
            "accepted-and-seen",
            "after-failed",
            "after-restore",
            "after-verified",
            "aura-reads",
            "backup-file-upload",
            "business-critical",
            "busy-until",
            "database-incapable-of-action",
            "db-already-deleted",
            "db-not-found",
            "enterprise-db",
            "enterprise-ds",
            "free-db",
            "instance-action-unavailable",
            "missing-billing-details",
            "multipart-upload-status",
            "not-taken-over",
            "ongoing-database-operation",
            "professional-db",
            "professional-ds",
            "snapshot-in-place",
            "snapshot-new-instance",
            "snapshot-not-found",
            "snapshot-overwrite",
            "transfer-rate",
            "x-goog-resumable",
            "x-goog-stored-content-length");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");
    private static final Pattern TRANSITION = Pattern.compile("(?m)^[ *]*([A-Z_]+ +→ .+)$");

    private final String document = Repository.read(Repository.file("docs/restoring.md"));

    @Test
    void theTableHasTheCodesOfTheSourcesAndNoOthers() {
        int start = document.indexOf("## Codes of rejections and findings");
        String section = document.substring(start, document.indexOf("\n## ", start));
        assertThat(all(ROW, section)).isEqualTo(codes());
    }

    @Test
    void theStatesOfTheGuideAreThoseOfTheJavadoc() {
        String javadoc =
                Repository.read(Repository.file("restore-api/src/main/java/dev/restore4j/operation/RestoreState.java"));
        assertThat(all(TRANSITION, document)).isNotEmpty().isEqualTo(all(TRANSITION, javadoc));
    }

    private static Set<String> codes() {
        Set<String> found = new TreeSet<>();
        for (String module : List.of("restore-api", "restore-aura", "restore-admin")) {
            for (Path source : Repository.below(module + "/src/main", ".java")) {
                LITERALS.forEach(literal -> found.addAll(all(literal, Repository.read(source))));
            }
        }
        assertThat(found).as("words that are no codes, and are there").containsAll(NO_CODES);
        found.removeAll(NO_CODES);
        return found;
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text)
                .results()
                .forEach(match -> found.add(match.group(1).stripTrailing()));
        return found;
    }
}
