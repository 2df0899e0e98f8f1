package dev.restore4j.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Private notes on the heap. */
final class PrivateMemory implements PrivateNotes {

    private final Map<String, String> texts = new ConcurrentHashMap<>();

    @Override
    public Optional<String> read(String name) {
        return Optional.ofNullable(texts.get(PrivateFiles.checked(name)));
    }

    @Override
    public void write(String name, String text) {
        texts.put(PrivateFiles.checked(name), text);
    }

    @Override
    public void delete(String name) {
        texts.remove(PrivateFiles.checked(name));
    }

    @Override
    public List<String> names() {
        return List.copyOf(texts.keySet());
    }
}
