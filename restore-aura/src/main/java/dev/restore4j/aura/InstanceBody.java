package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of an acceptance that shows the target: its word may still be {@code running}.
 *
 * @param id the target's id; a body about another instance is not believed
 */
record InstanceBody(String id) implements SubmissionReply.AcceptedBody {

    @Override
    public Optional<Accepted> read(JsonNode data, @Nullable String requestId) {
        boolean same = Json.text(data, "id").filter(id::equalsIgnoreCase).isPresent();
        return Json.text(data, "status")
                .filter(word -> same)
                .map(word -> new Accepted(Sanitized.text(word), null, requestId));
    }
}
