package dev.restore4j.aura.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;

/**
 * What a database held at one time. Take one while all is well, keep the file, and compare after a restore. Immutable.
 *
 * <p>It holds names (labels, types, property keys, indexes, constraints), counts, and hashes; no values. A hash of a value that
 * can be guessed confirms the guess: keep a baseline with content like other metadata of the database.
 *
 * <p>It is no snapshot: a database that is written to meanwhile is counted while it changes.
 */
public final class GraphBaseline {

    private final Instant captured;
    private final String database;
    private final @Nullable String databaseId;
    private final Counts counts;
    private final Schema schema;
    private final @Nullable Content content;

    GraphBaseline(Origin origin, Counts counts, Schema schema, @Nullable Content content) {
        this.captured = origin.captured();
        this.database = origin.database();
        this.databaseId = origin.databaseId();
        this.counts = counts;
        this.schema = schema;
        this.content = content;
    }

    /** When and where. */
    record Origin(
            Instant captured, String database, @Nullable String databaseId) {}

    /**
     * {@return counts and schema of the home database, as they are now}
     *
     * @param driver stays open
     * @throws org.neo4j.driver.exceptions.Neo4jException if the database cannot be read
     */
    public static GraphBaseline capture(Driver driver) {
        return capture(driver, BaselineOptions.countsAndSchema());
    }

    /**
     * {@return what was asked for, as it is now} It reads only.
     *
     * @param driver stays open
     * @param options what to capture
     * @throws org.neo4j.driver.exceptions.Neo4jException if the database cannot be read
     */
    public static GraphBaseline capture(Driver driver, BaselineOptions options) {
        return new Capture(driver, options).run();
    }

    /**
     * {@return the baseline in that text}
     *
     * @param json as {@link #toJson()} writes it
     * @throws IllegalArgumentException if it is none, or of a newer format
     */
    public static GraphBaseline parse(String json) {
        return BaselineJson.read(json);
    }

    /**
     * {@return the baseline in that file}
     *
     * @param file as {@link #write} writes it
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if there is none in it, or one of a newer format
     */
    public static GraphBaseline read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes it; a file that is there is replaced as a whole or not at all.
     *
     * @param file where to
     * @throws IOException if that fails
     */
    public void write(Path file) throws IOException {
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), ".baseline", ".tmp");
        try {
            Files.writeString(draft, toJson());
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** {@return it as JSON, with the version of its format} */
    public String toJson() {
        return BaselineJson.write(this);
    }

    /**
     * {@return what another one has differently}
     *
     * @param found as it is now; this one is what is expected
     * @param tolerances what may differ
     * @throws IllegalArgumentException if they cannot be compared: they are of databases of different names, or the content was
     *     captured with other options
     */
    public BaselineDifference compare(GraphBaseline found, Tolerances tolerances) {
        return new Comparison(this, found, tolerances).run();
    }

    /**
     * {@return options that capture what this one has, so that the two can be compared}
     *
     * @param options all else
     */
    public BaselineOptions alike(BaselineOptions options) {
        return content == null ? options : options.contentAs(content);
    }

    /** {@return when it was captured} */
    public Instant captured() {
        return captured;
    }

    /** {@return the name of the database} */
    public String database() {
        return database;
    }

    /** {@return the database's own id, where it tells one; a copy may have the same} */
    public Optional<String> databaseId() {
        return Optional.ofNullable(databaseId);
    }

    /** {@return how many nodes} */
    public long nodes() {
        return counts.nodes();
    }

    /** {@return how many relationships} */
    public long relationships() {
        return counts.relationships();
    }

    /** {@return how many nodes there are of each label in use} */
    public SortedMap<String, Long> labels() {
        return counts.labels();
    }

    /** {@return how many relationships there are of each type in use} */
    public SortedMap<String, Long> relationshipTypes() {
        return counts.types();
    }

    /** {@return the property keys that the database knows} */
    public SortedSet<String> propertyKeys() {
        return schema.propertyKeys();
    }

    /** {@return what each index is, by name, such as {@code RANGE NODE [Order] [number]}} */
    public SortedMap<String, String> indexes() {
        return schema.indexes();
    }

    /** {@return what each constraint is, by name} */
    public SortedMap<String, String> constraints() {
        return schema.constraints();
    }

    /** {@return how many nodes of each label are in its samples; 0 where it has no content} */
    public int samplesPerLabel() {
        return content == null ? 0 : content.perLabel();
    }

    Counts counts() {
        return counts;
    }

    Schema schema() {
        return schema;
    }

    Optional<Content> content() {
        return Optional.ofNullable(content);
    }

    @Override
    public String toString() {
        return "baseline of database " + database + " at " + captured + ": " + counts.nodes() + " nodes, "
                + counts.relationships() + " relationships, " + counts.labels().size() + " labels, "
                + schema.indexes().size() + " indexes, " + schema.constraints().size() + " constraints"
                + (content == null ? "" : ", content");
    }
}
