package dev.restore4j.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateDirectoryTest {

    private static final String HOME = "/home/ann";

    @ParameterizedTest
    @CsvSource({
        "Linux, /home/ann/.local/state/restore4j",
        "FreeBSD, /home/ann/.local/state/restore4j",
        "Mac OS X, /home/ann/Library/Application Support/restore4j",
        "Windows 11, /home/ann/.local/state/restore4j",
        "Darwin, /home/ann/.local/state/restore4j",
    })
    void eachSystemHasItsPlaceBelowTheHome(String system, String expected) {
        assertThat(StateDirectory.of(Map.of(), system, HOME)).isEqualTo(Path.of(expected));
    }

    @Test
    void windowsHasAPlaceForLocalApplicationData() {
        Map<String, String> environment = Map.of("LOCALAPPDATA", "/c/Users/ann/AppData/Local");

        assertThat(StateDirectory.of(environment, "Windows 11", HOME))
                .isEqualTo(Path.of("/c/Users/ann/AppData/Local/restore4j"));
        assertThat(StateDirectory.of(environment, "Linux", HOME)).isEqualTo(Path.of(HOME, ".local/state/restore4j"));
    }

    @ParameterizedTest
    @CsvSource({"Linux", "Mac OS X", "Windows 11"})
    void theXdgStateHomeGoesBeforeTheSystemsPlace(String system) {
        Map<String, String> environment = Map.of("XDG_STATE_HOME", "/var/state", "LOCALAPPDATA", "/c/Local");

        assertThat(StateDirectory.of(environment, system, HOME)).isEqualTo(Path.of("/var/state/restore4j"));
    }

    @ParameterizedTest
    @CsvSource({"Linux", "Mac OS X", "Windows 11"})
    void theLibrarysOwnVariableGoesBeforeEverythingAndIsTakenAsItIs(String system) {
        Map<String, String> environment = Map.of(
                "RESTORE4J_STATE_DIR", "/mnt/shared", "XDG_STATE_HOME", "/var/state", "LOCALAPPDATA", "/c/Local");

        assertThat(StateDirectory.of(environment, system, HOME)).isEqualTo(Path.of("/mnt/shared"));
    }

    @Test
    void variablesThatAreBlankCountAsNotSet() {
        Map<String, String> environment =
                Map.of("RESTORE4J_STATE_DIR", " ", "XDG_STATE_HOME", "", "LOCALAPPDATA", "\t");

        assertThat(StateDirectory.of(environment, "Windows 11", HOME))
                .isEqualTo(Path.of(HOME, ".local/state/restore4j"));
    }

    @Test
    void theDefaultJournalIsInTheStateDirectoryOfThisUser() {
        Path expected =
                StateDirectory.of(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));

        assertThat(FileJournal.inStateDirectory().directory()).isEqualTo(expected.toAbsolutePath());
    }
}
