package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.Terminal.Stream;
import dev.restore4j.testkit.admin.ToolFailure.Reason;
import dev.restore4j.testkit.admin.UploadCommand.UploadRefused;
import dev.restore4j.testkit.admin.UploadCommand.UploadRefused.Origin;
import dev.restore4j.testkit.admin.UploadPeer.Reply;
import dev.restore4j.testkit.admin.UploadPeer.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

/** The protocol of an upload, and its transcript. */
final class UploadWalk {

    /** So often is asked again what failed with a 5xx. */
    private static final int ATTEMPTS = 51;

    private static final int PARTS_ATTEMPTS = 5;

    /** Ninety seconds, in looks that are two seconds apart. */
    private static final int LOOKS_UNTIL_LOADING = 45;

    private final ToolRun run;
    private final Path archive;
    private final byte[] bytes;
    private final long size;
    private final UploadPeer peer;
    private String id = "";
    private String token = "";
    private UploadRefusals refusals;

    UploadWalk(ToolRun run, Path archive, byte[] bytes, long size) {
        this.run = run;
        this.archive = archive;
        this.bytes = bytes;
        this.size = size;
        this.peer = run.tool().console().isPresent() ? new HttpPeer() : new ScriptedPeer(run.mischief());
        this.refusals = new UploadRefusals("" + archive.getParent(), "", size);
    }

    void run(Map<String, String> who, boolean consent) {
        id = Objects.requireNonNull(who.get("id"));
        refusals = new UploadRefusals("" + archive.getParent(), who.getOrDefault("uri", ""), size);
        token = authenticate(who, consent).field("Token");
        out("Successfully authenticated with Aura.");
        expect(UploadStep.SIZE, again(UploadStep.SIZE, post("v1", "/import/size", "{\"FullSize\":" + size + "}")), 200);
        out("Generating crc32 of archive, this may take some time...");
        CRC32 crc = new CRC32();
        crc.update(bytes);
        String sizes =
                "{\"Crc32\":%d, \"DumpSize\": %d, \"FullSize\":%d}".formatted(crc.getValue(), bytes.length, size);
        Reply target = expect(
                UploadStep.INITIATE,
                again(
                        UploadStep.INITIATE,
                        post("v2", "/import", sizes)
                                .with("Neo4j-Version", run.line().version())),
                202);
        String done = target.field("Provider").equalsIgnoreCase("AWS")
                ? amazon(target, crc.getValue())
                : google(target, crc.getValue());
        expect(
                UploadStep.COMPLETE,
                ask(
                        UploadStep.COMPLETE,
                        post("v1", "/import/upload-complete", done)
                                .with("Neo4j-Version", run.line().version())),
                200);
        run.mischief().comesTo(UploadStep.STATUS);
        out("We have received your export and it is currently being loaded into your Aura"
                + " instance.\nYou can wait here, or abort this command and head over to the console to be notified of when"
                + " your database is running.\nImport progress (estimated)");
        watch();
        out("Your data was successfully pushed to Aura and is now running.\nDump successfully uploaded to Aura\n"
                + "Your archive at " + archive + " can now be deleted.");
    }

    private void out(String text) {
        run.terminal().out(text);
    }

    private Request post(String version, String path, String json) {
        return Request.of("POST", UploadCommand.console(run.tool(), "/" + version + "/databases/" + id + path))
                .with("Authorization", "Bearer " + token)
                .json(json);
    }

    private Reply authenticate(Map<String, String> who, boolean consent) {
        String pair = who.get("user") + ":" + who.get("password");
        Request request = Request.of("POST", UploadCommand.console(run.tool(), "/v1/databases/" + id + "/import/auth"))
                .with(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .with("Accept", "application/json")
                .with("Confirmed", Boolean.toString(consent))
                .with("Content-Type", "application/x-www-form-urlencoded");
        try {
            run.mischief().at(UploadStep.AUTHENTICATE);
            return expect(UploadStep.AUTHENTICATE, peer.ask(UploadStep.AUTHENTICATE, request), 200);
        } catch (IOException e) {
            run.terminal().err("Failed to authenticate with the aura console");
            throw new UploadRefused(Reason.of("Failed to authenticate").because("" + e.getMessage()), Origin.TOOL);
        }
    }

    private Reply ask(UploadStep step, Request request) {
        run.mischief().at(step);
        try {
            return peer.ask(step, request);
        } catch (IOException e) {
            throw new UploadRefused(Reason.of("" + e.getMessage()), Origin.LIBRARY);
        }
    }

    private Reply again(UploadStep step, Request request) {
        Reply reply = ask(step, request);
        for (int i = 1; i < ATTEMPTS && reply.is(502, 503, 504); i++) {
            run.terminal().sleep(run.tool().poll());
            reply = ask(step, request);
        }
        return reply;
    }

    private Reply expect(UploadStep step, Reply reply, int code) {
        if (reply.code() == code) {
            return reply;
        }
        if (UploadRefusals.isShown(step, reply)) {
            out("=== Unexpected response ===\nResponse message: whatever\nResponse headers:\n  null: HTTP/1.1 "
                    + reply.code() + " whatever\nResponse data: " + reply.body());
        }
        throw new UploadRefused(refusals.reason(step, reply), Origin.TOOL);
    }

    private String google(Reply target, long crc) {
        String[] links = target.fields("SignedLinks");
        String signed = links.length > 0 ? links[0] : target.field("SignedURI");
        Request start = Request.of("POST", URI.create(signed))
                .with("x-goog-resumable", "start")
                .with("Content-Type", "");
        URI session = URI.create(
                expect(UploadStep.START, ask(UploadStep.START, start), 201).place());
        out("Upload");
        dots(0, 50);
        run.mischief().inTheMidst();
        put(session);
        dots(50, 100);
        // before the completion is asked for: who reads this line does not know yet whether it was
        out("Upload completed successfully\n");
        return "{\"Crc32\":" + crc + "}";
    }

    private void put(URI session) {
        Reply reply = ask(UploadStep.PUT, Request.of("PUT", session).with(bytes));
        for (int i = 1; i < ATTEMPTS && reply.is(403, 500, 502, 503, 504); i++) {
            run.terminal().sleep(run.tool().poll());
            Request where = Request.of("PUT", session).with("Content-Range", "bytes */" + bytes.length);
            Reply position = ask(UploadStep.PUT, where);
            if (position.is(200, 201)) {
                return;
            }
            int from = position.range().isEmpty()
                    ? 0
                    : Integer.parseInt(position.range().replaceFirst("bytes=0-", "")) + 1;
            int last = bytes.length - 1;
            out("resume upload from " + from + " to " + last + " of " + bytes.length + " bytes");
            reply = ask(
                    UploadStep.PUT,
                    Request.of("PUT", session)
                            .with(Arrays.copyOfRange(bytes, from, bytes.length))
                            .with("Content-Range", "bytes " + from + "-" + last + "/" + bytes.length));
        }
        expect(UploadStep.PUT, reply, 200);
    }

    private String amazon(Reply target, long crc) {
        out("Uploading to AWS (This may take a some time depending on file size and connection speed)");
        String[] links = target.fields("SignedLinks");
        int parts = Integer.parseInt(target.field("TotalParts"));
        int partSize = (bytes.length + parts - 1) / parts;
        run.mischief().inTheMidst();
        for (int i = 0; i < links.length; i++) {
            int part = parts - links.length + i;
            int end = Math.min(bytes.length, (part + 1) * partSize);
            part(URI.create(links[i]), part, Arrays.copyOfRange(bytes, part * partSize, end));
        }
        out("Total bytes copied: " + bytes.length);
        Reply status = expect(
                UploadStep.PARTS,
                ask(
                        UploadStep.PARTS,
                        post(
                                "v1",
                                "/import/multipart-upload-status",
                                "{\"Crc32\":" + crc + ", \"UploadID\": \"" + target.field("UploadID") + "\"}")),
                200);
        return status.body().strip().replaceFirst("\\}$", ",\"Crc32\":" + crc + "}");
    }

    private void part(URI link, int part, byte[] content) {
        Request request = Request.of("PUT", link).with(content);
        Reply reply = ask(UploadStep.PUT, request);
        for (int i = 1; i < PARTS_ATTEMPTS && reply.is(500, 502, 503, 504); i++) {
            run.terminal()
                    .err("Failed to upload part " + part + " to multipart url. Retrying in case of connection issue");
            run.terminal().sleep(run.tool().poll());
            reply = ask(UploadStep.PUT, request);
        }
        if (!reply.is(200)) {
            run.terminal().err("Received HTTP error: " + reply.code() + " uploading to AWS");
            expect(UploadStep.PUT, reply, 200);
        }
    }

    private void watch() {
        boolean started = false;
        for (int look = 1; ; look++) {
            run.terminal().sleep(run.tool().poll());
            Reply reply = expect(UploadStep.STATUS, status(), 200);
            String status = reply.field("Status");
            if (status.equals("running") && started) {
                dots(0, 100);
                return;
            }
            if (status.equals("loading failed") && started) {
                throw new UploadRefused(UploadRefusals.loadingFailed(reply), Origin.TOOL);
            }
            boolean waiting = status.equals("running") || status.equals("loading failed");
            started = started || !waiting;
            if (!waiting && !status.equals("loading") && !status.equals("updating")) {
                throw new UploadRefused(UploadRefusals.otherStatus(status), Origin.TOOL);
            }
            if (!started && look >= LOOKS_UNTIL_LOADING) {
                throw new UploadRefused(UploadRefusals.neverStarted(), Origin.TOOL);
            }
        }
    }

    private Reply status() {
        Request request = Request.of("GET", UploadCommand.console(run.tool(), "/v1/databases/" + id + "/import/status"))
                .with("Authorization", "Bearer " + token);
        Reply reply = ask(UploadStep.STATUS, request);
        for (int i = 1; i < ATTEMPTS && reply.is(500, 502, 503, 504); i++) {
            run.terminal().err("Received HTTP 5xx error polling status. Retrying...");
            run.terminal().sleep(run.tool().poll());
            reply = ask(UploadStep.STATUS, request);
        }
        return reply;
    }

    /** Twenty dots and then the percentage, a line for each ten. */
    private void dots(int from, int to) {
        for (int percent = from + 10; percent <= to; percent += 10) {
            run.terminal().print(Stream.OUT, ".".repeat(20));
            out("%4d%%".formatted(percent));
        }
    }
}
