/** A command line over the library, for the night when nobody compiles Java: see docs/at-3am.md. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.examples.operator;
