package dev.restore4j.aura;

import dev.restore4j.aura.console.CompletionAnswer;
import dev.restore4j.aura.console.ConsoleSession;
import dev.restore4j.aura.upload.Uploaded;
import dev.restore4j.error.RestoreException;
import dev.restore4j.operation.Ending;
import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Preflight;
import dev.restore4j.spi.RestoreRoute;
import dev.restore4j.spi.RestoreTarget;
import dev.restore4j.spi.SourceView;
import dev.restore4j.spi.SubmissionAnswer;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import dev.restore4j.spi.SubmissionAnswer.Lost;
import dev.restore4j.spi.SubmissionAnswer.NotTakenOver;
import dev.restore4j.spi.SubmissionAnswer.Refused;
import dev.restore4j.spi.UploadTarget.Sight;
import dev.restore4j.spi.Urgency;
import java.util.ArrayList;
import java.util.List;

/**
 * A file that is proven and sent, on its way into a target: {@code upload-complete} is the one act that is not repeated. The file
 * itself is not needed any more.
 */
final class PreparedFile implements RestoreRoute {

    private static final String NOT_RUNNING = "target-not-running";

    private final FileRoute route;
    private final SourceView source;
    private final Uploaded sent;
    private final ConsoleSession console;

    PreparedFile(FileRoute route, SourceView source, Uploaded sent, ConsoleSession console) {
        this.route = route;
        this.source = source;
        this.sent = sent;
        this.console = console;
    }

    @Override
    public String kind() {
        return route.kind();
    }

    @Override
    public String sourceReference() {
        return route.sourceReference();
    }

    @Override
    public RestoreTarget target() {
        return route.target();
    }

    /**
     * The Console is asked as well: hours may have passed since it was, what follows must not find a dead connection, and it may know
     * of an import of somebody else's before the API does.
     */
    @Override
    public Preflight look(Urgency urgency) throws InterruptedException {
        String word = console.status().word();
        Sight sight = route.uploads().sight(urgency);
        List<Finding> findings = new ArrayList<>(sight.findings());
        boolean told = findings.stream().anyMatch(finding -> finding.code().equals(NOT_RUNNING));
        if (!told && !word.equals("running") && !word.equals(StatusWords.LOADING_FAILED)) {
            findings.add(Finding.blocking(
                    NOT_RUNNING,
                    "The Console says that an import into " + route.target().reference() + " is '" + word
                            + "', whatever else is said of it: somebody else's is under way. Wait until it has ended, then"
                            + " assess again."));
        }
        return new Preflight(source, sight.view(), findings, sight.since());
    }

    @Override
    public SubmissionAnswer submit(OperationId operation, long latestNanos) throws InterruptedException {
        CompletionAnswer answer;
        try {
            answer = console.complete(sent.completion(), latestNanos);
        } catch (RestoreException e) {
            return SnapshotRoute.notSent(e);
        }
        SubmissionAnswer judged = judged(answer);
        if (!(judged instanceof NotTakenOver)) {
            route.memory().of(operation).forget(); // nobody sends for it any more
        }
        return judged;
    }

    private SubmissionAnswer judged(CompletionAnswer answer) {
        if (answer instanceof CompletionAnswer.Taken taken) {
            return new Accepted("taken over", null, taken.requestId());
        }
        if (answer instanceof CompletionAnswer.Refused refused) {
            return new Refused(ending(refused.code(), refused.message(), Ending.Kind.REQUEST, refused.requestId()));
        }
        if (answer instanceof CompletionAnswer.NotTaken not) {
            Ending.Kind kind = not.code().equals("access-refused") ? Ending.Kind.ACCESS : Ending.Kind.UNAVAILABLE;
            return new NotTakenOver(ending(not.code(), not.message(), kind, not.requestId()), not.retryAfter());
        }
        CompletionAnswer.Unknown unknown = (CompletionAnswer.Unknown) answer;
        return new Lost(unknown.why(), unknown.requestId());
    }

    private Ending ending(
            String code, String message, Ending.Kind kind, @org.jspecify.annotations.Nullable String requestId) {
        return new Ending(
                code,
                "Not taken over: the upload of " + route.path() + " into "
                        + route.target().reference() + ". " + message,
                kind,
                requestId);
    }
}
