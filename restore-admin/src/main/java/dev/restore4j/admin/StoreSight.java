package dev.restore4j.admin;

import dev.restore4j.operation.Finding;
import dev.restore4j.spi.Fingerprint;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.SourceView.Origin;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A store as it was seen. Its text form, {@link #text()}, is what an operation notes of the store that it has dumped.
 *
 * @param database its name
 * @param format the store's format
 * @param lastTransaction the id of its last transaction; a word where the tool does not tell
 * @param lastWritten when its files were last written, as far as they could be looked at: no later than it was;
 *     {@link Instant#EPOCH} where none could
 * @param recovery whether it must be recovered first
 */
record StoreSight(String database, String format, String lastTransaction, Instant lastWritten, Recovery recovery) {

    private static final String SYSTEM = "system";
    private static final String UNKNOWN = "unknown";

    /** Whether a database was stopped cleanly. */
    enum Recovery {
        NEEDED,
        NOT_NEEDED
    }

    static StoreSight of(String database, DatabaseInfo info, Optional<StoreLayout> layout) {
        Instant written = layout.map(places -> newest(places, database)).orElse(Instant.EPOCH);
        String last = info.lastTransaction().isPresent()
                ? Long.toString(info.lastTransaction().getAsLong())
                : UNKNOWN;
        return new StoreSight(
                database,
                info.storeFormat(),
                last,
                written,
                info.needsRecovery() ? Recovery.NEEDED : Recovery.NOT_NEEDED);
    }

    /** What cannot be looked at is left out: that makes it older, and a loss of data larger than it is. */
    private static Instant newest(StoreLayout places, String database) {
        List<Instant> times = new ArrayList<>();
        for (Path directory : List.of(places.store(database), places.transactions(database))) {
            try {
                Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        // the tool itself locks a store that it looks at
                        if (!file.getFileName().toString().equals("database_lock")) {
                            times.add(attributes.lastModifiedTime().toInstant());
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) {
                        return FileVisitResult.CONTINUE; // the tool will say so
                    }
                });
            } catch (IOException e) {
                // the tool will say so
            }
        }
        return times.stream().max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (recovery == Recovery.NEEDED) {
            findings.add(Finding.blocking(
                    "needs-recovery",
                    "Database '" + database
                            + "' was not stopped cleanly. Start it and stop it once, then assess again."));
        }
        if (lastWritten.equals(Instant.EPOCH)) {
            findings.add(Finding.warning(
                    "restore-point-unknown",
                    "When database '" + database
                            + "' was last written is not known, since neo4j-admin does not say where"
                            + " its files are: it is taken for as old as can be, and so is the loss of data."));
        }
        if (database.equals(SYSTEM)) {
            findings.add(Finding.blocking(
                    "system-database",
                    "The system database holds users and roles of its own server, and is not to be uploaded. Name the database"
                            + " with the data."));
        }
        return findings;
    }

    SourceView view() {
        Map<String, String> fields = new TreeMap<>();
        fields.put("database", database);
        fields.put("store_format", format);
        fields.put("last_transaction", lastTransaction);
        // stores that were made in the same way have the same format and last transaction; looking at one writes
        // nothing
        fields.put("last_written", lastWritten.toString());
        return new SourceView(
                "database '" + database + "' (" + format + ", last transaction " + lastTransaction + ")",
                lastWritten,
                Fingerprint.of(fields),
                lastWritten.equals(Instant.EPOCH) ? Origin.UNDATED : Origin.ELSEWHERE);
    }

    String text() {
        return String.join("\n", database, format, lastTransaction, lastWritten.toString());
    }

    static StoreSight parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4) {
            throw new IllegalArgumentException("Not what was noted of a store");
        }
        return new StoreSight(lines[0], lines[1], lines[2], Instant.parse(lines[3]), Recovery.NOT_NEEDED);
    }
}
