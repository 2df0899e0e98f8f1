package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.StoreSpec.Lock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The databases of a home, in the directories that Neo4j has them in, so that they can be moved aside and back. */
final class Stores {

    private static final String HEAD = "neostore";
    private static final String CONTENT = "neostore.content.db";
    private static final String LOG = "neostore.transaction.db.0";
    private static final String LOCK = "database_lock";

    private final Path home;

    Stores(Path home) {
        this.home = home;
    }

    Path databases() {
        return home.resolve("data/databases");
    }

    Path transactions() {
        return home.resolve("data/transactions");
    }

    Path database(String name) {
        return databases().resolve(name);
    }

    Path lockFile(String name) {
        return database(name).resolve(LOCK);
    }

    /** {@return the names of all databases, with the system's last} */
    List<String> names() {
        if (!Files.isDirectory(databases())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(databases())) {
            return entries.filter(entry -> Files.exists(entry.resolve(HEAD)))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean exists(String name) {
        return Files.exists(database(name).resolve(HEAD));
    }

    Lock lock(String name) {
        Path file = lockFile(name);
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            return text.isEmpty() ? Lock.FREE : Lock.valueOf(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void lock(String name, Lock lock) {
        try {
            Files.createDirectories(database(name));
            Files.writeString(lockFile(name), lock == Lock.FREE ? "" : lock.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<StoreSpec> find(String name) {
        if (!exists(name)) {
            return Optional.empty();
        }
        try {
            Path content = database(name).resolve(CONTENT);
            byte[] bytes = Files.exists(content) ? Files.readAllBytes(content) : new byte[0];
            return Optional.of(
                    parse(Files.readString(database(name).resolve(HEAD)), bytes).with(lock(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, StoreSpec store) {
        delete(name);
        files(store).forEach((file, bytes) -> writeFile(name, file, bytes));
        lock(name, store.lock());
    }

    /** Writes one file to where files of its kind are. */
    void writeFile(String name, String file, byte[] bytes) {
        Path directory = file.equals(LOG) ? transactions().resolve(name) : database(name);
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the store and its log, but for the lock, which a load holds. */
    void delete(String name) {
        deleteTree(database(name));
        deleteTree(transactions().resolve(name));
        lock(name, Lock.FREE);
    }

    static void deleteTree(Path directory) {
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

    /** What a dump of it contains. */
    static Map<String, byte[]> files(StoreSpec store) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(HEAD, head(store).getBytes(StandardCharsets.UTF_8));
        files.put(CONTENT, store.content());
        files.put(LOG, new byte[1024]);
        return files;
    }

    private static String head(StoreSpec store) {
        return String.join(
                "\n",
                Long.toString(store.lastTransaction()),
                store.format(),
                store.introduced(),
                store.writtenBy().name(),
                store.ending().name());
    }

    static StoreSpec parse(String head, byte[] content) {
        String[] lines = head.split("\n", -1);
        StoreSpec store =
                StoreSpec.of(content).lastTransaction(Long.parseLong(lines[0])).format(lines[1], lines[2]);
        StoreSpec written = AdminLine.valueOf(lines[3]) == AdminLine.V2026 ? store.writtenByNewerLine() : store;
        return lines[4].equals(StoreSpec.Ending.KILLED.name()) ? written.needsRecovery() : written;
    }

    /** {@return the database that was dumped; empty where it was not the fake tool that dumped it} */
    static Optional<StoreSpec> dumped(Map<String, byte[]> files) {
        byte[] head = files.get(HEAD);
        byte[] content = files.get(CONTENT);
        return head == null || content == null
                ? Optional.empty()
                : Optional.of(parse(new String(head, StandardCharsets.UTF_8), content));
    }

    static boolean isNewer(Map<String, byte[]> files, AdminLine line) {
        byte[] head = files.get(HEAD);
        return head != null
                && line == AdminLine.V5
                && parse(new String(head, StandardCharsets.UTF_8), new byte[0]).writtenBy() == AdminLine.V2026;
    }
}
