package dev.restore4j.admin;

import dev.restore4j.admin.process.ChildCommand;
import dev.restore4j.admin.process.Ending;
import dev.restore4j.admin.process.Family;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.admin.process.Redaction;
import dev.restore4j.admin.process.Spool;
import dev.restore4j.admin.process.SpooledChild;
import dev.restore4j.admin.process.Waiting;
import dev.restore4j.error.Neo4jAdminException;
import dev.restore4j.event.Progress;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of {@code database upload}, which may outlive the program that started it: what it prints goes to a file, and whoever has
 * that file and the identity of the process goes on with it. Used by one thread.
 */
final class UploadRun {

    private static final Logger LOG = LoggerFactory.getLogger(Neo4jAdmin.class);

    // 128 and more is a signal
    private static final int KILLED = 128;

    private final SpooledChild child;
    private final RoomWatch room;
    private final Spool spool;
    private final UploadTrace trace = new UploadTrace();
    private final Words words;
    private final Watch watch;
    private boolean unreadable;

    /** What listeners know; null where another program told them. */
    private @Nullable Progress told;

    /** Whether the words of the tool's version are known. */
    enum Words {
        MEASURED,
        UNKNOWN
    }

    /** Whether somebody saw all the time that its disk had room: a full one takes no line and says nothing. */
    private enum Watch {
        FROM_ITS_START,
        NOT_ALL_THE_TIME
    }

    private UploadRun(SpooledChild child, RoomWatch room, Redaction redaction, Words words, Watch watch) {
        this.child = child;
        this.room = room;
        this.words = words;
        this.watch = watch;
        this.told = watch == Watch.FROM_ITS_START ? Progress.in("upload") : null;
        this.spool = Spool.read(room.file(), redaction, trace::line);
    }

    /**
     * What came of it, once nobody of it runs.
     *
     * @param verdict what is known of {@code upload-complete}
     * @param failure why it failed; empty where it says that the data is in the instance
     * @param stage how far it came
     */
    record Outcome(UploadTrace.Verdict verdict, Optional<Neo4jAdminException> failure, UploadTrace.Stage stage) {}

    /**
     * Starts it. Where nobody could be started, there is no file either.
     *
     * @param tool the tool
     * @param words whether the words of its version are known
     * @param order what goes where
     * @param file the file for what it prints; it must not exist
     * @param family whose members it and its children are; note it before, and nothing that is started can get lost
     */
    static UploadRun start(Tool tool, Words words, UploadOrder order, Path file, Family family) {
        return start(tool, words, order, new RoomWatch(file, TimeSource.system()), family);
    }

    static UploadRun start(Tool tool, Words words, UploadOrder order, RoomWatch room, Family family) {
        Path file = room.file();
        ChildCommand command = new ChildCommand(
                tool.all(tool.words(AdminCommand.UPLOAD, order.arguments())),
                order.environment(tool.environment()),
                family,
                order.redaction());
        try {
            Spool.make(file);
        } catch (IOException e) {
            throw FileTrees.failed("The file for what neo4j-admin prints, " + file + ", cannot be made", e);
        }
        try {
            SpooledChild child = SpooledChild.start(command, file);
            return new UploadRun(child, room, order.redaction(), words, Watch.FROM_ITS_START);
        } catch (IOException e) {
            discard(file);
            throw tool.notStarted(e);
        }
    }

    private static void discard(Path empty) {
        try {
            Files.deleteIfExists(empty);
        } catch (IOException e) {
            LOG.warn("{} is empty and could not be deleted", empty, e);
        }
    }

    /**
     * Refuses a tool whose upload cannot be judged afterwards, or that has none. The tool is asked for its version each time: a
     * program may run for months, and another Neo4j be installed meanwhile.
     *
     * @return whether the words of its version are known
     */
    static Words requireTool(Neo4jAdmin admin, Terms terms) throws InterruptedException {
        AdminVersion version = admin.presentVersion(terms);
        if (!version.tellsItsUpload()) {
            throw error(
                    "tool-version-unknown",
                    "neo4j-admin " + version + " is too old for an upload that can be followed. Use 5.26 or later.");
        }
        if (!admin.has(AdminCommand.UPLOAD, terms)) {
            throw error(
                    "tool-without-upload",
                    admin + " has no command \"database upload\". Use the neo4j-admin of a whole Neo4j.");
        }
        return version.isMeasured() ? Words.MEASURED : Words.UNKNOWN;
    }

    /** {@return a run that another program started} */
    static UploadRun adopt(ProcessIdentity identity, Path file, Redaction redaction, Words words) {
        RoomWatch room = new RoomWatch(file, TimeSource.system());
        return new UploadRun(SpooledChild.adopt(identity), room, redaction, words, Watch.NOT_ALL_THE_TIME);
    }

    ProcessIdentity identity() {
        return child.identity();
    }

    /** {@return how far it came, as far as was read} */
    UploadTrace trace() {
        return trace;
    }

    /**
     * Follows it to its end.
     *
     * @param waiting how to wait
     * @param deadlineNanos until when
     * @param progress gets how far it is
     * @return what came of it; empty if it runs on
     * @throws InterruptedException if the wait was cut short; it runs on
     */
    Optional<Outcome> follow(Waiting waiting, long deadlineNanos, Consumer<Progress> progress)
            throws InterruptedException {
        Waiting telling = new Telling(waiting, progress);
        try {
            Optional<Ending> ending = child.follow(spool, telling, deadlineNanos);
            tell(progress);
            return ending.map(this::outcome);
        } catch (IOException e) {
            unreadable = true;
            return Optional.of(end(waiting.time()));
        }
    }

    /** Ends it with all that it started. Whether that was in time says the outcome. */
    Outcome end(TimeSource time) {
        boolean ended = child.end(time);
        try {
            spool.poll();
            spool.end();
        } catch (IOException e) {
            unreadable = true;
        }
        if (!ended && trace.stage().compareTo(UploadTrace.Stage.IMPORTING) < 0) {
            throw error(
                    "not-ended",
                    "neo4j-admin (process " + identity().pid() + ") does not end, not even when it is killed."
                            + " Look at the machine.");
        }
        return outcome(Ending.EXITED);
    }

    private Outcome outcome(Ending ending) {
        UploadTrace.Verdict verdict = trace.verdict(witness());
        if (trace.stage() == UploadTrace.Stage.DONE) {
            return new Outcome(verdict, Optional.empty(), trace.stage());
        }
        return new Outcome(verdict, Optional.of(failure(ending)), trace.stage());
    }

    private UploadTrace.Witness witness() {
        OptionalInt exitCode = child.exitCode();
        // nobody of it runs, and nothing that it has printed is lost
        boolean over = !mayRunOn();
        // without the words of success, 0 is nothing that is known
        boolean odd = exitCode.isPresent() && exitCode.getAsInt() == 0;
        boolean sound = over && !odd && !unreadable && words == Words.MEASURED && spool.whole() && room.hadRoom();
        if (!sound) {
            return UploadTrace.Witness.DOUBTFUL;
        }
        return watch == Watch.FROM_ITS_START && !room.isBroken()
                ? UploadTrace.Witness.WHOLE
                : UploadTrace.Witness.UNWATCHED;
    }

    /** {@return whether somebody of it may run whom nobody sees from here, as in another container or on another machine} */
    boolean mayRunOn() {
        OptionalInt exitCode = child.exitCode();
        boolean own = exitCode.isPresent() && exitCode.getAsInt() > 0 && exitCode.getAsInt() < KILLED;
        return !own && !identity().surelyGone();
    }

    /** {@return the end of what it printed, without secrets} */
    String tail() {
        return spool.tail();
    }

    /** {@return how many bytes it has printed: a sign of life} */
    long printed() {
        return spool.read();
    }

    private Neo4jAdminException failure(Ending ending) {
        String what = "neo4j-admin database upload";
        if (ending == Ending.TOO_MUCH_OUTPUT) {
            return new Neo4jAdminException(
                    "too-much-output",
                    what + " printed more than " + Texts.size(Spool.MOST) + " and was ended.",
                    -1,
                    spool.tail());
        }
        OptionalInt exitCode = child.exitCode();
        // a password may be any word: what was printed decides, and what is shown is without it
        KnownFailure known = KnownFailure.ofUpload(exitCode.orElse(-1), spool.printed());
        boolean ofTheImport =
                trace.stage() == UploadTrace.Stage.IMPORTING && known.code().equals("refused");
        return (ofTheImport ? known.as("import-failed") : known).error(what, exitCode.orElse(-1), spool.tail());
    }

    private static Neo4jAdminException error(String code, String message) {
        return new Neo4jAdminException(code, message, -1, "");
    }

    /** Tells how far it is, unless that was told. An upload that ended between two looks is told to its end. */
    private void tell(Consumer<Progress> listener) {
        Progress now = trace.progress().orElse(null);
        Progress before = told;
        if (now == null || (before != null && now.toString().equals(before.toString()))) {
            return;
        }
        if (before != null
                && !before.phase().equals(now.phase())
                && before.fraction().orElse(0) < 1) {
            listener.accept(Progress.of(before.phase(), 1));
        }
        told = now;
        listener.accept(now);
    }

    /** Tells listeners how far it is whenever it waits. */
    private final class Telling implements Waiting {
        private final Waiting waiting;
        private final Consumer<Progress> listener;

        Telling(Waiting waiting, Consumer<Progress> listener) {
            this.waiting = waiting;
            this.listener = listener;
        }

        @Override
        public TimeSource time() {
            return waiting.time();
        }

        @Override
        public boolean await(java.util.concurrent.CompletableFuture<?> signal, long deadlineNanos)
                throws InterruptedException {
            tell(listener);
            room.look();
            return waiting.await(signal, deadlineNanos);
        }
    }
}
