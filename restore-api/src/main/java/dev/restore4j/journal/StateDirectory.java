package dev.restore4j.journal;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a user's state belongs. */
final class StateDirectory {

    private static final String NAME = "restore4j";

    private StateDirectory() {}

    static Path of(Map<String, String> environment, String system, String home) {
        String chosen = environment.getOrDefault(FileJournal.STATE_DIRECTORY_VARIABLE, "");
        if (!chosen.isBlank()) {
            return Path.of(chosen);
        }
        String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
        if (!xdg.isBlank()) {
            return Path.of(xdg, NAME);
        }
        String os = system.toLowerCase(Locale.ROOT);
        String local = environment.getOrDefault("LOCALAPPDATA", "");
        if (os.startsWith("windows") && !local.isBlank()) {
            return Path.of(local, NAME);
        }
        return os.startsWith("mac")
                ? Path.of(home, "Library", "Application Support", NAME)
                : Path.of(home, ".local", "state", NAME);
    }
}
