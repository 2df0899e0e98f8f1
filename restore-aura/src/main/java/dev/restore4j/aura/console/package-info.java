/**
 * The Console's import endpoints, through which archives are uploaded. They are Neo4j's own and no published API: what is known
 * of them comes from Neo4j's uploader ({@code neo4j-admin database upload}, Apache-2.0), read and run in the versions 5.26.30 and
 * 2026.08.1. Where the service answers otherwise, that is an error.
 */
@NullMarked
package dev.restore4j.aura.console;

import org.jspecify.annotations.NullMarked;
