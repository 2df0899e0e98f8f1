package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.ToolUpload;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;

/**
 * Who takes a connection and never answers: the real tool ends by itself, with the time-outs that an upload is started with. The
 * numbers in its environment are replaced by small ones right before its JVM starts; where they are not as they should be, it does
 * not start.
 */
@DisabledOnOs(OS.WINDOWS)
class RealTimeOutsTest extends FailingUploads {

    private static final String UNREACHABLE = "Failed to authenticate with the aura console";

    private static Path impatient;

    @BeforeAll
    static void impatient() throws IOException {
        impatient = Files.writeString(directory.resolve("impatient"), """
                #!/bin/sh
                case " $JAVA_OPTS " in
                    *" -Dsun.net.client.defaultConnectTimeout=30000 -Dsun.net.client.defaultReadTimeout=300000 "*) ;;
                    *) echo "without time-outs" >&2; exit 99;;
                esac
                JAVA_OPTS=$(printf '%%s' "$JAVA_OPTS" | sed 's/Timeout=30000 /Timeout=2000 /; s/Timeout=300000 /Timeout=2000 /')
                export JAVA_OPTS
                exec '%s' "$@"
                """.formatted(executable));
        Files.setPosixFilePermissions(impatient, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Override
    Path launcher() {
        return impatient;
    }

    @Test
    void itEndsAndIsKnown() throws Exception {
        console(new Row("log in", UNREACHABLE, "console-unreachable", NOT_SENT), Fault.stall(), AUTH);
        console(
                new Row("complete", "Failed to trigger import", "import-unconfirmed", UNKNOWN),
                Fault.stallAfterWork(),
                COMPLETE);
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            run(new Row("proxy", UNREACHABLE, "console-unreachable", NOT_SENT), () -> {
                FakeInstance target = target("gcp");
                List<String> options = new ArrayList<>(proxy.javaOptions());
                options.add("-Dhttps.proxyPort=" + silent.getLocalPort()); // the last one counts
                return ToolUpload.failed(tool(options).build(), dumps, uri(target), login(target));
            });
            mustBeAsMeasured(3);
        }
        assertThat(aura.requests().stream().filter(request -> request.path().endsWith("/import/upload-complete")))
                .as("asked once, and never again")
                .hasSize(1);
    }

    @Test
    @EnabledIfSystemProperty(named = "restore4j.thorough", matches = "true")
    void whereverItIsIt() throws Exception {
        store(new Row("part", "", "transfer-failed", NOT_SENT), StoreFault.stallAfter(1000), StoreCall.PART, 9);
        console(new Row("size", "", "transfer-failed", NOT_SENT), Fault.stall(), SIZE);
        console(new Row("announcement", "", "transfer-failed", NOT_SENT), Fault.stall(), INITIATE);
        console(new Row("status", "Read timed out", "transfer-failed", ACCEPTED), Fault.stall(), STATUS);
        store(
                new Row("session", "", "transfer-failed", NOT_SENT),
                StoreFault.stallAfterWork(),
                StoreCall.SESSION_START,
                9);
        store(
                new Row("bytes", "", "transfer-failed", NOT_SENT),
                StoreFault.stallAfter(1000),
                StoreCall.SESSION_BYTES,
                99);
        mustBeAsMeasured(6);
    }
}
