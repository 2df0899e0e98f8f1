package dev.restore4j.aura;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An instance's size as Aura writes it, such as {@code 8GB}. */
final class Memory {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*([MGT])I?B?");

    private Memory() {}

    /** {@return the megabytes; empty where the text is no size} */
    static Optional<BigDecimal> megabytes(String text) {
        Matcher matcher = FORM.matcher(text.trim().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int factor = switch (matcher.group(2)) {
            case "M" -> 1;
            case "G" -> 1024;
            default -> 1024 * 1024;
        };
        return Optional.of(new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor)));
    }
}
