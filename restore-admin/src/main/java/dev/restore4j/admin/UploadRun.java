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
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
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

    // less than that, and a line that the tool printed may be missing
    private static final long SPARE = 1024 * 1024;

    private final SpooledChild child;
    private final Path file;
    private final Spool spool;
    private final UploadTrace trace = new UploadTrace();
    private final Words words;
    private final Watch watch;
    private boolean unreadable;
    private long leastFree = Long.MAX_VALUE;

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

    private UploadRun(SpooledChild child, Path file, Redaction redaction, Words words, Watch watch) {
        this.child = child;
        this.file = file;
        this.words = words;
        this.watch = watch;
        this.spool = Spool.read(file, redaction, trace::line);
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
            return new UploadRun(child, file, order.redaction(), words, Watch.FROM_ITS_START);
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
        return new UploadRun(SpooledChild.adopt(identity), file, redaction, words, Watch.NOT_ALL_THE_TIME);
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
            return child.follow(spool, telling, deadlineNanos).map(this::outcome);
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
        boolean own = exitCode.isPresent() && exitCode.getAsInt() > 0 && exitCode.getAsInt() < KILLED;
        // nobody of it runs, and nothing that it has printed is lost
        boolean over = own || identity().surelyGone();
        // without the words of success, 0 is nothing that is known
        boolean odd = exitCode.isPresent() && exitCode.getAsInt() == 0;
        boolean sound = over && !odd && !unreadable && words == Words.MEASURED && spool.whole() && hasRoom();
        if (!sound) {
            return UploadTrace.Witness.DOUBTFUL;
        }
        return watch == Watch.FROM_ITS_START ? UploadTrace.Witness.WHOLE : UploadTrace.Witness.UNWATCHED;
    }

    /** What is full, a quota, or broken, swallows lines: the tool does not mind. */
    private boolean hasRoom() {
        Path probe = file.resolveSibling(file.getFileName() + ".room");
        try (RandomAccessFile out = new RandomAccessFile(probe.toFile(), "rw")) {
            out.write(new byte[(int) SPARE]);
            out.getFD().sync();
            return Math.min(leastFree, FileTrees.usable(file)) >= SPARE;
        } catch (IOException e) {
            return false;
        } finally {
            probe.toFile().delete();
        }
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

    /** Tells listeners how far it is whenever it waits. */
    private final class Telling implements Waiting {
        private final Waiting waiting;
        private final Consumer<Progress> listener;
        private String last = "";

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
            trace.progress().filter(now -> !now.toString().equals(last)).ifPresent(now -> {
                last = now.toString();
                listener.accept(now);
            });
            try {
                leastFree = Math.min(leastFree, FileTrees.usable(file));
            } catch (IOException e) {
                leastFree = 0;
            }
            return waiting.await(signal, deadlineNanos);
        }
    }
}
