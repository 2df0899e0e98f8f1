package dev.restore4j.event;

import dev.restore4j.operation.ReplayWindow;
import dev.restore4j.operation.RestoreResult;
import java.util.Optional;

/**
 * What a hook is told.
 *
 * @param result what is known so far
 * @param replay what was processed and is gone now; empty where nothing was overwritten
 */
public record Aftermath(RestoreResult result, Optional<ReplayWindow> replay) {}
