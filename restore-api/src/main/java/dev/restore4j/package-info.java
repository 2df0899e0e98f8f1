/**
 * Plan, assess, confirm and execute the restore of a Neo4j Aura database: {@link dev.restore4j.RestorePlan} is where to
 * start.
 */
@org.jspecify.annotations.NullMarked
package dev.restore4j;
