package dev.restore4j.aura.wire;

import dev.restore4j.aura.text.Sanitized;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What came back of one exchange. */
public sealed interface Reply {

    /**
     * {@return this}
     *
     * @throws InterruptedException if it is one that the thread's interrupt led to; the flag is cleared then
     */
    default Reply orInterrupted() throws InterruptedException {
        boolean interrupted = (this instanceof Silence silence && silence.kind() == Silence.Kind.INTERRUPTED)
                || (this instanceof Answer answer && answer.fault() == BodyFault.INTERRUPTED);
        if (interrupted) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while waiting for an answer");
        }
        return this;
    }

    /**
     * A status came back.
     *
     * @param status the HTTP status
     * @param headers the headers
     * @param body the body, empty where {@code fault} says why
     * @param fault what was wrong with the body, or null where it is whole
     */
    record Answer(
            int status,
            HttpHeaders headers,
            String body,
            @Nullable BodyFault fault) implements Reply {

        /** {@return the request id to quote to Neo4j's support, or null} */
        public @Nullable String requestId() {
            return headers.firstValue("X-Request-Id")
                    .map(Sanitized::text)
                    .filter(id -> !id.isEmpty())
                    .orElse(null);
        }

        /** {@return whether it is a 2xx} */
        public boolean isSuccess() {
            return status / 100 == 2;
        }

        /** {@return whether it is a 401 or 403} */
        public boolean refusesAccess() {
            return status == 401 || status == 403;
        }

        /** {@return whether it says to come back later; 408 is a request that never arrived whole} */
        public boolean isPassing() {
            return status == 408 || status == 429 || status / 100 == 5;
        }
    }

    /**
     * No status came back.
     *
     * @param kind why
     * @param what the same in words
     */
    record Silence(Kind kind, String what) implements Reply {

        /** Why nothing came back. */
        public enum Kind {
            /** No connection was made, so that nothing was sent. */
            NOT_SENT,
            /** Our deadline passed. */
            DEADLINE,
            /** The connection broke. */
            BROKEN,
            /** The waiting thread was interrupted; its flag is set. */
            INTERRUPTED
        }
    }

    /** What can be wrong with a body. */
    enum BodyFault {
        /** It was larger than is read. */
        TOO_BIG("its body was larger than 1 MB"),
        /** The connection ended in it. */
        CUT_SHORT("its body was cut short"),
        /** Our deadline passed. */
        STALLED("its body did not arrive in time"),
        /** The waiting thread was interrupted; its flag is set. */
        INTERRUPTED("the waiting thread was interrupted before its body arrived");

        private final String words;

        BodyFault(String words) {
            this.words = words;
        }

        /** {@return the same in words} */
        public String words() {
            return words;
        }
    }
}
