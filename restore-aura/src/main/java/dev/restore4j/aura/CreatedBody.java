package dev.restore4j.aura;

import com.fasterxml.jackson.databind.JsonNode;
import dev.restore4j.aura.text.Sanitized;
import dev.restore4j.aura.wire.Json;
import dev.restore4j.spi.SubmissionAnswer.Accepted;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of the acceptance of a new instance, the only place where its password is ever stated.
 *
 * @param receiver gets the credentials before anything else is done with them
 */
record CreatedBody(Consumer<InstanceCredentials> receiver) implements SubmissionReply.AcceptedBody {

    private static final Logger LOG = LoggerFactory.getLogger(AuraClient.class);

    @Override
    public Optional<Accepted> read(JsonNode data, @Nullable String requestId) {
        Optional<String> id = Json.text(data, "id");
        id.ifPresent(created -> handOver(data, created));
        return id.map(created ->
                new Accepted(Json.text(data, "status").map(Sanitized::text).orElse("accepted"), created, requestId));
    }

    private void handOver(JsonNode data, String id) {
        Optional<String> user = Json.text(data, "username");
        Optional<String> password = Json.text(data, "password");
        if (user.isEmpty() || password.isEmpty()) {
            LOG.warn(
                    "The answer to the creation of instance {} states no credentials: reset its password in the Aura"
                            + " Console",
                    id);
            return;
        }
        try {
            receiver.accept(new InstanceCredentials(
                    id,
                    user.get(),
                    password.get(),
                    Json.text(data, "connection_url").flatMap(Uris::parse).orElse(null)));
        } catch (RuntimeException e) {
            // its message may quote the password
            LOG.warn(
                    "The receiver of the credentials of new instance {} threw {}: reset its password in the Aura Console",
                    id,
                    e.getClass().getName());
        }
    }
}
