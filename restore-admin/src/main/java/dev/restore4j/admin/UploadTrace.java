package dev.restore4j.admin;

import dev.restore4j.event.Progress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far an upload came, from what the tool printed: the only witness when the program that started it was killed.
 *
 * <p>The order, read in the class files of 5.26.30 ({@code UploadCommand$DumpUploader.process}, {@code SignedUploadGCP.transfer},
 * {@code SignedUploadAWS.upload}, {@code AuraClient}) and in the public sources of that line, all Apache-2.0; the same transcript
 * was measured on 2026.08.1:
 *
 * <ol>
 *   <li>authenticate; print {@code Successfully authenticated with Aura.}; check the size; print {@code Generating crc32 ...}; ask
 *       where to upload to
 *   <li>send the file. Then, on every way that leads on, print {@value #SENT_GOOGLE} (Google, and whatever is not AWS), or
 *       {@value #SENT_AMAZON} (AWS)
 *   <li>AWS only: ask {@code multipart-upload-status}
 *   <li>send {@code upload-complete}, the one request that overwrites
 *   <li>only on its 200, print {@value #TAKEN_OVER}; then ask for the status every two seconds
 *   <li>print {@value #DONE}
 * </ol>
 *
 * <p>So where neither of the two lines of step 2 was printed, {@code upload-complete} was not sent. Standard output is not buffered
 * beyond a line, and each line reaches the file in one write (measured with a JVM that halts, on 17 and 25). This does not hold
 * where the tool could not write: on a full disk it goes on without a word, and what was written shortly before the machine lost
 * its power may be gone. Whoever judges must rule that out, see {@link #verdict}.
 *
 * <p>What proves something even where lines may be missing is what was printed: a failure of an earlier request, with which the tool
 * ends, or a failure that only {@code upload-complete} or what follows it can have (both read in the class files of 5.26.30 and
 * 2026.08.1: the hints after a broken transfer and after a refused import name different options).
 *
 * <p>Used by one thread.
 */
final class UploadTrace {

    static final String SENT_GOOGLE = "Upload completed successfully";
    static final String SENT_AMAZON = "Total bytes copied: ";
    static final String TAKEN_OVER = "We have received your export and it is currently being loaded";
    static final String DONE = "Your data was successfully pushed to Aura and is now running.";

    private static final String AUTHENTICATED = "Successfully authenticated with Aura.";
    private static final String NO_CONSENT = "consent to overwrite the data was not given";
    private static final String OUTDATED = "Please check that you are using the latest version of";
    private static final String RETRY = "You can re-try using the existing dump";
    private static final String PART_STATUS = "/import/multipart-upload-status";
    // the dots of a progress that was cut short are on the same line, where both streams are one (measured)
    private static final String MESSAGE = "^\\.*(?:\\S+Exception: )?(?:";
    // the tool ends with these, and each is of a request before upload-complete
    private static final Pattern BEFORE = Pattern.compile(MESSAGE
            + "Invalid username/password credentials"
            + "|The credentials provided do not give administrative access to the target database"
            + "|We encountered a problem while contacting your Neo4j Aura instance, please check your Bolt URI"
            + "|No consent to overwrite database"
            + "|Failed to authenticate$"
            + "|The given authorization token is invalid or has expired"
            + "|Unexpected response code \\d+ from request: (?:Authorization|Size check|Initiating )"
            + "|Failed to initiate (?:a )?resumable upload"
            + "|Failed to upload part to multipart url after "
            + "|neo4j-admin (?:database upload|push-to-cloud) --dump=)");
    // none of these is printed unless the file was sent
    private static final Pattern AFTER = Pattern.compile(MESSAGE
            + "Failed to trigger import"
            + "|Unexpected response code \\d+ from request: Trigger import"
            + "|neo4j-admin database upload --from-path=)");
    // the status line of an answer, among its headers
    private static final Pattern STATUS = Pattern.compile("^\\s+null: HTTP/\\S+ (\\d{3})\\b");
    private static final Pattern PERCENT = Pattern.compile("^\\.* *(\\d{1,3})%$");

    /** How far it came. */
    enum Stage {
        STARTED,
        AUTHENTICATED,
        SENDING,
        /** The file is with Aura's storage; {@code upload-complete} may have been sent. */
        SENT,
        /** Aura answered {@code upload-complete} with 200. */
        IMPORTING,
        DONE
    }

    /** What is known of {@code upload-complete}, once nobody of the tool runs. */
    enum Verdict {
        /** It was never sent. */
        NOT_SENT,
        /** It was sent, and an answer proves that it was refused. */
        REFUSED,
        /** It was sent and accepted. */
        ACCEPTED,
        /** It may have been sent. */
        UNKNOWN
    }

    private Stage stage = Stage.STARTED;
    private OptionalInt percent = OptionalInt.empty();
    private int status;
    private boolean failedBefore;
    private boolean refused;
    private boolean outdated;
    private boolean askedForParts;

    /** Takes a line as it was printed. */
    void line(String line) {
        if (line.contains(SENT_GOOGLE) || line.contains(SENT_AMAZON)) {
            to(Stage.SENT);
            status = 0;
        } else if (line.startsWith(TAKEN_OVER)) {
            to(Stage.IMPORTING);
        } else if (line.startsWith(DONE) && stage.compareTo(Stage.IMPORTING) >= 0) {
            to(Stage.DONE); // it counts as having seen the target change
        } else if (line.startsWith(AUTHENTICATED)) {
            to(Stage.AUTHENTICATED);
        } else if (line.equals("Upload") || line.startsWith("Uploading to AWS")) {
            to(Stage.SENDING);
        } else if (AFTER.matcher(line).find()) {
            to(Stage.SENT);
        } else if (stage == Stage.SENT) {
            answer(line);
        }
        failedBefore |= BEFORE.matcher(line).find();
        Matcher matcher = PERCENT.matcher(line.strip());
        if (matcher.find()) {
            percent = OptionalInt.of(Math.min(100, Integer.parseInt(matcher.group(1))));
        }
    }

    private void to(Stage next) {
        if (next.compareTo(stage) > 0) {
            stage = next;
            percent = OptionalInt.empty();
        }
    }

    /** What is printed after the file was sent and before the import was taken over can only be of one of two requests. */
    private void answer(String line) {
        Matcher matcher = STATUS.matcher(line);
        if (matcher.find()) {
            status = Integer.parseInt(matcher.group(1));
        }
        askedForParts |= line.contains(PART_STATUS);
        // 409: the request itself was refused
        refused |= line.contains(NO_CONSENT);
        // 301 or 404; the same is said of the requests that follow once it was taken over
        outdated |= line.contains(OUTDATED);
        // any other answer than 200: the text is the same for all of them, the status is among the headers
        refused |= line.contains(RETRY) && status >= 400 && status < 500 && status != 408;
    }

    Stage stage() {
        return stage;
    }

    /** {@return how much of the present stage is done; for the import, that is the tool's guess} */
    OptionalInt percent() {
        return percent;
    }

    /** {@return how far it is, for listeners; empty before the first byte} */
    Optional<Progress> progress() {
        if (stage.compareTo(Stage.SENDING) < 0) {
            return Optional.empty();
        }
        String phase = stage.compareTo(Stage.IMPORTING) < 0 ? "upload" : "import";
        if (stage == Stage.SENT || stage == Stage.DONE) {
            return Optional.of(Progress.of(phase, 1));
        }
        return Optional.of(percent.isPresent() ? Progress.of(phase, percent.getAsInt() / 100.0) : Progress.in(phase));
    }

    /**
     * {@return what is known of {@code upload-complete}, once nobody of the tool runs}
     *
     * @param witness whether all that was printed was read
     */
    Verdict verdict(Witness witness) {
        if (stage.compareTo(Stage.IMPORTING) >= 0) {
            return Verdict.ACCEPTED;
        }
        if (witness == Witness.DOUBTFUL) {
            return Verdict.UNKNOWN;
        }
        boolean whole = witness == Witness.WHOLE;
        if (askedForParts || (stage.compareTo(Stage.SENT) < 0 && (whole || failedBefore))) {
            return Verdict.NOT_SENT;
        }
        return refused || (whole && outdated) ? Verdict.REFUSED : Verdict.UNKNOWN;
    }

    /** Whether the lines are all that was printed. */
    enum Witness {
        /** They are. */
        WHOLE,
        /**
         * They were printed, and others may be missing: nobody has seen whether the disk had room all the time. A line that is not
         * there proves nothing.
         */
        UNWATCHED,
        /** A line was cut, the file is too long, its disk was full, or the machine was started anew since: nothing is proven. */
        DOUBTFUL
    }
}
