/** A restore from beginning to end on a real Neo4j behind a fake Aura, and the program that a user would write for it. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.examples.demo;
