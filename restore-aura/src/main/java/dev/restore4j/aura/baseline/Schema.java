package dev.restore4j.aura.baseline;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Property keys, and what indexes and constraints are, by name. */
record Schema(
        SortedSet<String> propertyKeys, SortedMap<String, String> indexes, SortedMap<String, String> constraints) {

    Schema {
        propertyKeys = Collections.unmodifiableSortedSet(new TreeSet<>(propertyKeys));
        indexes = Collections.unmodifiableSortedMap(new TreeMap<>(indexes));
        constraints = Collections.unmodifiableSortedMap(new TreeMap<>(constraints));
    }
}
