package dev.restore4j.aura.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.RestoreRejectedException;
import dev.restore4j.error.UnavailableException;
import dev.restore4j.testkit.time.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What nobody knows for now is no change: what has arrived at the store is not given up for it. */
class VerifiedFileTest {

    private static VerifiedFile file(BooleanSupplier unchanged) {
        return new VerifiedFile(Path.of("a.dump"), 100, 7, 300, unchanged);
    }

    @Test
    void aDiskThatIsAwayForAMomentIsTriedAgain() {
        UnavailableException away = new UnavailableException("the share is away", (Duration) null, null);

        assertThat(catchThrowableOfType(
                        UnavailableException.class,
                        () -> file(() -> {
                                    throw away;
                                })
                                .check(new VirtualTime())))
                .isSameAs(away);
    }

    @Test
    void whatIsAnotherOrFailsOtherwiseIsRefused() throws Exception {
        BooleanSupplier broken = () -> {
            throw new IllegalStateException("broken");
        };
        for (BooleanSupplier unchanged : new BooleanSupplier[] {() -> false, broken}) {
            RestoreRejectedException no = catchThrowableOfType(
                    RestoreRejectedException.class, () -> file(unchanged).check(new VirtualTime()));
            assertThat(no.code()).isEqualTo("file-changed");
        }
        file(() -> true).check(new VirtualTime());
    }
}
