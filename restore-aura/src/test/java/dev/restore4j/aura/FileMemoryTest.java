package dev.restore4j.aura;

import static org.assertj.core.api.Assertions.assertThat;

import dev.restore4j.journal.PrivateNotes;
import dev.restore4j.operation.OperationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Nothing depends on what is remembered, also not where it cannot be forgotten. */
class FileMemoryTest {

    @Test
    void aNoteThatCannotBeDeletedStopsNobody() {
        AtomicInteger asked = new AtomicInteger();
        PrivateNotes stale = new PrivateNotes() {
            @Override
            public Optional<String> read(String name) {
                return Optional.empty();
            }

            @Override
            public void write(String name, String text) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void delete(String name) {
                asked.incrementAndGet();
                throw new UncheckedIOException(new IOException("Stale file handle"));
            }

            @Override
            public List<String> names() {
                return List.of();
            }
        };

        new FileMemory(stale).of(new OperationId("0000000000000000")).forget();

        assertThat(asked).hasValue(1);
    }
}
