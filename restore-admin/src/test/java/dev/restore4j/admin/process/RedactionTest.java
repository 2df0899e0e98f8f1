package dev.restore4j.admin.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String PASSWORD = "p@ss wörd/1";
    private final Redaction redaction = Redaction.ofLogin("neo4j", PASSWORD);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Default: p@ss wörd/1",
                "x p@ss wörd/1 y",
                "p%40ss+w%C3%B6rd%2F1",
                "p%40ss%20w%C3%B6rd%2F1",
                "cEBzcyB3w7ZyZC8x", // the password
                "bmVvNGo6cEBzcyB3w7ZyZC8x", // user and password
            })
    void thePasswordIsTakenOutInEveryForm(String printed) {
        assertThat(redaction.apply(printed))
                .contains(Redaction.PLACE)
                .doesNotContain(PASSWORD)
                .doesNotContain("w%C3%B6rd")
                .doesNotContain("cEBzcyB3w7ZyZC8x")
                .doesNotContain("bmVvNGo6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copying to URL: https://storage.example/o?a=1&X-Goog-Signature=SECRET&b=2",
                "https://s3.example/o?X-Amz-Signature=SECRET",
                "https://s3.example/o?X-Amz-Credential=SECRET/20260101",
                "https://s3.example/o?x-amz-security-token=SECRET",
                "Location: https://storage.example/o?upload_id=SECRET",
                "  Authorization: Basic SECRET",
                "authorization=Bearer SECRET",
                "sent Bearer SECRETxyz.abc-def_",
                "Got json '{\"Token\":\"SECRET\"}' back",
                "  set-cookie: session=SECRET; Path=/",
                "Executing command line: java org.neo4j.cli.AdminTool --to-password=SECRET neo4j",
                "NEO4J_PASSWORD=SECRET",
                "                               Default: SECRET",
                "http://user:SECRET@proxy.example:8080",
                "java -Xmx1g -Djavax.net.ssl.trustStorePassword=SECRET -Dhttps.proxyPort=1 org.neo4j.cli.AdminTool",
                "[java, -Dhttps.proxyPassword=SECRET, -Dx=1]",
                "JAVA_OPTS=\"-Dvendor.client-secret='SECRET of SECRET' -Dx=1\"",
                "java -Dproxy.password=a\"b'SECRET -Dx=1",
                "java \"-Dvendor.apiToken=SECRET of SECRET\" -Dx=1",
                "      --to-password=<x>\n          Default:\n          SECRETsecretSECRET\n      --to-uri=<uri>  The target",
                "          Default: one\n            two SECRET\n            SECRET three\n      --to-uri=<uri>  The target",
                "    Default:  The value of a variable.\n      Default:\n      SECRET\n  --to-uri=<uri>  The target",
            })
    void whatLooksLikeACredentialIsTakenOutWhoeversItIs(String printed) {
        assertThat(redaction.apply(printed)).contains(Redaction.PLACE).doesNotContain("SECRET");
    }

    @Test
    void whatIsNoSecretStays() {
        String line = "The database is in use. Stop database 'neo4j' and try again.";

        assertThat(redaction.apply(line)).isEqualTo(line);
        assertThat(redaction.apply("https://x.example/o?a=1&upload_id=SECRET&b=2"))
                .isEqualTo("https://x.example/o?a=1&upload_id=" + Redaction.PLACE + "&b=2");
    }

    @Test
    void whatFollowsADefaultStays() {
        assertThat(redaction.apply("    Default: one\n      two\n  --to-uri=<uri>  The target\n    of the upload"))
                .isEqualTo("    Default: " + Redaction.PLACE + "\n  --to-uri=<uri>  The target\n    of the upload");
        assertThat(redaction.apply("Default: one\nAnother line"))
                .isEqualTo("Default: " + Redaction.PLACE + "\nAnother line");
        assertThat(redaction.apply("java -Dpassword.file=a -Xmx1g")).endsWith(" -Xmx1g");
    }

    @Test
    void aLongTextIsNoTrouble() {
        assertThat(redaction.apply("  Default:" + "\n  x".repeat(100_000))).isEqualTo("  Default:" + Redaction.PLACE);
    }

    @Test
    void aLongerSecretGoesBeforeOneThatItContains() {
        assertThat(Redaction.of(List.of("abc", "abcdef")).apply("abcdef")).isEqualTo(Redaction.PLACE);
    }

    @Test
    void itsOwnTextHoldsNone() {
        assertThat(redaction.toString()).doesNotContain(PASSWORD);
    }
}
