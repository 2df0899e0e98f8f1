/** A real Neo4j in this JVM behind an instance of the fake Aura, so that a restore really brings data back. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.embedded;
