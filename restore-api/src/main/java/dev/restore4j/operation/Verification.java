package dev.restore4j.operation;

import java.util.List;

/**
 * Whether the data was looked at after the restore.
 *
 * @param status the verdict
 * @param notChecked what nobody looked at, in words
 */
public record Verification(Status status, List<String> notChecked) {

    /** The verdict of a verification. */
    public enum Status {
        /** Nothing looked at the data; a status word is all there is. */
        NOT_VERIFIED
    }

    /** Copies the list. */
    public Verification {
        notChecked = List.copyOf(notChecked);
    }

    /** {@return the verdict where no checks were made} */
    public static Verification notVerified() {
        return new Verification(
                Status.NOT_VERIFIED,
                List.of("connectivity over Bolt", "writability", "that the database is not empty", "the data itself"));
    }
}
