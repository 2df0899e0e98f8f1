package dev.restore4j.it.secrets;

import dev.restore4j.testkit.FakeAura;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** What must not be found: the marks of client secrets, passwords and tokens, whole or in parts, and their encodings. */
final class Secrets {

    private final List<String> needles = new ArrayList<>(List.of(
            // not the whole mark: what is cut off in its midst is found, too
            "FakeAuraSec",
            "FakeAuraTo",
            // how every token of the fake begins
            Base64.getUrlEncoder().encodeToString("{\"alg\":\"RS2".getBytes(StandardCharsets.UTF_8))));

    void add(FakeAura aura) {
        add(aura.clientId(), aura.clientSecret());
    }

    /** One more client secret, perhaps a wrong one. */
    void add(String clientId, String secret) {
        needles.add(secret);
        String pair = clientId + ":" + secret;
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        // the beginning encodes the client id, which is no secret
        needles.add(basic.substring(4 * clientId.length() / 3 + 4, 4 * clientId.length() / 3 + 20));
    }

    /** {@return the secret in a text, with what is around it} */
    Optional<String> in(String text) {
        for (String needle : needles) {
            int at = text.indexOf(needle);
            if (at >= 0) {
                String around = text.substring(Math.max(0, at - 150), Math.min(text.length(), at + 60));
                return Optional.of("'" + needle + "' in: ..." + around);
            }
        }
        return Optional.empty();
    }
}
