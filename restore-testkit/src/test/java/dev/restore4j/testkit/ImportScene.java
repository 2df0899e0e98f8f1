package dev.restore4j.testkit;

import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.store.StoreSettings;
import dev.restore4j.testkit.time.VirtualTime;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;

/** A fake that takes imports, in virtual time that the test moves, with one instance. */
abstract class ImportScene {

    static final Duration LONG = Duration.ofMinutes(5);

    final VirtualTime time = new VirtualTime();
    final byte[] archive = bytes(600_000, 1);
    FakeAura aura = fake(Quirks.documented(), builder -> {});
    FakeInstance instance = aura.addInstance(spec -> spec.name("Production"));

    FakeAura fake(Quirks quirks, Consumer<FakeAuraBuilder> more) {
        FakeAuraBuilder builder = FakeAura.builder()
                .time(time)
                .quirks(quirks)
                .operationTimes(OperationTimes.fixed(LONG))
                .stores(StoreSettings.defaults().partBytes(250_000));
        more.accept(builder);
        return builder.build();
    }

    ConsoleClient with(Quirks quirks, Consumer<FakeAuraBuilder> more) throws Exception {
        aura.close();
        aura = fake(quirks, more);
        instance = aura.addInstance(spec -> spec.name("Production"));
        return console();
    }

    ConsoleClient console() throws Exception {
        return new ConsoleClient(HttpClient.newHttpClient(), aura.serve().baseUri(), instance).login();
    }

    @AfterEach
    void close() {
        aura.close();
        time.close();
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
