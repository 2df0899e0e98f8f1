package dev.restore4j.engine;

import dev.restore4j.operation.Finding;
import dev.restore4j.spi.RestoreSource;
import dev.restore4j.spi.RestoreTarget;

/**
 * What takes an operation back.
 *
 * @param source what its safety snapshot kept
 * @param target where it goes
 * @param loss what is lost by it, for the assessment
 */
public record Undo(RestoreSource source, RestoreTarget target, Finding loss) {}
