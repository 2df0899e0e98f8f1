package dev.restore4j.engine;

import java.time.Duration;

/**
 * What one look adds to what the journal knows. Durations, since clocks may jump between a crash and the next start.
 *
 * @param sinceSubmission how long ago the intent was written
 * @param goneFor for how long every look found the target gone
 */
record Watch(Duration sinceSubmission, Duration goneFor) {}
