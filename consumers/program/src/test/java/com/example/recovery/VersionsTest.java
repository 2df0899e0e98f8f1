package com.example.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was proven, it was proven with these versions: the pom's {@code version-of.<a class>}. */
class VersionsTest {

    private static final String PREFIX = "version-of.";

    @Test
    void theClassPathIsTheOneThatThisConsumerAskedFor() throws ClassNotFoundException {
        Map<String, String> expected = new TreeMap<>();
        Map<String, String> found = new TreeMap<>();
        for (String property : System.getProperties().stringPropertyNames()) {
            if (property.startsWith(PREFIX)) {
                Class<?> type = Class.forName(property.substring(PREFIX.length()));
                expected.put(type.getName(), System.getProperty(property));
                found.put(type.getName(), type.getPackage().getImplementationVersion());
            }
        }
        System.out.println("On the class path: " + found);
        assertThat(found).isEqualTo(expected).hasSizeGreaterThanOrEqualTo(3);
    }
}
