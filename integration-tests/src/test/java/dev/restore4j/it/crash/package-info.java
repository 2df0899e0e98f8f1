/** The process dies anywhere and is started again: at most one overwrite, and the reported end is the truth. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.it.crash;
