package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.restore4j.operation.DatabaseLogin;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What a target without an API key is built with. */
class AuraTargetBuilderTest {

    @Test
    void refusesAJdkThatSendsPostsAgain() {
        AuraTargetBuilder builder = AuraTarget.builder(
                URI.create("neo4j+s://2f49c2b3.databases.neo4j.io"), () -> DatabaseLogin.of("neo4j", "password"));
        System.setProperty("jdk.httpclient.enableAllMethodRetry", "true");
        try {
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("jdk.httpclient.enableAllMethodRetry");
        } finally {
            System.clearProperty("jdk.httpclient.enableAllMethodRetry");
        }
    }
}
