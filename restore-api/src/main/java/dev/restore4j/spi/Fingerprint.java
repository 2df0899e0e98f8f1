package dev.restore4j.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a source or target looked like, field by field, so that a later look can name what has changed.
 *
 * @param fields names and values; no secrets
 */
public record Fingerprint(SortedMap<String, String> fields) {

    /**
     * Copies the fields.
     *
     * @param fields names and values; no secrets
     */
    public Fingerprint {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    /**
     * {@return a fingerprint of these fields}
     *
     * @param fields names and values
     */
    public static Fingerprint of(Map<String, String> fields) {
        return new Fingerprint(new TreeMap<>(fields));
    }

    /**
     * {@return what differs, a phrase a field, such as {@code name was 'Production' and is 'Staging'}}
     *
     * @param present a later look at the same thing
     */
    public List<String> changesTo(Fingerprint present) {
        List<String> changes = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(fields.keySet());
        names.addAll(present.fields.keySet());
        for (String name : names) {
            String before = fields.get(name);
            String now = present.fields.get(name);
            if (!Objects.equals(before, now)) {
                changes.add(name + " was " + quoted(before) + " and is " + quoted(now));
            }
        }
        return changes;
    }

    private static String quoted(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "absent" : "'" + value + "'";
    }
}
