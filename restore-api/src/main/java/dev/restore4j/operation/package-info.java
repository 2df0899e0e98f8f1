/** The values of a restore operation: its id, state, findings, result, and who asked for it and why. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.operation;
