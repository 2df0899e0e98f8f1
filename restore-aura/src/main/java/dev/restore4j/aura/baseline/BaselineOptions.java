package dev.restore4j.aura.baseline;

import dev.restore4j.time.TimeSource;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is captured, and of which database. Immutable; each method returns another. */
public final class BaselineOptions {

    private static final int LARGEST_SAMPLE = 10_000;

    private final @Nullable String database;
    private final int samples;
    private final SortedSet<String> only;
    private final @Nullable Duration timeout;
    private final TimeSource time;

    private BaselineOptions(
            @Nullable String database,
            int samples,
            SortedSet<String> only,
            @Nullable Duration timeout,
            TimeSource time) {
        this.database = database;
        this.samples = samples;
        this.only = Collections.unmodifiableSortedSet(only);
        this.timeout = timeout;
        this.time = time;
    }

    /** {@return counts and schema of the user's home database: a moment, whatever the size} */
    public static BaselineOptions countsAndSchema() {
        return new BaselineOptions(null, 0, new TreeSet<>(), null, TimeSource.system());
    }

    /**
     * {@return the same, of this database}
     *
     * @param name its name
     */
    public BaselineOptions database(String name) {
        return new BaselineOptions(Objects.requireNonNull(name, "name"), samples, only, timeout, time);
    }

    /**
     * {@return the same, with hashes of content} Every node is read once, so that a changed property of any node is seen; for
     * a sample of the nodes of each label, their relationships and neighbours are read, too. What is held in memory depends on
     * the size of the sample and the number of labels alone; what it takes depends on the size of the database.
     *
     * @param perLabel how many nodes of each label, 1 to 10,000
     */
    public BaselineOptions samples(int perLabel) {
        if (perLabel < 1 || perLabel > LARGEST_SAMPLE) {
            throw new IllegalArgumentException("A sample has 1 to 10,000 nodes of each label, not " + perLabel + ".");
        }
        return new BaselineOptions(database, perLabel, only, timeout, time);
    }

    /**
     * {@return the same, with hashes of these labels alone} It limits hashes, and no counts. Label those that hold large
     * values, such as vectors, only if it is worth their transport.
     *
     * @param labels at least one
     */
    public BaselineOptions ofLabels(String... labels) {
        if (labels.length == 0) {
            throw new IllegalArgumentException("Name at least one label.");
        }
        return new BaselineOptions(database, samples, new TreeSet<>(List.of(labels)), timeout, time);
    }

    /**
     * {@return the same, given up by the server after this time; without it, by the server's own rules}
     *
     * @param limit more than zero
     */
    public BaselineOptions timeout(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("A timeout is more than zero, not " + limit + ".");
        }
        return new BaselineOptions(database, samples, only, limit, time);
    }

    /**
     * {@return the same, with the time that a baseline bears taken from there}
     *
     * @param source the machine's clock if nothing is said
     */
    public BaselineOptions time(TimeSource source) {
        return new BaselineOptions(database, samples, only, timeout, Objects.requireNonNull(source, "source"));
    }

    BaselineOptions contentAs(Content content) {
        return new BaselineOptions(database, content.perLabel(), content.only(), timeout, time);
    }

    Optional<String> database() {
        return Optional.ofNullable(database);
    }

    Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    int samples() {
        return samples;
    }

    SortedSet<String> only() {
        return only;
    }

    TimeSource time() {
        return time;
    }

    @Override
    public String toString() {
        return "counts and schema of " + (database == null ? "the home database" : "database " + database)
                + (samples == 0
                        ? ""
                        : ", content with samples of " + samples + " nodes of "
                                + (only.isEmpty() ? "each label" : only));
    }
}
