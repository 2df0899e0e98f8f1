package dev.restore4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * All Java in the documents is compiled code. After a change of that code, {@code mvn -pl examples -am test
 * -Dtest=ReadmeSnippetsTest -Dsurefire.failIfNoSpecifiedTests=false -Dsnippets=write} brings the documents up to date.
 */
class ReadmeSnippetsTest {

    private static final Pattern TAG = Pattern.compile("(?m)^ *// tag::([a-z-]+)\\[]$");

    @BeforeAll
    static void writeWhereAskedTo() throws IOException {
        if ("write".equals(System.getProperty("snippets"))) {
            for (Path document : Repository.documents()) {
                Files.writeString(document, Snippet.refreshed(Repository.read(document)));
            }
        }
    }

    @Test
    void everyBlockOfJavaIsCompiledCode() {
        for (Path document : Repository.documents()) {
            for (Snippet snippet : Snippet.in(Repository.read(document))) {
                assertThat(snippet.source())
                        .as("%s: source of%n%s", Repository.name(document), snippet.text())
                        .contains("#");
                assertThat(snippet.text())
                        .as("%s: %s", Repository.name(document), snippet.source())
                        .isEqualTo(snippet.compiled());
            }
        }
    }

    @Test
    void theReadmeAndTheGuidesHaveSnippets() {
        for (String document : List.of(
                "README.md",
                "docs/restoring.md",
                "docs/aura-client.md",
                "docs/neo4j-admin.md",
                "docs/verifying.md",
                "docs/reports.md",
                "docs/testing-with-the-testkit.md")) {
            assertThat(Snippet.in(Repository.read(Repository.file(document))))
                    .as(document)
                    .isNotEmpty();
        }
    }

    @Test
    void everyTaggedExampleIsShownSomewhere() {
        TreeSet<String> shown = new TreeSet<>();
        for (Path document : Repository.documents()) {
            Snippet.in(Repository.read(document)).forEach(snippet -> shown.add(snippet.source()));
        }
        List<String> tagged = new ArrayList<>();
        for (Path source : Repository.below("examples/src", ".java")) {
            TAG.matcher(Repository.read(source))
                    .results()
                    .map((MatchResult tag) -> Repository.name(source) + "#" + tag.group(1))
                    .forEach(tagged::add);
        }
        assertThat(tagged).isNotEmpty().allMatch(shown::contains);
    }
}
