package dev.restore4j.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The dumps of one server: a directory for each, named by the snapshot's id; it is whole and never changes. */
final class Snapshots {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final Path root;

    Snapshots(Path root) {
        this.root = root;
    }

    /**
     * Adds a snapshot.
     *
     * @param id its id
     * @param dump writes the dump into the directory that it is given
     * @throws IllegalStateException if there is one of that id already; then nothing was written
     */
    void add(String id, Consumer<Path> dump) {
        Path place = place(id);
        if (Files.exists(place)) {
            throw new IllegalStateException("There is a snapshot '" + id + "' already.");
        }
        // A dump that fails leaves a file behind that looks like a dump.
        Path draft = Directories.createEmpty(root.resolve(".draft"));
        try {
            dump.accept(draft);
            Directories.replace(place, draft);
        } finally {
            Directories.delete(draft);
        }
    }

    /**
     * Shows an archive from elsewhere under the name that Neo4j looks for.
     *
     * @param archive the file, under any name
     * @param use reads it from the directory that it is given
     */
    void lend(Path archive, Consumer<Path> use) {
        Path draft = Directories.createEmpty(root.resolve(".lent"));
        try {
            Files.createSymbolicLink(draft.resolve(ServerHome.DATABASE + ".dump"), archive.toAbsolutePath());
            use.accept(draft);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Directories.delete(draft);
        }
    }

    /**
     * {@return the directory of that snapshot's dump}
     *
     * @throws NoSuchElementException if there is no such snapshot
     */
    Path find(String id) {
        Path place = place(id);
        if (!Files.exists(place)) {
            throw new NoSuchElementException("There is no snapshot '" + id + "'; there are " + ids() + ".");
        }
        return place;
    }

    private Path place(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("A snapshot's id must match " + ID + " here, unlike '" + id + "'.");
        }
        return root.resolve(id);
    }

    private List<String> ids() {
        return Directories.names(root);
    }
}
