package dev.restore4j.aura.upload;

import dev.restore4j.aura.console.Completion;

/**
 * A file of which the store has every byte, and of which nobody has said so yet.
 *
 * @param completion what {@link dev.restore4j.aura.console.ConsoleSession#complete} is to say
 * @param sent how many bytes this process has sent for it, those that were sent again counted again
 */
public record Uploaded(Completion completion, long sent) {}
