/**
 * What the library costs, in time and memory, measured side by side in one run and printed as tables. No time is
 * asserted anywhere.
 */
@org.jspecify.annotations.NullMarked
package dev.restore4j.benchmarks;
