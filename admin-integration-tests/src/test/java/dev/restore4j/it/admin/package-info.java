/** The real neo4j-admin as a process. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.it.admin;
