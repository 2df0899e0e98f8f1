package dev.restore4j.testkit.store;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of a file a request sends.
 *
 * @param first the first byte
 * @param end the byte after the last; {@code first} where none are sent, to ask for the position
 * @param total of how many; empty while the client does not know
 */
record ContentRange(long first, long end, OptionalLong total) {

    private static final Pattern BYTES = Pattern.compile("bytes (?:\\*|(\\d{1,18})-(\\d{1,18}))/(?:\\*|(\\d{1,18}))");

    static ContentRange whole(long length) {
        return new ContentRange(0, length, OptionalLong.of(length));
    }

    /** {@return what the header says; empty where it cannot be read} */
    static Optional<ContentRange> parse(String header) {
        Matcher matcher = BYTES.matcher(header);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long first = matcher.group(1) == null ? 0 : Long.parseLong(matcher.group(1));
        long end = matcher.group(2) == null ? 0 : Long.parseLong(matcher.group(2)) + 1;
        OptionalLong total =
                matcher.group(3) == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(matcher.group(3)));
        boolean possible = end >= first && (total.isEmpty() || end <= total.getAsLong());
        return possible ? Optional.of(new ContentRange(first, end, total)) : Optional.empty();
    }

    long length() {
        return end - first;
    }

    boolean isLast() {
        return total.isPresent() && total.getAsLong() == end;
    }
}
