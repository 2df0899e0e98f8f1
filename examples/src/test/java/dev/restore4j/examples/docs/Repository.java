package dev.restore4j.examples.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository. */
public final class Repository {

    private static final Path ROOT = root();

    private Repository() {}

    private static Path root() {
        for (Path each = Path.of("").toAbsolutePath(); each != null; each = each.getParent()) {
            if (Files.exists(each.resolve("README.md")) && Files.exists(each.resolve("restore-api"))) {
                return each;
            }
        }
        throw new IllegalStateException("not below a directory with README.md and restore-api");
    }

    /** {@return a file by its path in the repository} */
    public static Path file(String path) {
        return ROOT.resolve(path);
    }

    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    /** {@return the documents that people read} */
    static List<Path> documents() {
        List<Path> all = new ArrayList<>(List.of(file("README.md"), file("CONTRIBUTING.md"), file("CHANGELOG.md")));
        all.addAll(below("docs", ".md"));
        return all;
    }

    static List<Path> below(String directory, String suffix) {
        try (Stream<Path> files = Files.walk(file(directory))) {
            return files.filter(path -> path.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return a file's text} */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
