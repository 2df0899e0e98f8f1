/** What a way to restore implements: sources, targets, the route between them, and the environment they run in. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.spi;
