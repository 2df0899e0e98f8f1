package dev.restore4j.aura.upload;

import java.util.Optional;

/**
 * What one operation remembers of its upload, so that it goes on after a crash. The text is a secret: whoever has it may write to
 * the store. It may have some kilobytes for each part.
 */
public interface UploadMemory {

    /** {@return what was written last; empty where nothing was, or it was forgotten} */
    Optional<String> read();

    /**
     * Writes it; it survives the process before this returns.
     *
     * @param text what there is to remember, in place of what was
     */
    void write(String text);

    /** Forgets it. */
    void forget();
}
