package dev.restore4j.admin;

import dev.restore4j.admin.UploadRun.Words;
import dev.restore4j.admin.process.ProcessIdentity;
import dev.restore4j.error.JournalException;
import dev.restore4j.operation.Ending;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Change;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.spi.Workbench;
import dev.restore4j.verify.Notes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation notes of its dump and its upload, and how that is read. The words are a format.
 *
 * <p>What is noted of an upload is of one attempt, and is neither read nor superseded by another: of an attempt whose run is not
 * noted yet, the run before it tells nothing.
 */
final class UploadRecords {

    private static final String DUMP = "dump";
    private static final String RUN = "upload-run.";
    private static final String ANSWER = "upload-answer.";
    private static final String SEEN = "accepted-and-seen";
    private static final int LONGEST = 600;
    // with a path
    private static final int LONGEST_LOST = 950;

    private final Notes notes;
    private final int attempt;

    /**
     * What is noted of the attempt that is the present one now.
     *
     * @param bench the operation's
     */
    UploadRecords(Workbench bench) {
        this.notes = bench.notes();
        this.attempt = bench.attempt();
    }

    /**
     * A run of the tool's upload.
     *
     * @param identity which process
     * @param spool what it prints
     * @param words whether the words of its version are known
     */
    record Running(ProcessIdentity identity, Path spool, Words words) {}

    void dump(DumpRecord record) {
        notes.write(DUMP, record.text());
    }

    Optional<DumpRecord> dump() {
        return notes.read(DUMP).map(DumpRecord::parse);
    }

    void running(ProcessIdentity identity, Path spool, Words words) {
        notes.write(RUN + attempt, String.join("\n", identity.text(), words.name(), spool.toString()));
    }

    /** {@return the run that is under way, or was; empty where none was begun} */
    Optional<Running> running() {
        return notes.read(RUN + attempt).map(UploadRecords::running);
    }

    private static Running running(String text) {
        String[] lines = text.split("\n", 3);
        return new Running(ProcessIdentity.parse(lines[0]), Path.of(lines[2]), Words.valueOf(lines[1]));
    }

    /** Notes an answer, so that what was printed is no longer needed; {@return whether it could} */
    boolean answered(SubmissionAnswer answer) {
        String text = text(answer);
        if (text == null) {
            return false;
        }
        try {
            notes.write(ANSWER + attempt, text);
            return true;
        } catch (JournalException e) {
            return false; // then what was printed still tells
        }
    }

    /** {@return the answer that is known} */
    Optional<SubmissionAnswer> answer() {
        return notes.read(ANSWER + attempt).map(text -> text.split("\n", 2)).map(words -> answer(words[0], words[1]));
    }

    private static @Nullable String text(SubmissionAnswer answer) {
        if (answer instanceof Accepted accepted) {
            String at = accepted.at() == null ? "" : accepted.at().toString();
            return (accepted.change() == Change.SEEN ? SEEN : "accepted") + "\n" + at + "\n" + accepted.word();
        }
        if (answer instanceof Refused refused) {
            return "refused\n" + text(refused.why());
        }
        if (answer instanceof NotTakenOver not) {
            return "not-taken-over\n" + text(not.why());
        }
        return answer instanceof Lost lost ? "lost\n" + cut(lost.why(), LONGEST_LOST) : null;
    }

    private static String text(Ending why) {
        return why.code() + "\n" + why.kind().name() + "\n" + cut(why.message(), LONGEST);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    private static SubmissionAnswer answer(String kind, String rest) {
        return switch (kind) {
            case "accepted" -> accepted(rest, Change.NOT_SEEN);
            case SEEN -> accepted(rest, Change.SEEN);
            case "refused" -> new Refused(ending(rest));
            case "not-taken-over" -> new NotTakenOver(ending(rest), null);
            default -> new Lost(rest, null);
        };
    }

    private static Accepted accepted(String text, Change change) {
        String[] lines = text.split("\n", 2);
        return new Accepted(lines[1], null, null, change, lines[0].isEmpty() ? null : Instant.parse(lines[0]));
    }

    private static Ending ending(String text) {
        String[] lines = text.split("\n", 3);
        return new Ending(lines[0], lines[2], Ending.Kind.valueOf(lines[1]), null);
    }
}
