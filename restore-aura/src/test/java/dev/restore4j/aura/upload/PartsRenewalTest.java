package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.aura.console.CompletionAnswer;
import dev.restore4j.error.ProtocolException;
import dev.restore4j.testkit.model.Quirk;
import dev.restore4j.testkit.model.Quirks;
import dev.restore4j.testkit.store.StoreFault;
import dev.restore4j.testkit.store.StoreSettings;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Addresses of parts that expire: how often others are asked for, and that they are remembered. */
@Timeout(60)
class PartsRenewalTest {

    private static final int PARTS = 129;

    private UploadWorld world;

    @BeforeEach
    void open() throws IOException {
        world = UploadWorld.with(
                "aws",
                StoreSettings.defaults().partBytes(UploadWorld.BLOCK / 32),
                Quirks.documented().with(Quirk.RepeatedUpload.GOES_ON));
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    @Test
    void othersAreAskedForFiveTimesInARow() {
        world.aura.stores().faults().next(StoreFault.addressExpired()).times(1000);

        assertThatThrownBy(() -> world.send())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("was answered 403");

        assertThat(world.asked("/import")).isEqualTo(1 + 5);
    }

    @Test
    void whileSomethingArrivesInBetweenTheyAreAskedForAsOftenAsItTakes() throws Exception {
        for (int part = 1; part <= PARTS; part++) {
            world.aura.stores().faults().next(StoreFault.addressExpired()).onPart(part);
        }

        Uploaded uploaded = world.send();

        world.aura.stores().faults().assertAllStruck();
        assertThat(world.asked("/import")).isGreaterThan(1 + 5);
        assertThat(world.complete(uploaded)).isInstanceOf(CompletionAnswer.Taken.class);
        assertThat(world.arrived()).isEqualTo(world.content);
    }

    @Test
    void thoseThatTheConsoleGaveLastAreRemembered() throws Exception {
        world.aura.stores().faults().next(StoreFault.addressExpired()).onPart(PARTS);
        AtomicReference<String> first = new AtomicReference<>("");
        ScriptedBench bench = world.bench()
                .once(
                        () -> world.memory.read().isPresent(),
                        () -> first.set(world.memory.read().orElseThrow()));

        Uploaded unused = world.send(bench);

        assertThat(world.asked("/import")).isEqualTo(2);
        Remembered before = parsed(first.get());
        Remembered after = parsed(world.memory.read().orElseThrow());
        assertThat(after.addresses()).hasSize(PARTS);
        assertThat(after.addresses().get(PARTS)).isNotEqualTo(before.addresses().get(PARTS));
    }

    private Remembered parsed(String text) {
        return Remembered.parse(text, world.file(), world.session().place()).orElseThrow();
    }
}
