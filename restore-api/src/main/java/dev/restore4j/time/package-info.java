/** Time as a seam: reading it, waiting on it, and starting threads that wait on it. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.time;
