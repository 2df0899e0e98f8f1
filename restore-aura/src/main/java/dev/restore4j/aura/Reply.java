package dev.restore4j.aura;

import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** What came back of one exchange. */
sealed interface Reply {

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

        @Nullable
        String requestId() {
            return headers.firstValue("X-Request-Id")
                    .map(Sanitized::text)
                    .filter(id -> !id.isEmpty())
                    .orElse(null);
        }

        boolean isSuccess() {
            return status / 100 == 2;
        }

        boolean refusesAccess() {
            return status == 401 || status == 403;
        }

        /** Whether it says to come back later; 408 is a request that never arrived whole. */
        boolean isPassing() {
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
        enum Kind {
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
        TOO_BIG("its body was larger than 1 MB"),
        CUT_SHORT("its body was cut short"),
        STALLED("its body did not arrive in time"),
        INTERRUPTED("the waiting thread was interrupted before its body arrived");

        private final String words;

        BodyFault(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
