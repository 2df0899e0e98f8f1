/**
 * A scripted {@code neo4j-admin}: a real child process that behaves as the tool does on both of its lines, without Neo4j and
 * without a network. Start with {@link dev.restore4j.testkit.admin.FakeNeo4jAdmin}.
 */
@NullMarked
package dev.restore4j.testkit.admin;

import org.jspecify.annotations.NullMarked;
