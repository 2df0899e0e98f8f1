package dev.restore4j.aura.baseline;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.types.IsoDuration;
import org.neo4j.driver.types.Point;

/**
 * Hashes values as they are, not as a JVM, a driver or a locale writes them. Each value is preceded by a letter for its type
 * and, where it can have several lengths, by its length. Not thread-safe.
 */
final class Canonical {

    private final MessageDigest digest;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    Canonical() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    ContentHash ofNode(Collection<String> labels, Map<String, Object> properties) {
        return put(labels.stream().sorted().toList()).put(properties).end();
    }

    ContentHash ofRelationship(
            String type, Direction direction, Map<String, Object> properties, ContentHash neighbour) {
        return put(type)
                .put(direction.name())
                .put(properties)
                .put(neighbour.high())
                .put(neighbour.low())
                .end();
    }

    ContentHash ofDegree(String type, Direction direction, long degree) {
        return put(type).put(direction.name()).put(degree).end();
    }

    /** Which way a relationship leads, seen from the node. */
    enum Direction {
        OUT,
        IN
    }

    private ContentHash end() {
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new ContentHash(hash.getLong(), hash.getLong());
    }

    private Canonical put(@Nullable Object value) {
        if (value instanceof String text) {
            bytes('s', text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Long integer) {
            letter('i').number(integer);
        } else if (value instanceof Double real) {
            letter('f').number(Double.doubleToLongBits(real));
        } else if (value instanceof Boolean truth) {
            letter(truth ? 't' : 'n');
        } else if (value instanceof List<?> list) {
            letter('l').number(list.size());
            list.forEach(this::put);
        } else if (value instanceof Map<?, ?> map) {
            letter('m').number(map.size());
            new TreeMap<>(map).forEach((key, each) -> put(key).put(each));
        } else if (value instanceof byte[] bytes) {
            bytes('b', bytes);
        } else {
            putRare(value);
        }
        return this;
    }

    private void putRare(@Nullable Object value) {
        if (value instanceof Point point) {
            letter('p').number(point.srid());
            put(point.x()).put(point.y()).put(point.z());
        } else if (value instanceof IsoDuration duration) {
            letter('d').number(duration.months());
            number(duration.days()).number(duration.seconds()).number(duration.nanoseconds());
        } else if (value == null) {
            letter('0');
        } else {
            // Dates and times are written as ISO 8601 says, by all versions of Java.
            put(value.getClass().getSimpleName());
            put(value.toString());
        }
    }

    private void bytes(char type, byte[] bytes) {
        letter(type).number(bytes.length);
        digest.update(bytes);
    }

    private Canonical letter(char type) {
        digest.update((byte) type);
        return this;
    }

    private Canonical number(long value) {
        number.clear();
        number.putLong(value);
        digest.update(number.array());
        return this;
    }
}
