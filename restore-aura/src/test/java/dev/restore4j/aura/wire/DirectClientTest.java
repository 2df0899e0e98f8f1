package dev.restore4j.aura.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JDK that sends requests again by itself is not used for what must be sent once. */
class DirectClientTest {

    @TempDir
    private Path home;

    private void properties(String text) throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/net.properties"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true", "TRUE"})
    void theSystemPropertyCounts(String value) {
        assertThatThrownBy(() -> DirectClient.checkThatPostsAreSentOnce(value, home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The system property jdk.httpclient.enableAllMethodRetry is on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk.httpclient.enableAllMethodRetry=true", "jdk.httpclient.enableAllMethodRetry="})
    void soDoesTheFileOfTheJdk(String text) throws IOException {
        properties(text);

        assertThatThrownBy(() -> DirectClient.checkThatPostsAreSentOnce(null, home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("net.properties")
                .hasMessageContaining("twice");
        assertThatCode(() -> DirectClient.checkThatPostsAreSentOnce("false", home))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdk.httpclient.enableAllMethodRetry=false", "http.nonProxyHosts=localhost", "a=\\u00zz"})
    void whatIsOffOrUnreadableIsNoReason(String text) throws IOException {
        properties(text);

        assertThatCode(() -> DirectClient.checkThatPostsAreSentOnce(null, home)).doesNotThrowAnyException();
    }

    @Test
    void aJdkWithoutTheFileIsNoReason() {
        assertThatCode(() -> DirectClient.checkThatPostsAreSentOnce(null, home)).doesNotThrowAnyException();
    }
}
