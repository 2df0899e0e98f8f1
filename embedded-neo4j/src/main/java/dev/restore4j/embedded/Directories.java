package dev.restore4j.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Operations on whole directories. */
final class Directories {

    private Directories() {}

    /** Creates the directory unless it exists. */
    static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the directory, created if it did not exist; one with something in it is refused} */
    static Path createEmpty(Path directory) {
        create(directory);
        if (!names(directory).isEmpty()) {
            throw new IllegalArgumentException("The directory " + directory + " is not empty.");
        }
        return directory;
    }

    /** {@return the names of what is in the directory, sorted} */
    static List<String> names(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves a directory to the place of another, which may be absent, within one file system. */
    static void replace(Path place, Path replacement) {
        delete(place);
        try {
            Files.move(replacement, place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the directory with all that is in it; does nothing if it is absent. */
    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
