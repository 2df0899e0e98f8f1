package dev.restore4j.it.admin;

import dev.restore4j.admin.Neo4jAdminBuilder;
import dev.restore4j.admin.ToolUpload;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.fault.ImportFault;
import dev.restore4j.testkit.model.LoadFailure;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Each way in which an upload of the real tool was seen to fail, made again by an upload as a restore starts it: what it really prints
 * becomes one error with a code, and tells what became of {@code upload-complete}. One of each verdict in each build, all with
 * {@code -Pthorough}.
 */
class RealUploadFailuresTest extends FailingUploads {

    private static final String CODE = "Unexpected response code ";
    private static final String UPGRADE =
            "Please check that you are using the latest version of neo4j-admin database upload";
    private static final String RETRY = "You can re-try using the existing dump by running this command";
    private static final String UNREACHABLE = "Failed to authenticate with the aura console";

    @Test
    void oneOfEachVerdict() throws Exception {
        console(
                new Row(
                        "auth 403",
                        "do not give administrative access to the target database",
                        "not-administrator",
                        NOT_SENT),
                ImportFault.notAdministrator(),
                AUTH);
        console(
                new Row("initiate 422", "Error: Not now. See: https://support.neo4j.com", "refused", NOT_SENT),
                ImportFault.refused(422, LoadFailure.of("Not now", "Refused")),
                INITIATE);
        console(
                new Row("complete 409", "consent to overwrite the data was not given. Aborting", "no-consent", REFUSED),
                ImportFault.noConsent(),
                COMPLETE);
        console(new Row("complete 202", RETRY, "transfer-failed", UNKNOWN), ImportFault.answeredWith(202), COMPLETE);
        console(
                new Row(
                        "loading failed",
                        "Error: The store is corrupt. See: https://support.neo4j.com",
                        "import-failed",
                        ACCEPTED),
                ImportFault.loadingFailed(LoadFailure.of("The store is corrupt", "LoadFailed")),
                COMPLETE);
        mustBeAsMeasured(5);
    }

    @Test
    @EnabledIfSystemProperty(named = "restore4j.thorough", matches = "true")
    void everyRow() throws Exception {
        ofStatus(); // the longest first
        ofLogin();
        ofSizeAndAnnouncement();
        ofStores();
        ofCompletion();
        beforeAnyRequest();
        mustBeAsMeasured(50);
    }

    private void ofLogin() {
        run(new Row("auth 401", "Invalid username/password credentials", "wrong-credentials", NOT_SENT), () -> {
            FakeInstance target = target("gcp");
            DatabaseLogin wrong = DatabaseLogin.of(target.user(), "wrong-password");
            return ToolUpload.failed(tool(proxy.javaOptions()).build(), dumps, uri(target), wrong);
        });
        console(
                new Row("auth 404", "please check your Bolt URI", "target-missing", NOT_SENT),
                Fault.serverError(404),
                AUTH);
        console(
                new Row("auth 409", "No consent to overwrite database. Aborting", "no-consent", NOT_SENT),
                ImportFault.noConsent(),
                AUTH);
        console(new Row("auth 301", UPGRADE, "protocol-outdated", NOT_SENT), Fault.serverError(301), AUTH);
        Map<Integer, String> codes = Map.of(
                400, "unexpected-response",
                422, "unexpected-response",
                429, "too-many-requests",
                500, "service-unavailable",
                502, "service-unavailable",
                503, "service-unavailable",
                504, "service-unavailable");
        codes.forEach((status, code) -> console(
                new Row("auth " + status, CODE + status + " from request: Authorization", code, NOT_SENT),
                Fault.serverError(status),
                AUTH));
        console(new Row("auth not JSON", UNREACHABLE, "console-unreachable", NOT_SENT), Fault.notJson(), AUTH);
        without("auth refused", "-Dhttps.proxyPort=" + closedPort());
        without("auth without a name", "-Dhttps.proxyHost=nobody.invalid");
        without("auth untrusted", "-Djavax.net.ssl.trustStore=" + directory.resolve("none.p12"));
    }

    /** The way to the Console, with something on it broken. */
    private void without(String name, String option) {
        run(new Row(name, UNREACHABLE, "console-unreachable", NOT_SENT), () -> {
            FakeInstance target = target("gcp");
            List<String> options = new java.util.ArrayList<>(proxy.javaOptions());
            options.add(option); // the last one counts
            return ToolUpload.failed(tool(options).build(), dumps, uri(target), login(target));
        });
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void ofSizeAndAnnouncement() {
        run(
                new Row("size 422 with a limit", "Minimum storage space required: ", "exceeds-max-size", NOT_SENT),
                () -> upload(aura.addInstance(spec -> spec.name("Small").importLimit(1000)), proxy, dumps));
        LoadFailure plain = new LoadFailure("Such a store does not fit", "Refused", Optional.empty());
        console(
                new Row("size 422 without an address", "Such a store does not fit", "refused", NOT_SENT),
                ImportFault.refused(422, plain),
                SIZE);
        console(
                new Row("size 422 with a limit, without an address", "Too large", "exceeds-max-size", NOT_SENT),
                ImportFault.refused(422, new LoadFailure("Too large", "ImportExceedsMaxSize", Optional.empty())),
                SIZE);
        console(
                new Row("size 422", "Error: Not now. See: https://support.neo4j.com", "refused", NOT_SENT),
                ImportFault.refused(422, LoadFailure.of("Not now", "Refused")),
                SIZE);
        size(401, "token-expired");
        size(404, "unexpected-response");
        size(429, "too-many-requests");
        size(500, "service-unavailable");
        console(
                new Row(
                        "initiate 401",
                        "The given authorization token is invalid or has expired",
                        "token-expired",
                        NOT_SENT),
                Fault.serverError(401),
                INITIATE);
        console(new Row("initiate 301", UPGRADE, "protocol-outdated", NOT_SENT), Fault.serverError(301), INITIATE);
        console(new Row("initiate 404", UPGRADE, "protocol-outdated", NOT_SENT), Fault.serverError(404), INITIATE);
        initiate(409, "unexpected-response", Fault.serverError(409));
        initiate(429, "too-many-requests", Fault.tooManyRequests());
        initiate(500, "service-unavailable", Fault.serverError(500));
        initiate(200, "unexpected-response", ImportFault.answeredWith(200));
    }

    private void size(int status, String code) {
        Row row = new Row("size " + status, CODE + status + " from request: Size check", code, NOT_SENT);
        console(row, Fault.serverError(status), SIZE);
    }

    private void initiate(int status, String code, Fault fault) {
        String words = CODE + status + " from request: Initiating upload target";
        console(new Row("initiate " + status, words, code, NOT_SENT), fault, INITIATE);
    }

    private void ofStores() {
        String session = " from request: Initiating database upload";
        store(
                new Row("signed POST 403", CODE + 403 + session, "unexpected-response", NOT_SENT),
                StoreFault.error(403),
                StoreCall.SESSION_START,
                1);
        store(
                new Row("signed POST 503", CODE + 503 + session, "service-unavailable", NOT_SENT),
                StoreFault.error(503),
                StoreCall.SESSION_START,
                1);
        store(
                new Row("GCP PUT 400", RETRY, "transfer-failed", NOT_SENT),
                StoreFault.error(400),
                StoreCall.SESSION_BYTES,
                1);
        store(
                new Row("GCP PUT cut", "", "transfer-failed", NOT_SENT),
                StoreFault.resetAfter(1000),
                StoreCall.SESSION_BYTES,
                1);
        store(
                new Row("AWS PUT 403", "Received HTTP error: 403 uploading to AWS", "transfer-failed", NOT_SENT),
                StoreFault.error(403),
                StoreCall.PART,
                1);
        // without more words, it may be of upload-complete as well
        parts(new Row("parts 500", "Failed to trigger import", "import-unconfirmed", UNKNOWN), false);
        parts(new Row("parts 500, verbose", "Failed to trigger import", "import-unconfirmed", NOT_SENT), true);
    }

    private void parts(Row row, boolean verbose) {
        run(row, () -> {
            FakeInstance target = target("aws");
            aura.faults().next(Fault.serverError(500)).on("POST", PARTS.replace("*", target.id()));
            Neo4jAdminBuilder tool = tool(proxy.javaOptions());
            return ToolUpload.failed((verbose ? tool.verbose() : tool).build(), dumps, uri(target), login(target));
        });
    }

    private void ofCompletion() {
        console(new Row("complete 301", UPGRADE, "protocol-outdated", REFUSED), Fault.serverError(301), COMPLETE);
        console(new Row("complete 404", UPGRADE, "protocol-outdated", REFUSED), Fault.serverError(404), COMPLETE);
        for (int status : new int[] {401, 422, 429}) {
            console(
                    new Row("complete " + status, RETRY, "transfer-failed", REFUSED),
                    Fault.serverError(status),
                    COMPLETE);
        }
        for (int status : new int[] {500, 503}) {
            console(
                    new Row("complete " + status, RETRY, "transfer-failed", UNKNOWN),
                    Fault.serverError(status),
                    COMPLETE);
        }
    }

    private void ofStatus() {
        console(
                new Row(
                        "status running for 90 s",
                        "Timed out waiting for database load to start as the database did not enter 'loading' state in time.",
                        "import-not-started",
                        ACCEPTED),
                ImportFault.status("running"),
                STATUS);
        console(
                new Row(
                        "status 401",
                        CODE + "401 from request: Trigger import/restore after successful upload",
                        "token-expired",
                        ACCEPTED),
                Fault.serverError(401),
                STATUS);
        console(new Row("status 404", UPGRADE, "protocol-outdated", ACCEPTED), Fault.serverError(404), STATUS);
        console(
                new Row("status paused", "Database status: paused", "import-failed", ACCEPTED),
                ImportFault.status("paused"),
                STATUS);
        console(
                new Row(
                        "loading failed unsaid",
                        "an unexpected problem occurred, please contact customer support",
                        "import-failed",
                        ACCEPTED),
                ImportFault.loadingFailed(),
                COMPLETE);
    }

    private void beforeAnyRequest() throws IOException {
        Path none = Files.createDirectory(directory.resolve("none"));
        Path junk = Files.createDirectory(directory.resolve("junk"));
        Files.write(junk.resolve("neo4j.dump"), "no archive at all".getBytes(StandardCharsets.UTF_8));
        Path two = Files.createDirectory(directory.resolve("two"));
        Archives.backup(neo4j.home(), two.resolve("one.backup"));
        Archives.backup(neo4j.home(), two.resolve("other.backup"));
        local(new Row("no archive", "Could not find any archive files", "archive-missing", NOT_SENT), none);
        Path nowhere = directory.resolve("no/such");
        local(new Row("no directory", "The provided source directory '", "archive-missing", NOT_SENT), nowhere);
        local(new Row("two backups", "Found 2 backup files for database neo4j", "archive-ambiguous", NOT_SENT), two);
        local(new Row("junk", "Unable to check size of archive backup.", "archive-invalid", NOT_SENT), junk);
        DatabaseLogin login = DatabaseLogin.of("neo4j", "any-password");
        run(
                new Row("no address", "Invalid Bolt URI 'neo4j+s://x.example'", "uri-invalid", NOT_SENT),
                () -> ToolUpload.failed(tool(proxy.javaOptions()).build(), dumps, "neo4j+s://x.example", login));
    }

    private void local(Row row, Path from) {
        run(row, () -> upload(target("gcp"), proxy, from));
    }
}
