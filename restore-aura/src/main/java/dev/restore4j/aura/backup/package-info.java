/**
 * Knowing a file that a database can be restored from, before anybody else does: what it is, and that it is whole. No HTTP,
 * and nothing of Neo4j but its file formats, which are read in the tool of 5.26.30 and of 2026.08.1.
 */
@NullMarked
package dev.restore4j.aura.backup;

import org.jspecify.annotations.NullMarked;
