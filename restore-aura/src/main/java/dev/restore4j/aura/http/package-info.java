/** Checks over HTTP: of something that depends on the restored database, and of its metrics. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.aura.http;
