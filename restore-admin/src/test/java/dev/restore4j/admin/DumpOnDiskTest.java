package dev.restore4j.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dump that was returned has its name after a power cut, too. */
class DumpOnDiskTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itsNameIsForcedToTheDiskOnceItHasIt(boolean replacing) throws Exception {
        ShellTool tool = new ShellTool(directory.resolve("home"));
        Path place = Files.createDirectory(directory.resolve("place"));
        DumpRequest request = tool.admin().dump("neo4j").into(place);

        List<Path> forced = forcedBy(() -> (replacing ? request.replaceExisting() : request).run());

        // what comes before is in the directory for unfinished work
        assertThat(forced).endsWith(place);
        assertThat(place.resolve("neo4j.dump")).exists();
    }

    private List<Path> forcedBy(Runnable work) throws Exception {
        Path file = directory.resolve("forced.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .map(event -> Path.of(event.getString("path")))
                .toList();
    }

    @Test
    void nothingIsRecordedWhereNothingIsForced() throws Exception {
        assertThat(forcedBy(() -> {})).isEmpty();
    }
}
