package dev.restore4j.testkit.journal;

import dev.restore4j.journal.FileJournal;
import dev.restore4j.journal.Journal;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileJournalContractTest extends JournalContract {

    @TempDir
    Path directory;

    @Override
    protected Journal open() {
        return FileJournal.at(directory.resolve("state"));
    }
}
