package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.Completion;
import org.jspecify.annotations.Nullable;

/**
 * A file of which the store has every byte, and of which nobody has said so yet.
 *
 * @param completion what {@link dev.restore4j.aura.console.ConsoleSession#complete} is to say
 * @param sent how many bytes this process has sent for it, those that were sent again counted again
 * @param probe what the way to the store was like; null where it was not looked at, as before a small file
 */
public record Uploaded(
        Completion completion, long sent, @Nullable StoreProbe probe) {}
