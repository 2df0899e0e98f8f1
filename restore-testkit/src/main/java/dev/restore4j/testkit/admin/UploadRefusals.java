package dev.restore4j.testkit.admin;

import dev.restore4j.testkit.admin.ToolFailure.Reason;
import dev.restore4j.testkit.admin.UploadPeer.Reply;
import java.util.Locale;

/** What the tool says of an answer that is not the expected one: measured on both lines, step by step. */
final class UploadRefusals {

    private static final String PROBLEM = "We encountered a problem while communicating to the Neo4j Aura system. ";
    private static final String UPGRADE = PROBLEM
            + "Please check that you are using the latest version of neo4j-admin database upload and upgrade if necessary."
            + " If this problem persists after upgrading, please contact support at https://support.neo4j.com and attach the"
            + " logs shown below to your ticket in the support portal.";
    private static final String SUPPORT =
            "please contact customer support at: https://support.neo4j.com for assistance";

    private final String directory;
    private final String uri;
    private final long size;

    UploadRefusals(String directory, String uri, long size) {
        this.directory = directory;
        this.uri = uri;
        this.size = size;
    }

    Reason reason(UploadStep step, Reply reply) {
        return switch (step) {
            case AUTHENTICATE -> authenticate(reply.code());
            case SIZE -> reply.is(422) ? refused(reply) : unexpected(reply, "Size check");
            case INITIATE -> initiate(reply);
            case START -> unexpected(reply, "Initiating database upload");
            case PUT ->
                Reason.of(PROBLEM + "\nYou can re-try using the existing dump by running this command: \n"
                        + "neo4j-admin database upload --dump=" + directory + " --bolt-uri=" + uri);
            case PARTS ->
                Reason.of("Failed to trigger import, please contact Aura support at: https://support.neo4j.com");
            case COMPLETE -> complete(reply);
            case STATUS ->
                reply.is(404)
                        ? Reason.of(UPGRADE)
                        : unexpected(reply, "Trigger import/restore after successful upload");
        };
    }

    /** {@return whether the tool also shows the answer itself} */
    static boolean isShown(UploadStep step, Reply reply) {
        return switch (step) {
            case START -> false;
            case PUT -> true;
            case COMPLETE -> !reply.is(409);
            default -> reply.is(301, 404, 422);
        };
    }

    private static Reason authenticate(int code) {
        return Reason.of(
                switch (code) {
                    case 401 -> "Invalid username/password credentials";
                    case 403 -> "The credentials provided do not give administrative access to the target database";
                    case 404 ->
                        "We encountered a problem while contacting your Neo4j Aura instance, please check your Bolt URI";
                    case 409 -> "No consent to overwrite database. Aborting";
                    case 301 -> UPGRADE;
                    case 502, 503, 504 ->
                        "org.neo4j.cli.CommandFailedException: Unexpected response code " + code
                                + " from request: Authorization";
                    default -> "Unexpected response code " + code + " from request: Authorization";
                });
    }

    private static Reason unexpected(Reply reply, String request) {
        return Reason.of("Unexpected response code " + reply.code() + " from request: " + request);
    }

    /** 422 to either question. The unit is called GB and is 2^30 bytes; without an address there is no "Error:" either. */
    private Reason refused(Reply reply) {
        String message = reply.field("Message");
        if (reply.field("Reason").equals("ImportExceedsMaxSize")) {
            double gibibytes = size / (double) (1L << 30);
            message = withoutDot(message)
                    + String.format(Locale.ROOT, ". Minimum storage space required: %.1f GB", gibibytes);
        }
        return error(message, reply.field("Url"));
    }

    private static Reason error(String message, String url) {
        return Reason.of(url.isEmpty() ? message : "Error: " + withoutDot(message) + ". See: " + url);
    }

    private static String withoutDot(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private Reason initiate(Reply reply) {
        return switch (reply.code()) {
            case 401 -> Reason.of("The given authorization token is invalid or has expired");
            case 301, 404 -> Reason.of(UPGRADE);
            case 422 -> refused(reply);
            default -> unexpected(reply, "Initiating upload target");
        };
    }

    private Reason complete(Reply reply) {
        return switch (reply.code()) {
            case 409 ->
                Reason.of(
                        "The target database contained data and consent to overwrite the data was not given. Aborting");
            case 301, 404 -> Reason.of(UPGRADE);
            default ->
                Reason.of(PROBLEM + "\nYou can re-try using the existing dump by running this command: \n"
                        + "neo4j-admin database upload --from-path=" + directory + " --to-uri=" + uri + " neo4j");
        };
    }

    static Reason loadingFailed(Reply reply) {
        return reply.field("Message").isEmpty()
                ? Reason.of("an unexpected problem occurred, " + SUPPORT)
                : error(reply.field("Message"), reply.field("Url"));
    }

    static Reason otherStatus(String status) {
        return Reason.of(
                "We're sorry, something has failed during the loading of your database. Please try again and if this"
                        + " problem persists, please open up a support case. Database status: " + status);
    }

    static Reason neverStarted() {
        return Reason.of("Timed out waiting for database load to start as the database did not enter 'loading' state in"
                + " time. Please retry the operation. You might find more information about the failure on the database"
                + " status page in https://console.neo4j.io.");
    }
}
