/** The rules of every restore and the driver that follows them. Not exported. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.engine;
