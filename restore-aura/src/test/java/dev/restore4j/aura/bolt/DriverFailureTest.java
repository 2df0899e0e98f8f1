package dev.restore4j.aura.bolt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.aura.bolt.DriverFailure.Kind;
import dev.restore4j.verify.Verdict.Again;
import dev.restore4j.verify.Verdict.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.DiscoveryException;
import org.neo4j.driver.exceptions.SecurityException;
import org.neo4j.driver.exceptions.ServiceUnavailableException;
import org.neo4j.driver.exceptions.SessionExpiredException;
import org.neo4j.driver.exceptions.TransientException;

class DriverFailureTest {

    @ParameterizedTest
    @CsvSource({
        "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase, READ_ONLY, LATER",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase, READ_ONLY, LATER",
        "Neo.ClientError.Cluster.NotALeader, READ_ONLY, LATER",
        "Neo.ClientError.Security.AuthenticationRateLimit, CREDENTIALS, LATER",
        "Neo.ClientError.Security.Forbidden, FORBIDDEN, POINTLESS",
        "Neo.ClientError.Security.CredentialsExpired, FORBIDDEN, POINTLESS",
        "Neo.ClientError.Statement.SyntaxError, BAD_QUERY, POINTLESS",
        "Neo.ClientError.Procedure.ProcedureNotFound, BAD_QUERY, POINTLESS",
        "Neo.ClientError.Statement.AccessMode, WRITES, POINTLESS",
        "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration, TIMED_OUT, POINTLESS",
        "Neo.ClientError.Database.DatabaseNotFound, NO_DATABASE, LATER",
        "Neo.TransientError.General.DatabaseUnavailable, NO_DATABASE, LATER",
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError, LATER, LATER",
        "Neo.DatabaseError.General.UnknownError, OTHER, POINTLESS",
        "N/A, UNREACHABLE, LATER",
    })
    void theServersCodeSaysWhatItMeans(String code, Kind kind, Again again) {
        DriverFailure failure = DriverFailure.of(new ClientException(code, "words.\nmore words"));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.inconclusive().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(failure.inconclusive().again()).isEqualTo(again);
        assertThat(failure.text()).endsWith("words.").doesNotContain("more words");
    }

    @Test
    void theDriversTypesSayIt() {
        assertThat(kind(new AuthenticationException("Neo.ClientError.Security.Unauthorized", "no")))
                .isEqualTo(Kind.CREDENTIALS);
        assertThat(kind(new SecurityException("N/A", "Failed to establish secured connection")))
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(new ServiceUnavailableException("gone"))).isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(new SessionExpiredException("gone"))).isEqualTo(Kind.UNREACHABLE);
        assertThat(kind(new SessionExpiredException("Failed to obtain connection towards WRITE server.")))
                .isEqualTo(Kind.READ_ONLY);
        assertThat(kind(new TransientException("Neo.TransientError.Transaction.Terminated", "time")))
                .isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void whatAServerSaidIsFoundBehindWhatTheDriverSays() {
        ServiceUnavailableException nobody = new ServiceUnavailableException("No routing server available.");
        nobody.addSuppressed(new DiscoveryException(
                "Failed", new ClientException("Neo.ClientError.Security.Unauthorized", "wrong")));
        assertThat(DriverFailure.of(nobody).text()).contains("Neo.ClientError.Security.Unauthorized, wrong");
    }

    @Test
    void ofOthersOnlyTheTypeIsTold() {
        DriverFailure failure = DriverFailure.of(new IllegalStateException("password: hunter22"));
        assertThat(failure.text()).isEqualTo("It could not be looked at: java.lang.IllegalStateException.");
    }

    private static Kind kind(RuntimeException e) {
        return DriverFailure.of(e).kind();
    }
}
