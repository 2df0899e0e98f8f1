package dev.restore4j.examples.operator;

import dev.restore4j.RestoreOperation;
import dev.restore4j.error.WaitTimeoutException;
import dev.restore4j.operation.RestoreResult;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long to wait. */
final class WaitOptions {

    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "24h",
            converter = Span.class,
            description =
                    "How long to wait for the end, such as 90m or 2h (${DEFAULT-VALUE}). The restore goes on either way.")
    private Duration limit = Duration.ofHours(24);

    /** Waits, says how it ended, and what to end with. */
    ExitCode await(RestoreOperation operation, Console console) {
        return ended(operation.await(limit), console);
    }

    private static ExitCode ended(RestoreResult result, Console console) {
        console.say(result);
        ExitCode code = ExitCode.of(result);
        code.next(result).ifPresent(console::note);
        return code;
    }

    /** As {@link #await}, and says every half minute where it stands: for operations without a listener. */
    ExitCode awaitTelling(RestoreOperation operation, Console console) {
        Duration left = limit;
        while (true) {
            Duration slice = left.compareTo(SIGN_OF_LIFE) < 0 ? left : SIGN_OF_LIFE;
            left = left.minus(slice);
            try {
                return ended(operation.await(slice), console);
            } catch (WaitTimeoutException e) {
                if (left.isZero()) {
                    throw e;
                }
                console.note(operation.status().toString());
            }
        }
    }

    /** Reads 90s, 45m, 2h or 1h30m. */
    static final class Span implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is no span of time such as 45m or 2h");
            }
        }
    }
}
