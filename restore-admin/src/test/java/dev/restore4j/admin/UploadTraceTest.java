package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.UploadTrace.Stage;
import dev.restore4j.admin.UploadTrace.Verdict;
import dev.restore4j.admin.UploadTrace.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTraceTest {

    /** As the real tool printed it, both lines (measured). */
    private static final List<String> GOOGLE = List.of(
            "Detected source dump file at: dumps/v5/neo4j.dump",
            "Successfully authenticated with Aura.",
            "Generating crc32 of archive, this may take some time...",
            "Upload",
            "....................  10%",
            "....................  90%",
            ".................... 100%",
            "Upload completed successfully",
            "",
            "We have received your export and it is currently being loaded into your Aura instance.",
            "You can wait here, or abort this command and head over to the console to be notified of when your database is"
                    + " running.",
            "Import progress (estimated)",
            "....................  10%",
            "Your data was successfully pushed to Aura and is now running.",
            "Dump successfully uploaded to Aura",
            "Your archive at dumps/v5/neo4j.dump can now be deleted.");

    private static final List<String> AMAZON = Stream.concat(
                    GOOGLE.subList(0, 3).stream(),
                    Stream.concat(
                            Stream.of(
                                    "Uploading to AWS (This may take a some time depending on file size and connection speed)",
                                    ".................... 100%",
                                    "Total bytes copied: 11227720"),
                            GOOGLE.subList(9, GOOGLE.size()).stream()))
            .toList();

    private static UploadTrace trace(List<String> lines) {
        UploadTrace trace = new UploadTrace();
        lines.forEach(trace::line);
        return trace;
    }

    private static UploadTrace after(int lines, String... more) {
        List<String> all = new ArrayList<>(GOOGLE.subList(0, lines));
        all.addAll(List.of(more));
        return trace(all);
    }

    static Stream<List<String>> transcripts() {
        return Stream.of(GOOGLE, AMAZON);
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void cutAtAnyLineItNeverSaysNotSentOnceItMayHaveBeenSent(List<String> whole) {
        boolean sent = false;
        boolean accepted = false;
        for (int lines = 0; lines <= whole.size(); lines++) {
            UploadTrace trace = trace(whole.subList(0, lines));
            String last = lines == 0 ? "" : whole.get(lines - 1);
            sent |= last.startsWith(UploadTrace.SENT_GOOGLE) || last.startsWith(UploadTrace.SENT_AMAZON);
            accepted |= last.startsWith(UploadTrace.TAKEN_OVER);
            Verdict expected = accepted ? Verdict.ACCEPTED : sent ? Verdict.UNKNOWN : Verdict.NOT_SENT;
            assertThat(trace.verdict(Witness.WHOLE)).as("after %s", last).isEqualTo(expected);
            assertThat(trace.verdict(Witness.DOUBTFUL))
                    .as("after %s", last)
                    .isEqualTo(accepted ? Verdict.ACCEPTED : Verdict.UNKNOWN);
            assertThat(trace.verdict(Witness.UNWATCHED))
                    .as("after %s", last)
                    .isEqualTo(accepted ? Verdict.ACCEPTED : Verdict.UNKNOWN);
        }
        assertThat(sent && accepted).isTrue();
        assertThat(trace(whole).stage()).isEqualTo(Stage.DONE);
    }

    @Test
    void theLineMayStandBehindDotsOrWhatTheOtherStreamLeft() {
        assertThat(after(5, ".....Upload completed successfully").verdict(Witness.WHOLE))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED", "401, REFUSED", "403, REFUSED", "422, REFUSED", "429, REFUSED",
        "202, UNKNOWN", "408, UNKNOWN", "500, UNKNOWN", "502, UNKNOWN", "503, UNKNOWN"
    })
    void anAnswerOtherThan200IsToldByItsStatusLine(int status, Verdict verdict) {
        UploadTrace trace = after(
                9,
                "=== Unexpected response ===",
                "Response message: whatever",
                "Response headers:",
                "  null: HTTP/1.1 " + status + " whatever",
                "  Content-Length: 0",
                "Response data: ",
                "We encountered a problem while communicating to the Neo4j Aura system. ",
                "You can re-try using the existing dump by running this command: ",
                "neo4j-admin database upload --from-path=/d --to-uri=neo4j+s://x neo4j");

        assertThat(trace.verdict(Witness.WHOLE)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid username/password credentials",
                "The credentials provided do not give administrative access to the target database",
                "We encountered a problem while contacting your Neo4j Aura instance, please check your Bolt URI",
                "No consent to overwrite database. Aborting",
                "Failed to authenticate",
                "The given authorization token is invalid or has expired",
                "org.neo4j.cli.CommandFailedException: Unexpected response code 503 from request: Authorization",
                "Unexpected response code 500 from request: Size check",
                "Unexpected response code 429 from request: Initiating upload target",
                "Unexpected response code 403 from request: Initiating database upload",
                "Failed to initiate resumable upload",
                "Failed to upload part to multipart url after 5 retries. Please check your Internet connection and try again.",
                "neo4j-admin database upload --dump=/d --bolt-uri=neo4j+s://x",
                "neo4j-admin push-to-cloud --dump=/d --bolt-uri=neo4j+s://x",
                "....Failed to upload part to multipart url after 5 retries. Please check your Internet connection and try again."
            })
    void aFailureOfAnEarlierRequestProvesItWhateverIsMissing(String failure) {
        assertThat(after(2, failure).verdict(Witness.UNWATCHED)).isEqualTo(Verdict.NOT_SENT);
        assertThat(after(9, failure).verdict(Witness.UNWATCHED)).isEqualTo(Verdict.UNKNOWN);
        assertThat(after(2, failure).verdict(Witness.DOUBTFUL)).isEqualTo(Verdict.UNKNOWN);
        assertThat(after(2, "Response data: " + failure).verdict(Witness.UNWATCHED))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Failed to trigger import, please contact Aura support at: https://support.neo4j.com",
                "Unexpected response code 503 from request: Trigger import/restore after successful upload",
                "neo4j-admin database upload --from-path=/d --to-uri=neo4j+s://x neo4j"
            })
    void aFailureOfALaterRequestSaysThatALineIsMissing(String failure) {
        assertThat(after(5, failure).stage()).isEqualTo(Stage.SENT);
        assertThat(after(5, failure).verdict(Witness.WHOLE)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void whatSeveralRequestsAreAnsweredWithIsToldByWhatWasPrintedBeforeOnlyIfThatIsAll() {
        String outdated = "Please check that you are using the latest version of neo4j-admin database upload";

        assertThat(after(4, outdated).verdict(Witness.UNWATCHED)).isEqualTo(Verdict.UNKNOWN);
        assertThat(after(9, outdated).verdict(Witness.UNWATCHED)).isEqualTo(Verdict.UNKNOWN);
        assertThat(after(9, outdated).verdict(Witness.WHOLE)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void aFailureWhoseStatusLineIsMissingIsUnknown() {
        assertThat(after(9, "You can re-try using the existing dump by running this command: ")
                        .verdict(Witness.WHOLE))
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void theStatusLineOfAnEarlierAnswerCountsForNothing() {
        List<String> lines = new ArrayList<>(GOOGLE.subList(0, 5));
        lines.add("  null: HTTP/1.1 403 Forbidden"); // of the storage, after which the tool went on
        lines.addAll(GOOGLE.subList(5, 9));
        lines.add("You can re-try using the existing dump by running this command: ");

        assertThat(trace(lines).verdict(Witness.WHOLE)).isEqualTo(Verdict.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The target database contained data and consent to overwrite the data was not given. Aborting",
                "We encountered a problem while communicating to the Neo4j Aura system. Please check that you are using the"
                        + " latest version of neo4j-admin database upload and upgrade if necessary."
            })
    void refusalsThatSayWhatTheyAre(String text) {
        assertThat(after(9, text).verdict(Witness.WHOLE)).isEqualTo(Verdict.REFUSED);
        assertThat(after(4, text).verdict(Witness.WHOLE)).isEqualTo(Verdict.NOT_SENT);
        assertThat(after(12, text).verdict(Witness.WHOLE)).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void aBrokenConnectionIsUnknownUnlessItWasTheOneBefore() {
        String trigger = "Failed to trigger import, please contact Aura support at: https://support.neo4j.com";

        assertThat(after(9, trigger).verdict(Witness.WHOLE)).isEqualTo(Verdict.UNKNOWN);
        assertThat(after(
                                9,
                                trigger,
                                "Server returned HTTP response code: 500 for URL:"
                                        + " https://console.neo4j.io/v1/databases/x/import/multipart-upload-status")
                        .verdict(Witness.WHOLE))
                .isEqualTo(Verdict.NOT_SENT);
    }

    @Test
    void percentagesBelongToTheirStage() {
        assertThat(after(3).progress()).isEmpty();
        assertThat(after(4).progress().orElseThrow()).hasToString("upload");
        assertThat(after(6).progress().orElseThrow()).hasToString("upload 90 %");
        assertThat(after(8).progress().orElseThrow()).hasToString("upload 100 %");
        assertThat(after(10).progress().orElseThrow()).hasToString("import");
        assertThat(after(13).progress().orElseThrow()).hasToString("import 10 %");
        assertThat(trace(GOOGLE).progress().orElseThrow()).hasToString("import 100 %");
        assertThat(after(2).stage()).isEqualTo(Stage.AUTHENTICATED);
    }
}
