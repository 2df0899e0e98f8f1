/**
 * Restores from self-managed Neo4j databases, through the user's own {@code neo4j-admin} as a child process. Programs make a
 * {@link dev.restore4j.admin.Neo4jAdmin} here and use {@code dev.restore4j} for all else.
 */
module dev.restore4j.admin {
    requires transitive dev.restore4j;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.restore4j.admin;
}
