package dev.restore4j.testkit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** Tokens: how they are had, and what is refused. */
final class TokenChecks {

    private static final String FORM = "grant_type=client_credentials";

    private final Wire wire;

    TokenChecks(Wire wire) {
        this.wire = wire;
    }

    List<Check> all() {
        return List.of(
                new Check("a token lasts up to an hour and is a bearer token", this::token),
                new Check("a wrong secret is refused with 401", this::wrongSecret),
                new Check("a request for a token without a body is refused with a 4xx", this::noBody),
                new Check("a token that was never issued is refused with 401 or 403", this::forgedToken));
    }

    private void token() throws Exception {
        Wire.Reply reply = wire.askForToken(wire.target().clientSecret(), FORM);
        Check.equal(200, reply.status(), "the status");
        JsonNode body = reply.json();
        Check.that(!body.path("access_token").asText().isEmpty(), "there should be a token");
        long lifetime = body.path("expires_in").asLong();
        Check.that(lifetime > 0 && lifetime <= 3600, "expires_in is " + lifetime);
        Check.equal("bearer", body.path("token_type").asText().toLowerCase(Locale.ROOT), "the type");
    }

    private void wrongSecret() throws Exception {
        Check.equal(401, wire.askForToken("wrong", FORM).status(), "the status");
    }

    private void noBody() throws Exception {
        int status = wire.askForToken(wire.target().clientSecret(), "").status();
        Check.that(status >= 400 && status < 500, "the status is " + status);
    }

    private void forgedToken() throws Exception {
        int status = wire.getWithToken("/instances", "forged").status();
        Check.that(status == 401 || status == 403, "the status is " + status);
    }
}
