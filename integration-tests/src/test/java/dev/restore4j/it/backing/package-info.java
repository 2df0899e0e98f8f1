/** Restores on real data: an embedded Neo4j behind each instance of the fake. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.it.backing;
