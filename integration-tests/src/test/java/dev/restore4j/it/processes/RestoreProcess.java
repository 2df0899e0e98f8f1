package dev.restore4j.it.processes;

import dev.restore4j.Assessment;
import dev.restore4j.ConfirmedRestore;
import dev.restore4j.RestoreOperation;
import dev.restore4j.RestorePlan;
import dev.restore4j.aura.AuraClient;
import dev.restore4j.catalog.Instance;
import dev.restore4j.catalog.Snapshot;
import dev.restore4j.error.RestoreException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.journal.FileJournal;
import dev.restore4j.operation.Actor;
import dev.restore4j.operation.Attestation;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.RestoreReason;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.testkit.time.ScaledTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;

/**
 * The program that the other JVMs run: a restore as a user writes it, or a look at one from outside. It tells on its
 * standard output what it does, line by line, and by its exit code how it ended.
 */
final class RestoreProcess {

    private static final String PREFIX = "restore4j.it.";
    private static final int FAILED = 1;

    private RestoreProcess() {}

    /**
     * Runs.
     *
     * @param args a command and what it is about
     */
    public static void main(String[] args) throws IOException {
        int code = 0;
        try (AuraClient client = client()) {
            run(client, args);
        } catch (RestoreException e) {
            String reason = e instanceof RestoreRejectedException rejected ? rejected.code() : "-";
            say("ERROR " + e.getClass().getSimpleName() + " " + reason + " " + e.state() + " " + e.overwritten() + " "
                    + e.operationId().map(OperationId::value).orElse("-") + " "
                    + String.valueOf(e.getMessage()).replace('\n', ' '));
            code = FAILED;
        }
        System.exit(code);
    }

    private static void run(AuraClient client, String[] args) throws IOException {
        switch (args[0]) {
            case "restore" -> restore(client, args[1], args[2], Instant.parse(args[3]));
            case "list" -> client.operations().list().forEach(operation -> say("LISTED " + operation));
            case "attach" -> tell(operation(client, args[1]).await());
            case "cancel" -> say("CANCEL " + operation(client, args[1]).cancel(Actor.named("another process")));
            case "settle" -> {
                Attestation attestation = args[2].equals("yes")
                        ? Attestation.overwritten(Actor.named("another process"), "the orders are back")
                        : Attestation.notOverwritten(Actor.named("another process"), "the orders are still missing");
                tell(operation(client, args[1]).settle(attestation).await());
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** The main job: the last snapshot before an incident, back over its instance. */
    private static void restore(AuraClient client, String name, String instanceId, Instant incident)
            throws IOException {
        Instance instance = client.instance(instanceId);
        Snapshot snapshot =
                instance.snapshots().latestBefore(incident, Period.ofDays(7)).orElseThrow();
        Assessment assessment = RestorePlan.from(snapshot)
                .named(name)
                .because(RestoreReason.ACCIDENTAL_DELETION, "DELETE without WHERE. ".repeat(45))
                .assess();
        ConfirmedRestore confirmed = assessment.confirm();
        if (Boolean.getBoolean(PREFIX + "waits")) {
            say("READY");
            System.in.read();
        }
        RestoreOperation operation = confirmed.start();
        say("OPERATION " + operation.id());
        tell(operation.await());
    }

    private static RestoreOperation operation(AuraClient client, String id) {
        return client.operations().attach(new OperationId(id));
    }

    private static void tell(RestoreResult result) {
        result.warnings().forEach(warning -> say("WARNING " + warning.code()));
        say("RESULT " + result.state() + " " + result.overwritten() + " " + result.id() + " "
                + result.proof().map(Enum::name).orElse("-"));
    }

    private static AuraClient client() {
        Steps steps = new Steps(Integer.getInteger(PREFIX + "pauseAt", -1));
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return AuraClient.builder()
                .baseUrl(URI.create(setting("url")))
                .credentials(setting("client"), System.getenv("IT_CLIENT_SECRET"))
                .httpClient(new AnnouncedHttp(http, steps))
                .journal(new AnnouncedJournal(FileJournal.at(Path.of(setting("journal"))), steps))
                .exchangeTimeout(Duration.ofMinutes(5))
                .time(time())
                .listener(event -> say("EVENT " + event.getClass().getSimpleName()))
                .build();
    }

    /** The time of the world that this JVM was born into: its clock goes as fast, and stands where that stands now. */
    private static ScaledTime time() {
        double factor = Double.parseDouble(setting("factor"));
        long since = System.currentTimeMillis() - Long.parseLong(setting("bornAt"));
        Instant start = Instant.parse(setting("now")).plusMillis((long) (since * factor));
        return ScaledTime.times(factor).startingAt(start);
    }

    private static String setting(String name) {
        return Optional.ofNullable(System.getProperty(PREFIX + name)).orElseThrow();
    }

    private static synchronized void say(String line) {
        System.out.println(line);
    }
}
