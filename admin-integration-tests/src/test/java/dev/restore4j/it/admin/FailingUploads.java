package dev.restore4j.it.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.admin.Neo4jAdmin;
import dev.restore4j.admin.Neo4jAdminBuilder;
import dev.restore4j.admin.ToolUpload;
import dev.restore4j.embedded.SelfManagedNeo4j;
import dev.restore4j.operation.DatabaseLogin;
import dev.restore4j.testkit.FakeAura;
import dev.restore4j.testkit.FakeInstance;
import dev.restore4j.testkit.console.ConsoleProxy;
import dev.restore4j.testkit.fault.Fault;
import dev.restore4j.testkit.model.OperationTimes;
import dev.restore4j.testkit.store.StoreCall;
import dev.restore4j.testkit.store.StoreFault;
import dev.restore4j.time.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Uploads of the real tool that must fail, each as a restore starts it, and what must be known of each afterwards. */
abstract class FailingUploads {

    static final String NOT_SENT = "NOT_SENT";
    static final String REFUSED = "REFUSED";
    static final String ACCEPTED = "ACCEPTED";
    static final String UNKNOWN = "UNKNOWN";

    static final String AUTH = "/databases/*/import/auth";
    static final String SIZE = "/databases/*/import/size";
    static final String INITIATE = "/v2/databases/*/import";
    static final String PARTS = "/databases/*/import/multipart-upload-status";
    static final String COMPLETE = "/databases/*/import/upload-complete";
    static final String STATUS = "/databases/*/import/status";

    @TempDir
    static Path directory;

    static SelfManagedNeo4j neo4j;
    static Path executable;
    static Path dumps;
    static FakeAura aura;
    static ConsoleProxy proxy;

    private final Map<Row, Callable<ToolUpload>> runs = new LinkedHashMap<>();

    /** What is seen: the words, the code of the error, and the verdict. */
    record Row(String name, String words, String code, String verdict) {}

    @BeforeAll
    static void open() throws IOException {
        neo4j = Stores.withOrders(directory.resolve("home"));
        executable = neo4j.admin().executable();
        dumps = Files.createDirectory(directory.resolve("dumps"));
        Archives.dump(neo4j.home(), dumps.resolve("neo4j.dump"));
        aura = fake();
        proxy = ConsoleProxy.to(aura.serve().baseUri());
    }

    @AfterAll
    static void close() {
        proxy.close();
        aura.close();
        neo4j.close();
    }

    private static FakeAura fake() {
        return FakeAura.builder()
                .time(TimeSource.system())
                .operationTimes(OperationTimes.fixed(Duration.ofMillis(1500)))
                .build();
    }

    /** {@return a tool whose JVM has these options} */
    Neo4jAdminBuilder tool(List<String> options) {
        return Neo4jAdmin.builder()
                .executable(launcher())
                .home(neo4j.home())
                .javaOptions(options.toArray(String[]::new));
    }

    /** {@return what is started as the tool} */
    Path launcher() {
        return executable;
    }

    static FakeInstance target(String provider) {
        return aura.addInstance(spec -> spec.name("Production").region(provider, "here"));
    }

    static String uri(FakeInstance target) {
        return "neo4j+s://" + target.id() + ".databases.neo4j.io";
    }

    static DatabaseLogin login(FakeInstance target) {
        return DatabaseLogin.of(target.user(), target.password());
    }

    ToolUpload upload(FakeInstance target, ConsoleProxy way, Path from) throws Exception {
        return ToolUpload.failed(tool(way.javaOptions()).build(), from, uri(target), login(target));
    }

    void run(Row row, Callable<ToolUpload> run) {
        runs.put(row, run);
    }

    /** A fault on one request of the Console, each time. */
    void console(Row row, Fault fault, String path) {
        run(row, () -> {
            FakeInstance target = target("gcp");
            String method = path.equals(STATUS) ? "GET" : "POST";
            aura.faults().next(fault).on(method, path.replace("*", target.id())).every(1);
            return upload(target, proxy, dumps);
        });
    }

    /** A fault of a store: with an Aura of its own, since it is of no one instance. */
    void store(Row row, StoreFault fault, StoreCall call, int times) {
        run(row, () -> {
            try (FakeAura own = fake();
                    ConsoleProxy way = ConsoleProxy.to(own.serve().baseUri())) {
                own.stores().faults().next(fault).on(call).times(times);
                String provider = call == StoreCall.PART ? "aws" : "gcp";
                FakeInstance target =
                        own.addInstance(spec -> spec.name("Production").region(provider, "here"));
                ToolUpload upload = upload(target, way, dumps);
                own.stores().faults().assertAllStruck();
                return upload;
            }
        });
    }

    /** Runs all, and looks at what came of each. */
    void mustBeAsMeasured(int atLeast) throws Exception {
        assertThat(runs).hasSizeGreaterThanOrEqualTo(atLeast);
        Map<Row, ToolUpload> uploads = ToolRuns.all(runs);
        SoftAssertions all = new SoftAssertions();
        uploads.forEach((row, upload) -> {
            String where = row.name() + ": " + upload.failure().getMessage() + "\n"
                    + upload.failure().tail();
            all.assertThat(upload.failure().exitCode()).as(where).hasValue(1);
            all.assertThat(upload.failure().tail()).as(where).contains(row.words());
            all.assertThat(upload.failure().code()).as(where).isEqualTo(row.code());
            all.assertThat(upload.verdict()).as(where).isEqualTo(row.verdict());
            all.assertThat(upload.failure().getMessage()).as(where).contains("(exit code 1): ");
        });
        all.assertAll();
        aura.faults().assertAllStruck();
    }
}
