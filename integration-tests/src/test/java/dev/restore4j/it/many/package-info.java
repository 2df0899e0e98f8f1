/** Operations of one client beside each other, and operations that another process began. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.it.many;
