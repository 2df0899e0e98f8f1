package dev.restore4j;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.restore4j.error.VerificationFailedException;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.SafetySnapshot;
import dev.restore4j.verify.Check;
import java.util.List;

/** Plans that take back what a check proves wrong. */
final class Rollbacks {

    private Rollbacks() {}

    static RestorePlan plan(World where, Check... checks) {
        return where.plan()
                .keepPresent(SafetySnapshot.required())
                .verify(() -> List.of(checks))
                .verifyWithin(ofSeconds(30), ofMinutes(2))
                .orRollBack();
    }

    static VerificationFailedException failed(World where, Check... checks) {
        return catchThrowableOfType(
                VerificationFailedException.class,
                () -> plan(where, checks).named("INC-1").confirm().execute());
    }
}
