package dev.restore4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.testkit.model.AuraModel;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

/** Who is let into the Console's endpoints, and what they take. */
class ImportAccessTest extends ImportScene {

    @Test
    void onlyTheDatabasesUserWithConsentIsLetIn() throws Exception {
        ConsoleClient console = ConsoleClient.of(aura, instance);
        time.run(() -> {
            try {
                assertThat(console.authenticate("wrong", "true").status()).isEqualTo(401);
                assertThat(console.authenticate(instance.password(), "false").status())
                        .isEqualTo(409);
                assertThat(console.size(1).status()).isEqualTo(401);
                assertThat(console.authenticate(instance.password(), "true").status())
                        .isEqualTo(200);
                assertThat(console.size(1).status()).isEqualTo(200);
                aura.revokeTokens();
                assertThat(console.size(1).status()).isEqualTo(401);
                instance.destroy();
                assertThat(console.authenticate(instance.password(), "true").status())
                        .isEqualTo(404);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(instance.password()).contains(AuraModel.SECRET_MARKER);
        assertThat(aura.requests().toString()).doesNotContain(AuraModel.SECRET_MARKER, AuraModel.TOKEN_MARKER);
        assertThat(aura.stores().requests()).isEmpty();
    }

    @Test
    void consentMayBeAskedForAtTheEnd() throws Exception {
        ConsoleClient console = with(Quirks.documented().with(Quirk.ConsentAsked.AT_COMPLETE), builder -> {});
        console.authenticate(instance.password(), "false");
        ConsoleClient.put(ConsoleClient.open(console.announce(archive)), archive);
        assertThat(console.complete(archive).status()).isEqualTo(409);
        assertThat(aura.overwrites()).isEmpty();
        assertThat(aura.imports().get(0).completions()).isZero();
    }

    @Test
    void aTokenIsForOneDatabase() throws Exception {
        ConsoleClient console = console();
        FakeInstance other = aura.addInstance(spec -> spec.name("Other"));
        String foreign = console.token();
        assertThat(new ConsoleClient(HttpClient.newHttpClient(), aura.serve().baseUri(), other)
                        .as(foreign)
                        .size(1)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        instance = aura.addInstance(spec -> spec.name("Small").memory("1GB"));
        ConsoleClient console = console();
        assertThat(console.size(2L << 30).status()).isEqualTo(200);
        ConsoleClient.Reply refusal = console.size((2L << 30) + 1);
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.reason()).isEqualTo("ImportExceedsMaxSize");
        assertThat(console.announce(1, 3L << 30).status()).isEqualTo(422);
        assertThat(aura.imports()).isEmpty();
    }

    @Test
    void aBusyOrPausedInstanceTakesNothing() throws Exception {
        ConsoleClient console = console();
        ConsoleClient.put(ConsoleClient.open(console.announce(archive)), archive);
        assertThat(console.complete(archive).status()).isEqualTo(200);
        assertThat(console.complete(archive).status()).isEqualTo(409);
        assertThat(console.announce(1, 1).status()).isEqualTo(409);
        assertThat(aura.overwrites()).hasSize(1);
        time.advance(LONG);
        assertThat(console.complete(archive).status()).isEqualTo(200);
        assertThat(aura.overwrites()).hasSize(2);
        assertThat(aura.imports().get(0).completions()).isEqualTo(2);
        time.advance(LONG);
        instance.pause();
        time.advance(LONG);
        assertThat(console.status()).isEqualTo("paused");
        assertThat(console.announce(1, 1).status()).isEqualTo(409);
    }

    @Test
    void completionsAreForWhatWasAnnounced() throws Exception {
        ConsoleClient console = console();
        assertThat(console.complete(archive).status()).isEqualTo(404);
        assertThat(console.parts(1, "00000000").status()).isEqualTo(404);
    }
}
