/** Checks, markers and baselines on a real Neo4j. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.it.verify;
