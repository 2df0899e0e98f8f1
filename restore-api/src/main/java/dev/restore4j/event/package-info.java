/** One stream of events; progress bars, logs, flight recordings and notices are listeners of it. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.event;
