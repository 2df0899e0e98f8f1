package dev.restore4j.examples.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of Java in a document.
 *
 * @param source the file that it comes from, and behind a hash sign its tag; empty where the document does not say
 * @param text what the document shows
 */
record Snippet(String source, String text) {

    private static final Pattern BLOCK =
            Pattern.compile("(?:<!-- snippet: (\\S+) -->\\R)?```java\\R(.*?)```", Pattern.DOTALL);

    static List<Snippet> in(String document) {
        return BLOCK.matcher(document).results().map(Snippet::of).toList();
    }

    /** {@return the document with the text of all its snippets taken from their sources} */
    static String refreshed(String document) {
        return BLOCK.matcher(document).replaceAll(block -> {
            Snippet shown = of(block);
            String whole = shown.source().isEmpty()
                    ? block.group()
                    : "<!-- snippet: " + shown.source() + " -->\n```java\n" + shown.compiled() + "```";
            return Matcher.quoteReplacement(whole);
        });
    }

    private static Snippet of(MatchResult block) {
        return new Snippet(block.group(1) == null ? "" : block.group(1), block.group(2));
    }

    String tag() {
        return source.substring(source.indexOf('#') + 1);
    }

    /** {@return what stands between the tags in the source, moved to the left margin} */
    String compiled() {
        String file = source.substring(0, source.indexOf('#'));
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : Repository.read(Repository.file(file)).lines().toList()) {
            if (line.strip().equals("// end::" + tag() + "[]")) {
                return String.join("\n", lines).stripIndent() + "\n";
            }
            if (inside && !line.strip().startsWith("// tag::")) {
                lines.add(line);
            }
            inside |= line.strip().equals("// tag::" + tag() + "[]");
        }
        throw new AssertionError("There is no tag '" + tag() + "' in " + file);
    }
}
