package dev.restore4j.operation;

import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names one restore operation for ever: in the journal, in logs and events, and in the name of an instance that the
 * operation creates (an Aura instance name has at most 30 characters, which is why an id is short).
 *
 * @param value 16 characters of Crockford's base 32 in lower case, 80 random bits
 */
public record OperationId(String value) implements Comparable<OperationId> {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Pattern FORM = Pattern.compile("[0-9a-hjkmnp-tv-z]{16}");

    /**
     * Checks the form.
     *
     * @param value 16 characters of Crockford's base 32 in lower case, 80 random bits
     */
    public OperationId {
        Objects.requireNonNull(value, "value");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not an operation id (16 characters of 0-9a-z without i, l, o, u): '"
                    + value + "'. Ids are printed by the assessment, by every error, and by operations().list().");
        }
    }

    /**
     * {@return a new id}
     *
     * @param random the source of its 80 bits
     */
    public static OperationId random(RandomGenerator random) {
        StringBuilder text = new StringBuilder(16);
        for (int i = 0; i < 16; i++) {
            text.append(ALPHABET.charAt(random.nextInt(32)));
        }
        return new OperationId(text.toString());
    }

    @Override
    public int compareTo(OperationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
