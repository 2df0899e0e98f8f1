package dev.restore4j.testkit.journal;

import dev.restore4j.journal.Journal;

class InMemoryJournalContractTest extends JournalContract {

    private final Journal journal = Journal.inMemory();

    @Override
    protected Journal open() {
        return journal;
    }
}
