package dev.restore4j.testkit.model;

import java.util.Optional;

/**
 * Why an import failed, as the Console says it: {@code {"Message":…,"Reason":…,"Url":…}}.
 *
 * @param message a sentence for people, without a dot at its end
 * @param reason the word for programs
 * @param url where to read more
 */
public record LoadFailure(String message, String reason, Optional<String> url) {

    /**
     * A failure with an address.
     *
     * @param message a sentence for people, without a dot at its end
     * @param reason the word for programs
     * @return the failure
     */
    public static LoadFailure of(String message, String reason) {
        return new LoadFailure(message, reason, Optional.of("https://support.neo4j.com"));
    }
}
