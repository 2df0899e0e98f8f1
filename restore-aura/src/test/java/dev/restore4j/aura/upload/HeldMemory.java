package dev.restore4j.aura.upload;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A memory that survives what a test calls a crash. */
final class HeldMemory implements UploadMemory {

    private volatile @Nullable String text;

    @Override
    public Optional<String> read() {
        return Optional.ofNullable(text);
    }

    @Override
    public void write(String given) {
        text = given;
    }

    @Override
    public void forget() {
        text = null;
    }
}
