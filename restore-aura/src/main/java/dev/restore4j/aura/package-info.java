/**
 * The client of the Aura API: where instances and snapshots come from.
 *
 * <p>What this package states about Aura's behaviour was read in Neo4j's OpenAPI document of version 1, its documentation,
 * and public clients; where they are silent or disagree, the javadoc says so.
 */
@NullMarked
package dev.restore4j.aura;

import org.jspecify.annotations.NullMarked;
