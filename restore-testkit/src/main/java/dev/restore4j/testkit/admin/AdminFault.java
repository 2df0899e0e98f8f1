package dev.restore4j.testkit.admin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What goes wrong in a run of the fake tool. A value; {@link FakeNeo4jAdmin#next} and its like say on which run.
 *
 * <p>What follows from the state needs no fault: a database that is in use or missing, an archive that exists, is cut or is no
 * archive, a directory that is missing.
 */
public final class AdminFault {

    /** How each acts. */
    enum Kind {
        DISK_FULL,
        CUT_ARCHIVE,
        FLIPPED_ARCHIVE,
        HANGS,
        HANGS_ON_TERM,
        HANGS_AT,
        PRINTS,
        SLOW,
        WAITS_FOR,
        TEXT,
        UNCAUGHT,
        KILLED,
        HALF_LINE,
        GRANDCHILD,
        CLOSES_OUTPUT,
        ANSWER,
        LOAD_STATUS
    }

    private final Kind kind;
    private final List<String> values;

    private AdminFault(Kind kind, String... values) {
        this.kind = kind;
        this.values = List.of(values);
    }

    /**
     * {@return a disk that is full half-way through a dump, a load, or the unpacking of a check} A dump leaves its first half
     * under the final name, as the real one does. A check says no more than of a file that is no archive, as the real one does
     * (measured with neo4j-admin 5.26.30).
     */
    public static AdminFault diskFull() {
        return new AdminFault(Kind.DISK_FULL);
    }

    /** {@return a dump that reports success and whose file ends half-way} */
    public static AdminFault cutArchive() {
        return new AdminFault(Kind.CUT_ARCHIVE);
    }

    /** {@return a dump that reports success and in whose file one bit is wrong} */
    public static AdminFault flippedArchive() {
        return new AdminFault(Kind.FLIPPED_ARCHIVE);
    }

    /** {@return a run that stops in its midst and never ends by itself; SIGTERM ends it} */
    public static AdminFault hangs() {
        return new AdminFault(Kind.HANGS);
    }

    /** {@return a run that stops in its midst and that only SIGKILL ends} */
    public static AdminFault hangsAndIgnoresTerm() {
        return new AdminFault(Kind.HANGS_ON_TERM);
    }

    /**
     * An upload to a server that accepts and never answers.
     *
     * @param step where it stops
     * @return the fault
     */
    public static AdminFault hangsAt(UploadStep step) {
        return new AdminFault(Kind.HANGS_AT, step.name());
    }

    /**
     * Much output, in lines of 100 bytes on both streams in turn, before the run goes on as usual.
     *
     * @param bytes how much in all
     * @return the fault
     */
    public static AdminFault prints(long bytes) {
        return new AdminFault(Kind.PRINTS, Long.toString(bytes));
    }

    /**
     * A run that takes longer.
     *
     * @param more how much longer, in its midst
     * @return the fault
     */
    public static AdminFault slow(Duration more) {
        return new AdminFault(Kind.SLOW, Long.toString(more.toMillis()));
    }

    /**
     * A run that stops in its midst, and goes on once a test lets it: no moment of the machine's decides what the test sees.
     *
     * @param file made by the test when the run may go on
     * @return the fault
     */
    public static AdminFault waitsFor(Path file) {
        return new AdminFault(Kind.WAITS_FOR, file.toAbsolutePath().toString());
    }

    /**
     * Words that nobody knows, and nothing else.
     *
     * @param text what stands on the error stream, with a line's end
     * @param exitCode what it ends with
     * @return the fault
     */
    public static AdminFault says(String text, int exitCode) {
        return new AdminFault(Kind.TEXT, text, Integer.toString(exitCode));
    }

    /**
     * A bug of the tool: a stack trace and exit code 70.
     *
     * @param exception the first line of the trace
     * @return the fault
     */
    public static AdminFault uncaught(String exception) {
        return new AdminFault(Kind.UNCAUGHT, exception);
    }

    /** {@return a run that is killed in its midst, as by the system when memory is short: 137} */
    public static AdminFault killed() {
        return new AdminFault(Kind.KILLED);
    }

    /** {@return a run that ends in the middle of a line, with exit code 1 and no reason} */
    public static AdminFault halfLine() {
        return new AdminFault(Kind.HALF_LINE);
    }

    /**
     * {@return a run that starts a process, which holds the output open and ignores SIGTERM, and ends without it}
     * {@link FakeNeo4jAdmin#grandchildren} tells its id. It ends by itself after ten minutes.
     */
    public static AdminFault leavesGrandchild() {
        return new AdminFault(Kind.GRANDCHILD);
    }

    /** {@return a run that closes its output in its midst and lives on} */
    public static AdminFault closesOutputAndLivesOn() {
        return new AdminFault(Kind.CLOSES_OUTPUT);
    }

    /**
     * An answer of the Console or of a store to a scripted upload.
     *
     * @param step to what; {@link UploadStep#STATUS} too, where it is the poll that is answered so
     * @param code the HTTP status
     * @return the fault
     */
    public static AdminFault answers(UploadStep step, int code) {
        return answers(step, code, "");
    }

    /**
     * As above, with a body of the kind that the tool quotes from.
     *
     * @param step to what
     * @param code the HTTP status
     * @param body JSON, such as {@code {"Message":"…","Reason":"ImportExceedsMaxSize","Url":"…"}}
     * @return the fault
     */
    public static AdminFault answers(UploadStep step, int code, String body) {
        return new AdminFault(Kind.ANSWER, step.name(), Integer.toString(code), body);
    }

    /**
     * What the target says of itself after a scripted upload, instead of that it loads and then runs.
     *
     * @param status such as {@code paused} or {@code loading failed}, or {@code running} for ever: that one times out
     * @param error JSON, such as {@code {"Message":"The store is corrupt","Url":"…"}}; empty for none
     * @return the fault
     */
    public static AdminFault loadStatus(String status, String error) {
        return new AdminFault(Kind.LOAD_STATUS, status, error);
    }

    Kind kind() {
        return kind;
    }

    String value(int index) {
        return values.get(index);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** {@return whether there is anything in such a run that it could change} */
    boolean suits(ToolCommand command) {
        return switch (kind) {
            case PRINTS, TEXT, UNCAUGHT -> true;
            case DISK_FULL ->
                command == ToolCommand.DUMP || command == ToolCommand.LOAD || command == ToolCommand.CHECK;
            case CUT_ARCHIVE, FLIPPED_ARCHIVE -> command == ToolCommand.DUMP;
            case HANGS_AT, ANSWER, LOAD_STATUS -> command == ToolCommand.UPLOAD;
            default -> command != ToolCommand.OTHER;
        };
    }

    /** {@return whether it is about the script of an upload, which a real Console replaces} */
    boolean isScripted() {
        return kind == Kind.ANSWER || kind == Kind.LOAD_STATUS;
    }

    String written() {
        return kind.name() + " " + CallLog.encoded(values);
    }

    static AdminFault read(String kind, String values) {
        return new AdminFault(Kind.valueOf(kind), CallLog.decoded(values).toArray(String[]::new));
    }

    @Override
    public String toString() {
        return kind + values.toString();
    }
}
