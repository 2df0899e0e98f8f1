package dev.restore4j.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.operation.Finding;
import dev.restore4j.operation.OperationId;
import dev.restore4j.operation.Overwritten;
import dev.restore4j.operation.RestoreResult;
import dev.restore4j.operation.RestoreState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every error answers. */
class RestoreExceptionTest {

    private static final OperationId ID = new OperationId("0123456789abcdef");
    private static final RestoreResult RESULT = RestoreResult.builder(ID, RestoreState.RESTORING)
            .overwritten(Overwritten.YES, null)
            .build();

    static Stream<RestoreException> ofNoOperation() {
        return Stream.of(
                new AccessException("It happened.", null, null, null),
                new OutcomeUnknownException("It happened.", null, null, null),
                new ProtocolException("It happened.", null, null, null),
                new RestoreCancelledException("It happened.", null, null, null),
                new RestoreFailedException("It happened.", null, null, null),
                new RestoreRejectedException("code", "It happened.", null, null),
                new UnavailableException("It happened.", null, null, null),
                new UnavailableException("It happened.", null, null),
                new WaitInterruptedException("It happened.", null, null, null),
                new WaitTimeoutException("It happened.", null, null, null));
    }

    static Stream<RestoreException> ofAnOperation() {
        return Stream.of(
                new AccessException("It happened.", RESULT, "req-1", behindIt()),
                new OutcomeUnknownException("It happened.", RESULT, "req-1", behindIt()),
                new ProtocolException("It happened.", RESULT, "req-1", behindIt()),
                new RestoreCancelledException("It happened.", RESULT, "req-1", behindIt()),
                new RestoreFailedException("It happened.", RESULT, "req-1", behindIt()),
                new RestoreRejectedException("code", "It happened.", RESULT, "req-1"),
                new UnavailableException("It happened.", RESULT, "req-1", behindIt()),
                new WaitInterruptedException("It happened.", RESULT, "req-1", behindIt()),
                new WaitTimeoutException("It happened.", RESULT, "req-1", behindIt()));
    }

    private static Throwable behindIt() {
        return new IllegalStateException("behind it");
    }

    @ParameterizedTest
    @MethodSource("ofNoOperation")
    void withoutAnOperationNothingWasOverwritten(RestoreException error) {
        assertThat(error).hasMessage("It happened.");
        assertThat(error.operationId()).isEmpty();
        assertThat(error.result()).isEmpty();
        assertThat(error.requestId()).isEmpty();
        assertThat(error.state()).isEqualTo(RestoreState.PLANNED);
        assertThat(error.overwritten()).isEqualTo(Overwritten.NO);
    }

    @Test
    void aJournalThatCannotBeReadMayHoldAnOperationThatHasBegun() {
        JournalException error = new JournalException("It happened.", null);

        assertThat(error.overwritten()).isEqualTo(Overwritten.UNKNOWN);
        assertThat(new JournalException("It happened.", RESULT, behindIt()).overwritten())
                .isEqualTo(Overwritten.YES);
    }

    @ParameterizedTest
    @MethodSource("ofAnOperation")
    void anErrorAnswersForItsOperationAndQuotesTheRequest(RestoreException error) {
        assertThat(error).hasMessage("It happened. [X-Request-Id req-1]");
        assertThat(error.operationId()).contains(ID);
        assertThat(error.result()).containsSame(RESULT);
        assertThat(error.requestId()).contains("req-1");
        assertThat(error.state()).isEqualTo(RestoreState.RESTORING);
        assertThat(error.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(error instanceof RestoreRejectedException || error.getCause() instanceof IllegalStateException)
                .isTrue();
    }

    @Test
    void theErrorOfAJournalAnswersForTheOperationThatItStopped() {
        JournalException error = new JournalException("It happened.", RESULT, behindIt());

        assertThat(error.operationId()).contains(ID);
        assertThat(error.overwritten()).isEqualTo(Overwritten.YES);
        assertThat(error).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRequestIsQuotedOnceHoweverOftenItsErrorIsPassedOn() {
        AccessException first = new AccessException("It happened.", null, "req-1", null);
        AccessException second = new AccessException("So: " + first.getMessage() + " Fix it.", null, "req-1", first);

        assertThat(second).hasMessage("So: It happened. [X-Request-Id req-1] Fix it.");
    }

    @Test
    void aRejectionHasItsReasons() {
        RestoreRejectedException one = new RestoreRejectedException("code", "Why.", null, "req-1");
        RestoreRejectedException two = new RestoreRejectedException(
                List.of(Finding.blocking("paused", "It is paused."), Finding.blocking("free", "It is free.")));

        assertThat(one.code()).isEqualTo("code");
        assertThat(one.findings()).containsExactly(Finding.blocking("code", "Why."));
        assertThat(two.code()).isEqualTo("paused");
        assertThat(two).hasMessage("Nothing was sent. It is paused. It is free.");
    }

    @Test
    void anUnavailableServiceMaySayWhenToComeBack() {
        assertThat(new UnavailableException("x", Duration.ofSeconds(5), "req-1").retryAfter())
                .contains(Duration.ofSeconds(5));
        assertThat(new UnavailableException("x", (Duration) null, "req-1").retryAfter())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ofAnOperation")
    void anErrorThatWasSerializedStillAnswersAndClaimsNothingThatItHasLost(RestoreException error)
            throws IOException, ClassNotFoundException {
        RestoreException copy = copy(error);

        assertThat(copy).hasMessage(error.getMessage());
        assertThat(copy.requestId()).isEqualTo(error.requestId());
        assertThat(copy.overwritten()).isEqualTo(error.overwritten());
        assertThat(copy.state()).isEqualTo(error.state());
        assertThat(copy.operationId()).isEqualTo(error.operationId());
        if (copy instanceof RestoreRejectedException rejected) {
            assertThat(rejected.findings()).extracting(Finding::code).containsExactly(rejected.code());
        }
    }

    private static RestoreException copy(RestoreException error) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(error);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (RestoreException) in.readObject();
        }
    }
}
