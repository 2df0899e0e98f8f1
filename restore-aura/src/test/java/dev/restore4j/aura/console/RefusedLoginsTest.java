package dev.restore4j.aura.console;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.error.AccessException;
import dev.restore4j.operation.DatabaseLogin;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which logins are not shown again for a minute. */
class RefusedLoginsTest {

    private static final String PLACE = "console.neo4j.io/2f49c2b3";
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final RefusedLogins logins = new RefusedLogins();
    private final DatabaseLogin wrong = DatabaseLogin.of("neo4j", "wrong");

    @Test
    void isNotShownAgainForAMinute() {
        logins.refused(PLACE, wrong, 5);

        assertThatThrownBy(() -> logins.check(PLACE, wrong, 5 + MINUTE - 1))
                .isInstanceOf(AccessException.class)
                .hasMessageContaining("'neo4j'")
                .hasMessageNotContaining("wrong'");
        assertThatCode(() -> logins.check(PLACE, wrong, 5 + MINUTE)).doesNotThrowAnyException();
    }

    @Test
    void isThatUserOfThatDatabaseWithThatPassword() {
        logins.refused(PLACE, wrong, 0);

        assertThatCode(() -> {
                    logins.check(PLACE, DatabaseLogin.of("neo4j", "right"), 0);
                    logins.check(PLACE, DatabaseLogin.of("ann", "wrong"), 0);
                    logins.check("console.neo4j.io/11111111", wrong, 0);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void isForgottenOnceItWasTaken() {
        logins.refused(PLACE, wrong, 0);
        logins.taken(PLACE, wrong);

        assertThatCode(() -> logins.check(PLACE, wrong, 0)).doesNotThrowAnyException();
    }
}
