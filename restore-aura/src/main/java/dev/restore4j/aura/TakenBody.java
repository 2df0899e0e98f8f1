package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of the acceptance of a snapshot: its id and nothing else, as was seen of the real Aura. */
final class TakenBody implements SubmissionReply.AcceptedBody {

    @Override
    public Optional<Accepted> read(JsonNode data, @Nullable String requestId) {
        return Json.text(data, "snapshot_id").map(id -> new Accepted("accepted", id, requestId));
    }
}
