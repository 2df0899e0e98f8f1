package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.RawZstd.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A database in a home of the fake tool: what {@code database info} says of it, and its content. Immutable.
 *
 * <pre>{@code
 * fake.addDatabase("neo4j", StoreSpec.of("1000 orders").lastTransaction(1017));
 * }</pre>
 */
public final class StoreSpec {

    /** What stands in the file of the lock, since nobody locks it. */
    enum Lock {
        FREE,
        IN_USE,
        NOT_PERMITTED
    }

    /** How its server ended. */
    enum Ending {
        STOPPED,
        KILLED
    }

    private final byte[] content;
    private long lastTransaction = 17;
    private String format = "record-aligned-1.1";
    private String introduced = "5.0.0";
    private AdminLine writtenBy = AdminLine.V5;
    private Lock lock = Lock.FREE;
    private Ending ending = Ending.STOPPED;

    private StoreSpec(byte[] content) {
        this.content = content;
    }

    private StoreSpec(StoreSpec other) {
        this(other.content);
        lastTransaction = other.lastTransaction;
        format = other.format;
        introduced = other.introduced;
        writtenBy = other.writtenBy;
        lock = other.lock;
        ending = other.ending;
    }

    /**
     * {@return a database with that content, stopped, with 17 transactions, in the format {@code record-aligned-1.1}}
     *
     * @param content what stands for the graph: it is dumped, loaded and uploaded
     */
    public static StoreSpec of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return as {@link #of(String)}}
     *
     * @param content what stands for the graph; all of it is in memory while the tool runs
     */
    public static StoreSpec of(byte[] content) {
        return new StoreSpec(content.clone());
    }

    /**
     * {@return with another id}
     *
     * @param id of the last transaction
     */
    public StoreSpec lastTransaction(long id) {
        StoreSpec changed = new StoreSpec(this);
        changed.lastTransaction = id;
        return changed;
    }

    /**
     * {@return in another format}
     *
     * @param name such as {@code block-block-1.1}
     * @param version in which it was introduced, such as {@code 5.14.0}
     */
    public StoreSpec format(String name, String version) {
        StoreSpec changed = new StoreSpec(this);
        changed.format = name;
        changed.introduced = version;
        return changed;
    }

    /** {@return as one that a server of the newer line has written: the older line replaces a store by it and then fails} */
    public StoreSpec writtenByNewerLine() {
        StoreSpec changed = new StoreSpec(this);
        changed.writtenBy = AdminLine.V2026;
        return changed;
    }

    /** {@return as one whose server was killed: {@code info} says so; the fake dumps it all the same} */
    public StoreSpec needsRecovery() {
        StoreSpec changed = new StoreSpec(this);
        changed.ending = Ending.KILLED;
        return changed;
    }

    /** {@return as one whose server runs} */
    public StoreSpec inUse() {
        return with(Lock.IN_USE);
    }

    /** {@return as one that belongs to another user of the system} */
    public StoreSpec notPermitted() {
        return with(Lock.NOT_PERMITTED);
    }

    StoreSpec with(Lock other) {
        StoreSpec changed = new StoreSpec(this);
        changed.lock = other;
        return changed;
    }

    /**
     * {@return the database in a dump that the fake tool has made}
     *
     * @param dump its file
     * @throws IOException if it cannot be read, is not whole, or is not of the fake tool
     */
    public static StoreSpec inDump(Path dump) throws IOException {
        DumpArchive archive = DumpArchive.read(Files.readAllBytes(dump));
        if (archive.problem() != Problem.NONE) {
            throw new IOException(dump.getFileName() + " is no whole dump (" + archive.problem() + ")");
        }
        return Stores.dumped(archive.files())
                .orElseThrow(() -> new IOException(dump.getFileName() + " is no dump of the fake neo4j-admin"));
    }

    /** {@return the content} */
    public byte[] content() {
        return content.clone();
    }

    /** {@return the content as text} */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    /** {@return the id of the last transaction} */
    public long lastTransaction() {
        return lastTransaction;
    }

    String format() {
        return format;
    }

    String introduced() {
        return introduced;
    }

    AdminLine writtenBy() {
        return writtenBy;
    }

    Lock lock() {
        return lock;
    }

    Ending ending() {
        return ending;
    }

    @Override
    public String toString() {
        return "StoreSpec[" + format + ", " + lastTransaction + ", " + content.length + " bytes, " + lock + "]";
    }
}
