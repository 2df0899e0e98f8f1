package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.AuraTransport.Submitted;
import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.aura.wire.ErrorBody;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.aura.wire.Replies;
import dev.restore4j.aura.wire.Reply.Answer;
import dev.restore4j.error.AccessException;
import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.spi.Disposal;
import dev.restore4j.spi.Look;
import dev.restore4j.spi.Observation.Condition;
import dev.restore4j.spi.Urgency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the instance that an operation created: {@code DELETE /instances/{id}}, after its name was read, and once for each
 * call. What became of a request whose answer was lost is told by reading.
 */
final class NewInstanceDisposal implements Disposal {

    private final AuraAccount account;

    NewInstanceDisposal(AuraAccount account) {
        this.account = account;
    }

    @Override
    public Disposed delete(Look look) throws InterruptedException {
        String id = look.created()
                .orElseThrow(() -> rejected(
                        "nothing-created",
                        "It is not known which instance operation " + look.operation()
                                + " created. Nothing was deleted: look for its id at the end of a name in the Aura Console.",
                        null));
        AuraInstance seen = find(id, look.urgency());
        if (seen == null) {
            return Disposed.GONE;
        }
        CreatedInstance ours = CreatedInstance.proven(seen, look.operation())
                .orElseThrow(() -> rejected(
                        "not-created-by-operation",
                        "Instance " + id + " is called '" + Sanitized.text(seen.name()) + "', which does not end with -"
                                + look.operation() + ". It was renamed or is another one, and is kept: delete it in the"
                                + " Aura Console if it is not needed.",
                        null));
        Submitted submitted = account.transport().change(ApiCall.delete(ours), look.urgency());
        return submitted.reply() instanceof Answer answer
                ? judged(answer, submitted.said(), id, look.urgency())
                : readAgain(id, look.urgency());
    }

    private Disposed judged(Answer answer, ErrorBody said, String id, Urgency urgency) throws InterruptedException {
        String where = "DELETE of instance " + id;
        if (answer.isSuccess() || answer.status() == 404 || answer.status() == 410) {
            return Disposed.GONE;
        }
        if (answer.status() == 409) {
            return Disposed.NOT_YET;
        }
        if (answer.status() == 429) {
            throw Replies.unavailable(
                    answer, where, account.environment().time().now());
        }
        if (answer.isPassing()) {
            return readAgain(id, urgency);
        }
        String words = where + " was answered " + answer.status() + ", " + said.words();
        if (answer.refusesAccess()) {
            throw new AccessException(
                    words + ". Give the user of " + account.name()
                            + " the permission, or delete it in the Aura Console.",
                    null,
                    answer.requestId(),
                    null);
        }
        throw rejected(
                "deletion-refused", words + ". It still exists: delete it in the Aura Console.", answer.requestId());
    }

    private Disposed readAgain(String id, Urgency urgency) throws InterruptedException {
        return find(id, urgency) == null ? Disposed.GONE : Disposed.NOT_YET;
    }

    /**
     * {@return the instance; null where it is gone or on its way out}
     *
     * <p>Aura was seen answering 404 for what exists: it counts as gone only where it is not listed either.
     */
    private @Nullable AuraInstance find(String id, Urgency urgency) throws InterruptedException {
        Optional<AuraInstance> seen = read(id, urgency);
        if (seen.isEmpty() && isListed(id, urgency)) {
            throw new UnavailableException(
                    "Instance " + id + " is listed, and not found by its id. It was not deleted: try again later.",
                    null,
                    null,
                    null);
        }
        return seen.filter(instance -> !isOnItsWayOut(instance)).orElse(null);
    }

    private Optional<AuraInstance> read(String id, Urgency urgency) throws InterruptedException {
        Reading reading = account.read(ApiCall.createdInstance(id), urgency);
        return reading.isMissing() ? Optional.empty() : Optional.of(AuraInstance.of(account, id, reading));
    }

    private boolean isListed(String id, Urgency urgency) throws InterruptedException {
        for (JsonNode entry : account.read(ApiCall.listInstances(), urgency).data()) {
            if (Json.text(entry, "id").filter(id::equalsIgnoreCase).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOnItsWayOut(AuraInstance instance) {
        return StatusWords.OF_CREATION
                        .observation(instance.status().word(), null, null)
                        .condition()
                == Condition.GONE;
    }

    private static RestoreRejectedException rejected(String code, String message, @Nullable String requestId) {
        return new RestoreRejectedException(code, message, null, requestId);
    }
}
