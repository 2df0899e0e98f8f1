/** The journal: what a restore intends and what became of it, written before it is done. */
@org.jspecify.annotations.NullMarked
package dev.restore4j.journal;
