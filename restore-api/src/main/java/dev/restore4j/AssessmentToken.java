package dev.restore4j;

import dev.restore4j.operation.OperationId;
import dev.restore4j.spi.Preflight;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * An assessment on its way to the one who confirms it. It holds no secret and grants nothing: who presents it must have the
 * plan, the credentials, and a source and target that still look the same.
 */
record AssessmentToken(String plan, String seen, String submitted, Instant assessedAt, Instant expiresAt) {

    private static final String PREFIX = "r4j1.";
    private static final String NOTHING = "-";

    static String seen(Preflight preflight) {
        String text =
                preflight.source().fingerprint() + "\n" + preflight.target().fingerprint();
        return brief(text);
    }

    /** {@return which operations had been submitted for the target, in brief} */
    static String submitted(Set<OperationId> operations) {
        return operations.isEmpty() ? NOTHING : operations.size() + "-" + brief(new TreeSet<>(operations).toString());
    }

    private static String brief(String text) {
        return Long.toHexString(checksum(text)) + "-" + Integer.toHexString(text.hashCode());
    }

    String text() {
        String body = String.join("|", plan, seen, submitted, assessedAt.toString(), expiresAt.toString());
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(body.getBytes(StandardCharsets.UTF_8));
        return PREFIX + encoded + "." + Long.toHexString(checksum(body));
    }

    static AssessmentToken parse(String token) {
        String text = token.trim();
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw invalid(null);
        }
        AssessmentToken parsed;
        try {
            parsed = decoded(parts[1]);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw invalid(e);
        }
        if (parsed == null || !parsed.text().equals(text)) {
            throw invalid(null); // prefix and checksum among it
        }
        return parsed;
    }

    private static @Nullable AssessmentToken decoded(String encoded) {
        String body = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
        String[] fields = body.split("\\|", -1);
        if (fields.length != 5) {
            return null;
        }
        return new AssessmentToken(fields[0], fields[1], fields[2], Instant.parse(fields[3]), Instant.parse(fields[4]));
    }

    private static IllegalArgumentException invalid(@Nullable Exception cause) {
        return new IllegalArgumentException(
                "This is no assessment token, or a part of it is missing: copy the whole of what toToken() returned.",
                cause);
    }

    private static long checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
