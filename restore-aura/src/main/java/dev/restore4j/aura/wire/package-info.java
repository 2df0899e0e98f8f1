/** One HTTP exchange and what comes of it; shared by the client and the checks, not exported. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.aura.wire;
