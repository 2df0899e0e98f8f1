/** Backup files as the real Neo4j writes and reads them. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.it.backup;
