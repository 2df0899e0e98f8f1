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
import dev.restore4j.verify.Notes;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operation notes of its dump and its upload, and how that is read. The words are a format. */
final class UploadRecords {

    private static final String DUMP = "dump";
    private static final String UPLOAD = "upload";
    private static final String RUN = "run";
    private static final String ANSWER = "answer";
    private static final String SEEN = "accepted-and-seen";
    private static final int LONGEST = 600;
    // with a path
    private static final int LONGEST_LOST = 950;

    private final Notes notes;

    UploadRecords(Notes notes) {
        this.notes = notes;
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
        notes.write(UPLOAD, String.join("\n", RUN, identity.text(), words.name(), spool.toString()));
    }

    /** {@return the run that is under way, or was; empty where none was begun, or its answer is known} */
    Optional<Running> running() {
        return words(RUN).map(UploadRecords::running);
    }

    private static Running running(String[] lines) {
        String[] rest = lines[2].split("\n", 2);
        return new Running(ProcessIdentity.parse(lines[1]), Path.of(rest[1]), Words.valueOf(rest[0]));
    }

    /** Notes an answer, so that what was printed is no longer needed; {@return whether it could} */
    boolean answered(SubmissionAnswer answer) {
        String text = text(answer);
        if (text == null) {
            return false;
        }
        try {
            notes.write(UPLOAD, ANSWER + "\n" + text);
            return true;
        } catch (JournalException e) {
            return false; // then what was printed still tells
        }
    }

    /** {@return the answer that is known} */
    Optional<SubmissionAnswer> answer() {
        return words(ANSWER).map(words -> answer(words[1], words[2]));
    }

    private Optional<String[]> words(String kind) {
        return notes.read(UPLOAD).map(text -> text.split("\n", 3)).filter(words -> words[0].equals(kind));
    }

    private static @Nullable String text(SubmissionAnswer answer) {
        if (answer instanceof Accepted accepted) {
            return (accepted.change() == Change.SEEN ? SEEN : "accepted") + "\n" + accepted.word();
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
            case "accepted" -> new Accepted(rest, null, null);
            case SEEN -> new Accepted(rest, null, null, Change.SEEN);
            case "refused" -> new Refused(ending(rest));
            case "not-taken-over" -> new NotTakenOver(ending(rest), null);
            default -> new Lost(rest, null);
        };
    }

    private static Ending ending(String text) {
        String[] lines = text.split("\n", 3);
        return new Ending(lines[0], lines[2], Ending.Kind.valueOf(lines[1]), null);
    }
}
