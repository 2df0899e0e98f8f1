package dev.restore4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.fixture.Script;
import dev.restore4j.fixture.World;
import dev.restore4j.operation.OperationId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK's flight recorder keeps of a restore. */
class FlightRecordingTest {

    @TempDir
    Path temp;

    @Test
    void stateChangesAndLooksAreRecorded() throws IOException {
        World world = new World();
        world.script().looks(Script.RESTORING, Script.RUNNING);
        OperationId id;
        Path file = temp.resolve("restore.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("dev.restore4j.StateChange");
            recording.enable("dev.restore4j.TargetLook");
            recording.start();
            id = world.plan().confirm().execute().id();
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertThat(events)
                .allSatisfy(event -> assertThat(event.getString("target")).isEqualTo(World.TARGET))
                .allSatisfy(event -> assertThat(event.getString("operation")).isEqualTo(id.value()))
                .allSatisfy(event ->
                        assertThat(event.getEventType().getCategoryNames()).containsExactly("Restore4j"));
        assertThat(of(events, "dev.restore4j.StateChange", "state"))
                .containsExactly("SUBMITTING ", "RESTORING req-202", "COMPLETED req-get");
        assertThat(of(events, "dev.restore4j.TargetLook", "word"))
                .containsExactly("restoring req-get", "running req-get");
    }

    private static List<String> of(List<RecordedEvent> events, String type, String field) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(type))
                .map(event -> event.getString(field) + " " + event.getString("requestId"))
                .toList();
    }
}
