/** The examples of README.md and docs, compiled. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.examples.guide;
