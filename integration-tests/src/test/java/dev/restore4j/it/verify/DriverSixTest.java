package dev.restore4j.it.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every check, the marker and a baseline with driver 6, in a JVM of its own, against the same real Neo4j. */
@ExtendWith(Lab.Door.class)
class DriverSixTest {

    private final Lab lab;

    @TempDir
    private Path directory;

    DriverSixTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void allIsFoundAsWithDriverFive() throws Exception {
        Lab.Traces before = lab.traces();
        try (LookJvm six = LookJvm.startWith(driverSix(), lab, directory)) {
            int code = six.exit();
            List<String> said = six.said();
            assertThat(code).as(six.printed()).isZero();
            assertThat(said.get(0)).startsWith("driver neo4j-java-driver-all-6.");
            assertThat(said.subList(1, said.size()))
                    .containsExactly(
                            "answers over Bolt: PASSED",
                            "not empty: PASSED",
                            "accepts writes: PASSED",
                            "commits writes: PASSED",
                            "indexes are online: PASSED",
                            "expected constraints: PASSED",
                            "orders: PASSED",
                            "baseline: counts: PASSED",
                            "baseline: schema: PASSED",
                            "baseline: content: PASSED",
                            "user neo4j logs in: PASSED",
                            "answers over Bolt: FAILED",
                            "not empty: INCONCLUSIVE",
                            "marker THERE",
                            "marker removed true");
        }
        assertThat(lab.traces()).isEqualTo(before);
    }

    /** The build puts it there, and on nobody's class path. */
    private static Path driverSix() throws Exception {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("restore4j.driver-6")))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("neo4j-java-driver-all-6."))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
