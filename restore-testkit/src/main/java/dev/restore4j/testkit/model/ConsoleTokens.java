package dev.restore4j.testkit.model;

import dev.restore4j.testkit.wire.AuraRequest;
import dev.restore4j.testkit.wire.Draw;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The Console's tokens: each for one database. How long they last is not known; here they outlast any import. */
final class ConsoleTokens {

    private final Draw draw;
    private final Map<String, Grant> grants = new HashMap<>();
    private int issued;

    ConsoleTokens(Draw draw) {
        this.draw = draw.at("console");
    }

    /** Whether the request has the name and password of the database's user. */
    static boolean isLogin(AuraRequest request, InstanceState instance, World world) {
        String login = instance.spec.user() + ":" + instance.password(world);
        String expected = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return request.header("authorization").orElse("").equals("Basic " + expected);
    }

    String issue(InstanceState instance, boolean consent) {
        String token = AuraModel.TOKEN_MARKER + "console-" + draw.at(++issued).hex(48);
        grants.put(token, new Grant(instance.id, consent));
        return token;
    }

    /** What the request's token allows for that instance, if it is valid. */
    Optional<Grant> of(AuraRequest request, InstanceState instance) {
        String value = request.header("authorization").orElse("");
        String token = value.startsWith("Bearer ") ? value.substring("Bearer ".length()) : "";
        return Optional.ofNullable(grants.get(token))
                .filter(grant -> grant.instance().equals(instance.id));
    }

    void revoke() {
        grants.clear();
    }

    record Grant(String instance, boolean consent) {}
}
