package dev.restore4j.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents refer to is there. */
class DocumentLinksTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path document : Repository.documents()) {
            for (MatchResult link :
                    LINK.matcher(Repository.read(document)).results().toList()) {
                if (!leadsSomewhere(document, link.group(1), link.group(2))) {
                    broken.add(Repository.name(document) + ": " + link.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path document, String path, String anchor) {
        Path target = path.isEmpty() ? document : document.resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return anchor == null
                || HEADING.matcher(Repository.read(target))
                        .results()
                        .anyMatch(heading -> slug(heading.group(1)).equals(anchor));
    }

    private static String slug(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
